/** What an agent can do to a ticket: one table, from which the buttons and their forms are made. */

import { newId } from "../shared/new-id.js";

const WORKED_ON = ["open", "in_hand", "offered", "agreed"];
const LEVELS = [
  { value: "1", label: "1 级 严重质量或安全" },
  { value: "2", label: "2 级 延误或破损" },
  { value: "3", label: "3 级 疑问或小问题" },
];
export const KINDS = [
  ["logistics", "物流"], ["quality", "质量"], ["safety", "安全"], ["price", "价格"], ["advertising", "广告宣传"],
  ["counterfeit", "假冒"], ["contract", "合同"], ["dignity", "人格尊严"], ["measure", "计量"], ["other", "其他"],
].map(([value, label]) => ({ value, label }));

const words = (label, more = {}) => ({ name: "text", label, kind: "textarea", required: true, maxlength: 1000, ...more });
const move = (name) => (calls, ticket, { text = "" }) => calls.change(ticket.id, "moves", { move: name, text });
const write = (purpose) => (calls, ticket, { text, client_id: id }) => calls.change(ticket.id, "messages", { client_id: id, purpose, text });

/** `needs`: the states in which it is offered; `fields(ticket)`: none means it is done at once. */
export const STEPS = [
  { name: "take", title: "我来处理", needs: WORKED_ON, unless: (ticket, agent) => ticket.owner_id === agent.id, does: move("take") },
  { name: "offer", title: "给方案", needs: WORKED_ON, fields: () => [words("给顾客的方案", { hint: "记录方案；发给顾客请用会话或“发确认”" })], does: move("offer") },
  { name: "confirm", title: "发确认", needs: WORKED_ON, message: true, fields: (ticket) => [words("发给顾客的话", { value: `亲，跟您确认一下我们刚才说好的：${agreedIn(ticket)}，您看对吗？`, hint: "顾客会看到“没问题，就这样”和“和说好的不一样”两个按钮" })], does: write("confirm") },
  { name: "agree", title: "已协商一致", needs: WORKED_ON, fields: () => [words("约定的内容", { required: false })], does: move("agree") },
  { name: "solve", title: "已解决", needs: WORKED_ON, fields: () => [words("怎么解决的")], does: move("solve") },
  { name: "ask", title: "告知并回访", needs: ["done", "told"], message: true, fields: (ticket) => [words("发给顾客的话", { value: `亲，您之前反映的问题已经处理好了：${solvedIn(ticket)}。想问问您，这次处理帮到您了吗？`, hint: "顾客会看到“帮到了”和“还没解决”两个按钮" })], does: write("ask") },
  { name: "tell", title: "只告知", needs: ["done"], message: true, fields: (ticket) => [words("发给顾客的话", { value: `亲，您之前反映的问题已经处理好了：${solvedIn(ticket)}。`, hint: "一小时后小二会自动问是否帮到" })], does: write("tell") },
  { name: "call", title: "记电话", needs: WORKED_ON, fields: () => [{ ...words("顾客在电话里说的"), name: "said" }, { name: "agreed", label: "约定的内容", kind: "textarea", maxlength: 1000 }], does: (calls, ticket, values) => calls.change(ticket.id, "calls", values) },
  { name: "trace", title: "供应商和批次", needs: WORKED_ON, when: ({ level }) => level === 1, fields: (ticket) => [words("供应商和批次", { value: ticket.traced, hint: "1 级工单填好才能标记已解决" })], does: (calls, ticket, values) => calls.change(ticket.id, "trace", values) },
  { name: "wait", title: "等顾客", needs: WORKED_ON, when: ({ paused_at: paused }) => !paused, fields: () => [words("等顾客做什么", { hint: "主管介入和 72 小时红线不会停" })], does: (calls, ticket, values) => calls.change(ticket.id, "wait", values) },
  { name: "go-on", title: "继续计时", needs: WORKED_ON, when: ({ paused_at: paused }) => Boolean(paused), does: (calls, ticket) => calls.change(ticket.id, "go-on") },
  { name: "grade", title: "改级别类别", needs: WORKED_ON, fields: (ticket) => [{ name: "level", label: "级别", kind: "select", value: String(ticket.level), options: LEVELS }, { name: "kind", label: "类别", kind: "select", value: ticket.kind, options: KINDS }, { ...words("原因"), name: "reason" }], does: (calls, ticket, { level, kind, reason }) => calls.change(ticket.id, "grade", { level: Number(level), kind, reason }) },
  { name: "hand", title: "转给同事", needs: [...WORKED_ON, "done", "told", "asked"], fields: () => [{ name: "to", label: "同事的名字", kind: "text", required: true, maxlength: 40 }, words("留一句话", { required: false })], does: (calls, ticket, { to, text }) => calls.change(ticket.id, "owner", { to, text }) },
  { name: "note", title: "备注", needs: [...WORKED_ON, "done", "told", "asked", "closed"], fields: () => [words("备注（顾客看不到）")], does: (calls, ticket, values) => calls.change(ticket.id, "notes", values) },
  { name: "reopen", title: "重新打开", needs: ["done", "told", "asked", "closed"], fields: () => [words("为什么重新打开", { hint: "级别会升高一级，计时重新开始" })], does: move("reopen") },
  { name: "close", title: "关闭", needs: [...WORKED_ON, "done", "told", "asked"], fields: () => [words("关闭的原因")], danger: true, does: move("close") },
];

