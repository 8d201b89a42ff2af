/** The agent's own settings: the key that sends, sound and desktop notices, the colours. */

import { html } from "../shared/html.js";
import { useTheme } from "../shared/theme.js";
import { ring } from "./notices.js";

export const actions = { settings: (_element, tools) => open(tools) };
export const keys = [{ code: "Comma", alt: true, anywhere: true, help: "打开设置", does: (tools) => open(tools) }];

const REFUSED = "浏览器不允许桌面通知，请在地址栏左侧的网站设置里允许后再试。";

const formOf = (preferences) => ({
  title: "设置",
  intro: html`<p class="muted">只对您自己、在这台电脑上有效。</p>`,
  submitLabel: "保存",
  fields: [
    { name: "sendBy", label: "发送", kind: "radio", value: preferences.get("sendBy"), options: [{ value: "enter", label: "Enter" }, { value: "ctrl", label: "Ctrl+Enter（Enter 换行）" }] },
    { name: "sound", label: "有新消息时响一声（工作台在前台时不响）", kind: "checkbox", value: preferences.get("sound") },
    { name: "notices", label: "有新消息时弹出桌面通知（工作台在前台时不弹）", kind: "checkbox", value: preferences.get("notices") },
    { name: "theme", label: "颜色", kind: "radio", value: preferences.get("theme"), options: [{ value: "system", label: "跟随系统" }, { value: "light", label: "浅色" }, { value: "dark", label: "深色" }] },
  ],
});

async function open({ ask, say, preferences, draw }) {
  const saved = await ask({ ...formOf(preferences), submit: (values) => keep(preferences, values) });
  if (!saved) return;
  useTheme(preferences.get("theme"));
  draw();
  say(saved.refused ? REFUSED : "已保存", saved.refused ? "bad" : "info");
  if (preferences.get("sound")) ring();
}

/** The browser asks its own question once, at this click. */
async function keep(preferences, values) {
  const refused = values.notices && (await Notification.requestPermission()) !== "granted";
  preferences.set({ ...values, notices: values.notices && !refused });
  return { refused };
}
