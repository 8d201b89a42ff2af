/** A supervisor takes a case from whoever has it. */

import { html } from "../../shared/html.js";

export const action = {
  name: "take-over",
  title: "接手",
  hint: "由您接待这个会话，顾客会被告知",
  offered: (desk) => desk.agent.roles.includes("supervisor") && desk.open.row.state === "agent" && !desk.mine,
  run: (tools) => ask(tools),
};

async function ask({ desk, api, ask: open, select, draw }) {
  const one = desk.open;
  const done = await open({
    title: `接手 ${one.row.shopper.name}`,
    intro: html`<p>${one.row.agent} 将不再接待，顾客会看到“主管 ${desk.agent.name} 已接入”。</p>`,
    fields: [],
    submitLabel: "接手",
    submit: () => api.post(`${one.path}/take-over`, {}),
  });
  if (done) await select(one.id);
  draw();
}
