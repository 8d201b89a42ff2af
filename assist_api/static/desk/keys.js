/**
 * The desk's keys: one table, from which the help is drawn too. Codes, not characters: Alt changes those on a Mac.
 * `does` names what the view does, or is itself what a plug does; `anywhere`: also on the pages beside the conversations.
 */

import { html } from "../shared/html.js";

export const KEYS = [
  { code: "KeyT", alt: true, does: "takeNext", anywhere: true, help: "接待排在最前面的顾客" },
  { code: "ArrowDown", alt: true, does: "below", help: "下一个会话" },
  { code: "ArrowUp", alt: true, does: "above", help: "上一个会话" },
  { code: "Digit1", alt: true, does: "accept", with: 0, help: "采用第 1 条建议到输入框" },
  { code: "Digit2", alt: true, does: "accept", with: 1, help: "采用第 2 条建议" },
  { code: "Digit3", alt: true, does: "accept", with: 2, help: "采用第 3 条建议" },
  { code: "Enter", alt: true, does: "acceptAndSend", help: "采用第一条可以直接发送的建议并发送" },
  { code: "KeyU", alt: true, does: "takeNew", help: "换成核对后的新内容" },
  { code: "KeyK", alt: true, does: "cannedPanel", anywhere: true, help: "打开话术库；在空输入框里按 / 可以直接搜" },
  { code: "Escape", does: "dismiss", help: "忽略建议，或关闭这个窗口" },
  { code: "KeyR", alt: true, does: "rewrite", help: "按提示改写触及红线的话" },
  { code: "KeyN", alt: true, does: "note", help: "切换到内部备注，再按回到回复" },
  { code: "Slash", alt: true, does: "help", anywhere: true, help: "打开这份说明" },
  { characters: "?？", does: "help", anywhere: true, outsideFields: true, help: "打开这份说明（不在输入框里时）" },
];

const NAMES = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Slash: "/" };

/** How a key is called: Alt+C. */
export const keyName = ({ alt, code, characters }) => `${alt ? "Alt+" : ""}${characters ? "?" : capOf(code)}`;

const capOf = (code) => NAMES[code] ?? code.replace(/^(Key|Digit)/, "");

export function keyOf(event, keys = KEYS) {
  if (event.isComposing || event.ctrlKey || event.metaKey) return null;
  const inField = event.target.matches?.("input, textarea, select");
  return keys.find((key) => isPressed(key, event) && Boolean(key.alt) === event.altKey && !(key.outsideFields && inField)) ?? null;
}

/** A character of its own stands elsewhere on every keyboard: it alone is known by what it writes. */
const isPressed = ({ code, characters }, event) => (characters ? characters.includes(event.key) : code === event.code);

export const keyHelp = (keys) => html`<dialog class="help" aria-labelledby="help-title">
  <header><h2 id="help-title">快捷键</h2><button class="text-button" data-action="close-help" aria-label="关闭">关闭</button></header>
  <dl>${keys.map((key) => html`<div><dt>${key.alt && html`<kbd>Alt</kbd> `}<kbd>${key.characters ? "?" : capOf(key.code)}</kbd></dt><dd>${key.help}</dd></div>`)}
    <div><dt><kbd>Enter</kbd></dt><dd>发送；<kbd>Shift</kbd>+<kbd>Enter</kbd> 换行</dd></div></dl>
</dialog>`;
