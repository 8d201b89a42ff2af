/** From a form to the deed: filled in, shown what would come of it, confirmed once, done once. */

import { html } from "../../shared/html.js";
import { letGoOutage } from "../../shared/outage.js";
import { newId } from "../../shared/new-id.js";
import { Office } from "./office.js";

/** `subject`: the order, or the return, that the form is about. */
export async function perform(form, subject, orderId, { ask, attempt, desk, say, reload }) {
  const open = desk.open;
  const office = Office.of(open, desk);
  const key = newId(); // of this form, however often it is sent
  const bodyOf = (values) => ({ key, ...form.body(values, subject) });
  const look = async (values) => outcome(await office.preview(orderId, form.name, bodyOf(values)));
  const asked = {
    title: `${form.title} · 订单 ${orderId}`,
    fields: form.fields(subject, office),
    danger: form.danger,
    submit: (values) => office.perform(orderId, form.name, bodyOf(values), form.title),
  };
  const done = await (asked.fields.length > 0 ? ask(toConfirm(asked, form, subject, look)) : withNothingToFill(asked, look, { ask, attempt }));
  if (!done) return;
  say(`${form.title}已完成`);
  await readAnew(office, open, desk, reload);
}

const toConfirm = (asked, form, subject, look) => ({
  ...asked,
  submitLabel: "下一步",
  confirm: async (values) => {
    const problem = form.problem?.(values, subject);
    if (problem) throw new Unfit(problem);
    return look(values);
  },
});

/** What would come of it is the whole question. */
async function withNothingToFill(asked, look, { ask, attempt }) {
  let intro = null;
  await attempt(async () => (intro = await look({})));
  return intro && ask({ ...asked, intro, submitLabel: "确认" });
}

/** The case as it is after the deed; while the service is out, the answer of the deed stands on the order. */
export async function readAnew(office, open, desk, reload) {
  await office.load().catch(letGoOutage);
  if (open === desk.open) await reload();
}

/** What is wrong with a form as a whole: said in it, like an answer of the service. */
class Unfit extends Error {
  status = 422;
}

function outcome({ changes, effects, left }) {
  return html`<p><b>将会这样改：</b></p>
    ${changes.length > 0 && html`<dl class="preview">${changes.map(({ what, before, after }) => html`<dt>${what}</dt><dd>${before && html`<del>${before}</del> → `}<ins>${after}</ins></dd>`)}</dl>`}
    ${effects.length > 0 && html`<ul>${effects.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
    ${changes.length + effects.length === 0 && html`<p>店铺系统不能预览结果，确认后直接提交。</p>`}
    ${left !== null && html`<p class="muted">办完后这一项还剩额度 ${left}</p>`}`;
}
