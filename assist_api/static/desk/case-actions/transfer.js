/** 转接: hand one's own case to a colleague, who accepts or declines, or to whoever has a skill. */

import { html } from "../../shared/html.js";
import { teamOf } from "../colleagues.js";

export const action = {
  name: "transfer",
  title: "转接",
  hint: "转给同事或技能组 (Alt+J)",
  offered: (desk) => desk.mine,
  run: (tools) => ask(tools),
};

export const keys = [{ code: "KeyJ", alt: true, help: "转接当前会话", does: (tools) => tools.desk.mine && ask(tools) }];

async function ask({ desk, api, ask: open, say, draw }) {
  const [team, one] = [teamOf(desk), desk.open];
  const pending = team.offerOf(one.id);
  if (pending) return withdraw(pending, { api, ask: open, draw });
  await team.load().catch((error) => say(error.message, "bad"));
  const done = await open(form(team, one, api));
  if (done) say(done.transfer.to.id ? `已请 ${done.transfer.to.name} 接收，对方确认前仍由您接待` : `已转到${done.transfer.to.name}`);
  draw();
  return done;
}

/** One that is not answered yet can only be taken back. */
async function withdraw({ id, to }, { api, ask: open, draw }) {
  await open({ title: "撤回转接", intro: html`<p>正在等 ${to.name} 确认。撤回后仍由您接待，可以再转给别人。</p>`, fields: [], submitLabel: "撤回", submit: () => api.post(`/api/v1/desk/transfers/${id}/withdraw`, {}) });
  draw();
}

const form = (team, one, api) => ({
  title: `转接 ${one.row.shopper.name}`,
  fields: [
    { name: "how", label: "转给", kind: "radio", required: true, value: "skill", options: [{ value: "skill", label: "技能组" }, { value: "person", label: "同事" }] },
    { name: "skill", label: "技能组", kind: "select", options: team.skills.map(({ skill, zh }) => ({ value: skill, label: `${zh}组（${free(team, skill)}）` })), when: ({ how }) => how === "skill" },
    { name: "to_id", label: "同事", kind: "select", options: people(team), when: ({ how }) => how === "person", check: (id) => (team.colleagues.find((other) => other.id === id)?.present ? null : "对方现在不在线。") },
    { name: "note", label: "说明", kind: "textarea", required: true, maxlength: 500, hint: "顾客看不到：事情是什么，做到哪一步，答应过什么" },
  ],
  confirm: ({ how, skill, to_id: to }) => html`<p>确认把 <b>${one.row.shopper.name}</b> 转给 <b>${how === "skill" ? `${team.skills.find((each) => each.skill === skill)?.zh}组` : team.colleagues.find(({ id }) => id === to)?.name}</b>？顾客会看到一句“已为您转接”。</p>`,
  submitLabel: "转接",
  submit: ({ how, skill, to_id: to, note }) => api.post(`${one.path}/transfers`, how === "skill" ? { skill, note } : { to_id: to, note }),
});

const people = (team) => [...team.colleagues].sort((a, b) => Number(b.takes_new) - Number(a.takes_new)).map(({ id, name, shown, load, limit }) => ({ value: id, label: `${name} · ${shown} · ${load}/${limit}` }));

function free(team, skill) {
  const able = team.colleagues.filter((one) => one.takes_new && (one.skills.length === 0 || one.skills.includes(skill)));
  return able.length ? `${able.length} 人可接` : "暂无人空闲，会排队";
}
