/** 团队: who is there, with what load, and how the queue stands; a supervisor watches cases from here and names skills. */

import { draw, html } from "../../shared/html.js";
import { waited } from "../../shared/times.js";
import { teamOf } from "../colleagues.js";

const EVERY_MS = 15_000;

export const page = {
  name: "team",
  title: "团队",
  icon: "person",
  key: { code: "KeyP", alt: true },
  open: (root, tools) => new TeamPage(root, tools),
};

export const actions = {
  "team-skills": ({ dataset }, tools) => askSkills(tools, dataset.id),
  "team-watch": ({ dataset }, { go, select }) => (go(""), select(dataset.id)),
};

class TeamPage {
  #root;
  #tools;
  #problem = null;
  #clock;

  constructor(root, tools) {
    this.#root = root;
    this.#tools = tools;
    this.#clock = setInterval(() => this.#read(), EVERY_MS);
    this.#read();
  }

  close() {
    clearInterval(this.#clock);
  }

  draw() {
    const { desk } = this.#tools;
    draw(this.#root, html`<div class="page-body"><header class="page-head"><h2>团队</h2></header>${this.#problem && html`<p class="bad" role="alert">${this.#problem}</p>`}${body(desk)}</div>`);
  }

  async #read() {
    try {
      await teamOf(this.#tools.desk).load();
      this.#problem = null;
    } catch (error) {
      if (error.status === undefined) throw error;
      this.#problem = error.message;
    }
    this.#tools.draw();
  }
}

function body(desk) {
  const team = teamOf(desk);
  if (!team.loaded) return html`<div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i></div>`;
  const leads = desk.agent.roles.includes("supervisor");
  return html`${queueLine(team)}<table aria-label="同事"><thead><tr><th scope="col">同事</th><th scope="col">状态</th><th scope="col">技能</th><th scope="col">会话</th><th scope="col">顾客最久等待</th>${leads && html`<th scope="col">管理</th>`}</tr></thead>
    <tbody>${team.members.map((member) => memberRow(member, casesOf(desk, member), team.skills, leads))}</tbody></table>`;
}

function queueLine({ queue, skills }) {
  const asked = skills.filter(({ skill }) => queue.by_skill[skill]).map(({ skill, zh }) => `${zh} ${queue.by_skill[skill]}`);
  const longest = queue.waiting > 0 && html`，最久已等 <b>${waited(new Date(Date.now() - queue.longest_wait_s * 1000).toISOString())}</b>`;
  return html`<p class="team-queue">排队 <b class="number">${queue.waiting}</b> 人${longest}${asked.length > 0 && html`<span class="muted">（${asked.join("，")}）</span>`}</p>`;
}

const casesOf = (desk, { id }) => desk.book.all.filter((row) => row.state === "agent" && row.agent_id === id);

function memberRow({ id, name, status, present, shown, skills, load, limit }, cases, known, leads) {
  const since = cases.map((row) => row.unanswered_since).filter(Boolean).sort()[0];
  const named = known.filter(({ skill }) => skills.includes(skill)).map(({ zh }) => zh);
  return html`<tr><th scope="row">${name}</th><td><i class="status-dot status-${present ? status : "gone"}"></i>${shown}</td><td>${named.join("、") || "全部"}</td><td><span class="number">${load}/${limit}</span>${leads && html` ${cases.map((row) => html`<button class="text-button team-watch" data-action="team-watch" data-id="${row.id}">旁观 ${row.shopper.name}</button>`)}`}</td><td>${since ? html`<time class="number" data-since="${since}"></time>` : "—"}</td>${leads && html`<td><button class="button" data-action="team-skills" data-id="${id}">技能与上限</button></td>`}</tr>`;
}

async function askSkills({ desk, api, ask, draw: redraw }, id) {
  const team = teamOf(desk);
  const member = team.members.find((one) => one.id === id);
  const changed = await ask({
    title: `${member.name} 的技能与上限`,
    fields: [
      { name: "skills", label: "技能", kind: "checks", value: member.skills, options: team.skills.map(({ skill, zh }) => ({ value: skill, label: zh })), hint: "一个都不选表示什么都接" },
      { name: "limit", label: "同时接待上限", kind: "number", value: member.limit, min: 1, max: 50, hint: "留空按店铺默认" },
    ],
    submitLabel: "保存",
    submit: ({ skills, limit }) => api.put(`/api/v1/desk/team/${id}/skills`, { skills, limit }),
  });
  if (changed) team.heardOf(changed.colleague);
  redraw();
}