export function stepsFor(ticket, agent) {
  return STEPS.filter(({ needs, unless, when, message }) => needs.includes(ticket.state) && !unless?.(ticket, agent) && (when?.(ticket) ?? true) && !(message && !ticket.conversation_id));
}

/** The form of a step; null where it asks nothing. One id for all tries, so that a second try sends nothing twice. */
export function stepForm(step, ticket, calls) {
  if (!step.fields) return null;
  const id = newId();
  return {
    title: `${step.title} · 工单 ${ticket.id}`,
    fields: step.fields(ticket),
    submitLabel: step.message ? "发送给顾客" : "确定",
    danger: step.danger,
    submit: (values) => step.does(calls, ticket, { ...values, client_id: id }),
  };
}

/** A new ticket from the open conversation. `phone`: the shopper rang. */
export function openForm(conversation, proposal, orders, calls, { phone = false, order = "" } = {}) {
  const key = newId();
  const differs = ({ level, kind }) => !phone && (level !== String(proposal.level) || kind !== proposal.kind);
  const why = proposal.reasons.length ? `建议：${proposal.reasons.join("、")}` : "会话里没有明显的投诉信号";
  const told = phone ? [{ ...words("顾客在电话里说的"), name: "said" }, { name: "agreed", label: "约定的内容", kind: "textarea", maxlength: 1000, hint: "登记后用“发确认”请顾客在会话里确认" }] : [words("什么问题", { value: proposal.text })];
  return {
    title: phone ? "登记电话投诉" : "新建工单",
    fields: [
      ...told,
      { name: "wish", label: "顾客希望", kind: "text", maxlength: 1000, placeholder: "退款、补发、给个说法…" },
      { name: "order_id", label: "订单", kind: "select", value: order, options: [...orders.map(({ id, title }) => ({ value: id, label: `${title ?? ""} ${id}` })), { value: "", label: "和订单无关" }] },
      { name: "level", label: "级别", kind: "radio", value: String(proposal.level), options: LEVELS, hint: phone ? "按电话里说的选" : why },
      { name: "kind", label: "类别", kind: "select", value: proposal.kind, options: KINDS },
      { name: "changed_because", label: "和建议不一样的原因", kind: "text", maxlength: 400, when: differs, check: (value, values) => (differs(values) && !value ? "写一句为什么和建议的不一样" : null) },
    ],
    submitLabel: "建工单",
    submit: ({ said, agreed, level, ...values }) => calls.open(conversation, { ...values, key, level: Number(level), text: phone ? said : values.text, ...(phone && { call: { said, agreed: agreed ?? "" } }) }),
  };
}

const lastOf = (ticket, what) => (ticket.history ?? []).filter((each) => each.what === what).at(-1)?.text ?? "";
const solvedIn = (ticket) => lastOf(ticket, "solve");
const agreedIn = (ticket) => lastOf(ticket, "call").split("；约定：")[1] ?? lastOf(ticket, "offer");
