/**
 * The desk's keys: one table, from which the help is drawn too. Codes, not characters: Alt changes those on a Mac.
 * `does` names what the view does, or is itself what a plug does; `anywhere`: also on the pages beside the conversations.
 */

import { isComposing } from "../shared/enter-key.js";
import { html } from "../shared/html.js";

export const KEYS = [
  { code: "KeyT", alt: true, does: "takeNext", anywhere: true, help: "接待排在最前面的顾客" },
  { code: "ArrowDown", alt: true, does: "below", help: "下一个会话" },
  { code: "ArrowUp", alt: true, does: "above", help: "上一个会话" },
  { code: "Digit1", alt: true, does: "accept", with: 0, help: "采用第 1 条建议，插到光标处，可以连着采用几条" },
  { code: "Digit2", alt: true, does: "accept", with: 1, help: "采用第 2 条建议" },
  { code: "Digit3", alt: true, does: "accept", with: 2, help: "采用第 3 条建议" },
  { code: "Digit1", plain: true, does: "accept", with: 0, help: "输入框空着、或不在输入框里时：采用第 1 条建议" },
  { code: "Digit2", plain: true, does: "accept", with: 1, help: "同上，第 2 条" },
  { code: "Digit3", plain: true, does: "accept", with: 2, help: "同上，第 3 条" },
  { code: "Enter", alt: true, does: "acceptAndSend", help: "采用第一条可以直接发送的建议并发送" },
  { code: "KeyU", alt: true, does: "takeNew", help: "换成核对后的新内容" },
  { code: "KeyK", alt: true, does: "cannedPanel", anywhere: true, help: "打开话术库；在空输入框里按 / 可以直接搜" },
  { code: "Escape", does: "dismiss", anywhere: true, help: "忽略建议，关闭这个窗口，或从别的页面回到会话" },
  { code: "KeyR", alt: true, does: "rewrite", help: "按提示改写触及红线的话" },
  { code: "KeyN", alt: true, does: "note", help: "切换到内部备注，再按回到回复" },
  { code: "Slash", alt: true, does: "help", anywhere: true, help: "打开这份说明" },
  { characters: "?？", does: "help", anywhere: true, outsideFields: true, help: "打开这份说明（不在输入框里时）" },
];

const NAMES = { Comma: ",", ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Slash: "/" };

/** How a key is called: Alt+C. */
export const keyName = (key) => `${key.alt ? "Alt+" : ""}${key.ctrl ? "Ctrl+" : ""}${capOf(key)}`;

const capOf = ({ code, characters }) => (characters ? characters[0] : (NAMES[code] ?? code.replace(/^(Key|Digit)/, "")));

export function keyOf(event, keys = KEYS) {
  if (isComposing(event)) return null;
  return keys.find((key) => isPressed(key, event) && modified(key, event) && isFree(key, event.target)) ?? null;
}

const modified = ({ alt, ctrl, plain }, event) => Boolean(alt) === event.altKey && Boolean(ctrl) === (event.ctrlKey || event.metaKey) && !(plain && event.shiftKey);

/** A key that also writes something is one only outside fields; a `plain` one also in the empty field of the reply. */
function isFree({ outsideFields, plain }, target) {
  if (!outsideFields && !plain) return true;
  const inField = target.matches?.("input, textarea, select");
  return !inField || Boolean(plain && target.matches("[data-plain-keys]") && target.value === "");
}

/** A character of its own stands elsewhere on every keyboard: it alone is known by what it writes. */
const isPressed = ({ code, characters }, event) => (characters ? characters.includes(event.key) : code === event.code);

export const keyHelp = (keys) => html`<dialog class="help" aria-labelledby="help-title">
  <header><h2 id="help-title">快捷键</h2><button class="text-button" data-action="close-help" aria-label="关闭">关闭</button></header>
  <dl>${keys.map((key) => html`<div><dt>${key.alt && html`<kbd>Alt</kbd> `}${key.ctrl && html`<kbd>Ctrl</kbd> `}<kbd>${capOf(key)}</kbd></dt><dd>${key.help}</dd></div>`)}
    <div><dt><kbd>Tab</kbd></dt><dd>在输入框里：换下一条建议；按 Esc 忽略建议后，Tab 照常移动</dd></div>
    <div><dt><kbd>Enter</kbd></dt><dd>发送，<kbd>Shift</kbd>+<kbd>Enter</kbd> 换行；在设置里可以改成 <kbd>Ctrl</kbd>+<kbd>Enter</kbd> 发送</dd></div></dl>
</dialog>`;
