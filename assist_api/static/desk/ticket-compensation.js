/** 补偿 of a ticket: what was asked for and given, the form that asks, and what waits for a supervisor. */

import { html } from "../shared/html.js";
import { newId } from "../shared/new-id.js";

const ROOT = "/api/v1/desk";
const CALCULATED = ["price_difference"];
const LIMITS = { coupon: "coupon", points: "points", postage: "postage", payment: "payout" };

export const compensationPath = (ticket) => `${ROOT}/tickets/${ticket}/compensations`;
export const waitingPath = `${ROOT}/compensations`;
export const mayApprove = ({ roles }) => roles.includes("supervisor");

export const compensationList = (rows) => html`<h3>补偿</h3>${rows.length ? html`<ul class="compensations">${rows.map(line)}</ul>` : html`<p class="muted">还没有补偿。</p>`}`;

const line = ({ words, reason, state, state_zh: stands, asked_by: asked, decided_by: decided, decided_because: because, result }) => html`<li class="compensation compensation-${state}"><b>${words}</b><span>${stands}</span><span class="muted">${reason} · ${asked}${decided && decided !== asked && ` · ${decided} 审批`}${because && `：${because}`}${result && ` · ${result}`}</span></li>`;

/** Whether it must wait for a supervisor, as far as the desk can tell: the shop counts what was given before. */
export function needsSupervisor({ kind, amount }, limits) {
  const most = limits[LIMITS[kind]];
  return most !== undefined && Number(amount) > Number(most);
}

export function compensationForm(ticket, { suggested, kinds, limits, lines }, api) {
  const key = newId();
  const first = suggested[0] ?? { kind: "coupon", amount: "" };
  const told = suggested.map(({ kind_zh: kind, amount }) => (Number(amount) ? `${kind} ${amount}` : kind)).join("、");
  const pays = ({ kind }) => !CALCULATED.includes(kind);
  const amountOf = (kind) => suggested.find((each) => each.kind === kind)?.amount;
  return {
    title: `补偿 · 工单 ${ticket.id}`,
    intro: told && html`<p class="form-note">建议：${told}（${suggested[0].why}）</p>`,
    fields: [
      { name: "kind", label: "补偿方式", kind: "select", value: first.kind, options: kinds },
      { name: "amount", label: "数额（元、积分或件数）", kind: "number", min: 0, value: Number(first.amount) || (first.kind === "resend" ? 1 : ""), when: pays, check: (value, values) => (pays(values) && !(Number(value) > 0) ? `请填数额${amountOf(values.kind) > 0 ? `，建议 ${amountOf(values.kind)}` : ""}` : null) },
      { name: "sku_id", label: "补发的商品", kind: "select", value: lines[0]?.value ?? "", options: lines, when: ({ kind }) => kind === "resend" },
      { name: "reason", label: "原因", kind: "text", required: true, maxlength: 200, value: ticket.kind_zh === "其他" ? "" : `${ticket.kind_zh}投诉补偿` },
    ],
    submitLabel: "给顾客",
    confirm: (values) => html`<p>${needsSupervisor(values, limits) ? `超出您的额度，会先请主管审批：` : "确定给顾客："}<b>${kinds.find(({ value }) => value === values.kind)?.label} ${pays(values) ? values.amount : "按店铺规则计算"}</b></p>`,
    submit: ({ kind, amount, sku_id: sku, reason }) => api.post(compensationPath(ticket.id), { key, kind, amount: String(pays({ kind }) ? amount : 0), reason, sku_id: kind === "resend" ? sku : "" }),
  };
}

/** At the top of a supervisor's list. */
export const waitingList = (rows) => rows.length > 0 && html`<section class="approvals" aria-label="待审批的补偿"><h3>待审批 ${rows.length}</h3><ul>${rows.map((row) => html`<li><a href="#tickets/${row.ticket_id}"><b>${row.words}</b></a><span class="muted">${row.reason} · ${row.asked_by}</span><span class="spring"></span><button class="button button-main" data-action="compensation-approve" data-id="${row.id}">同意</button><button class="button" data-action="compensation-decline" data-id="${row.id}">不同意</button></li>`)}</ul></section>`;

export const declineForm = (id, api) => ({
  title: "不同意这笔补偿",
  fields: [{ name: "reason", label: "原因", kind: "text", required: true, maxlength: 400 }],
  submitLabel: "不同意",
  submit: ({ reason }) => decideOn(api, id, false, reason),
});

export const decideOn = (api, id, approve, reason = "") => api.post(`${waitingPath}/${id}/decision`, { approve, reason });
