/** 主管悄悄话: a line to the agent of the case that its shopper never sees. */

import { whispersOf } from "../whispers.js";

export const action = {
  name: "whisper",
  title: "悄悄话",
  hint: "只有接待的同事能看到 (Alt+W)",
  offered: (desk) => desk.agent.roles.includes("supervisor") && desk.open.row.state === "agent" && !desk.mine,
  run: (tools) => ask(tools),
};

export const keys = [{ code: "KeyW", alt: true, help: "给接待的同事发悄悄话（主管）", does: (tools) => tools.desk.open && action.offered(tools.desk) && ask(tools) }];

async function ask({ desk, api, ask: open, draw }) {
  const one = desk.open;
  const said = await open({
    title: `悄悄话给 ${one.row.agent}`,
    fields: [{ name: "text", label: "内容", kind: "textarea", required: true, maxlength: 500, hint: "顾客和其他同事都看不到" }],
    submitLabel: "发送",
    submit: ({ text }) => api.post(`${one.path}/whispers`, { text }),
  });
  if (said) whispersOf(one).add(said.whisper);
  draw();
}
