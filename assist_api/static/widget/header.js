/** Who is at the other end, said plainly, and the way to a person. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

const OWNERS = {
  bot: () => ["小二 · 智能客服", "随时为您查订单、查物流"],
  waiting: ({ queue }) => ["正在排队", queue?.attended === false ? "客服上线后在这里回复您" : "您可以先把情况写下来"],
  agent: ({ agent }) => [`客服 ${agent ?? ""}`, "正在为您服务"],
  closed: () => ["会话已结束", "再发一条消息，就能重新开始"],
};

export function header(session) {
  const [title, line] = OWNERS[session.state](session);
  return html`<span class="face face-${session.state}">${session.state === "agent" && session.agent ? session.agent.slice(-1) : icon(session.state === "bot" ? "bot" : "person")}</span>
    <div class="head-text"><h2 id="title">${title}</h2><p title="${line}">${line}</p></div>
    ${session.state === "bot" && html`<button class="head-button" data-action="human">${icon("person")}转人工</button>`}
    <button class="head-icon" data-action="close" aria-label="收起聊天窗口" title="收起 (Esc)">${icon("down")}</button>`;
}
