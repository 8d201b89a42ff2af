/** The fields of a form dialog as markup: each has a label, a hint, and a place for what is wrong with it. */

import { html } from "../shared/html.js";

const INPUTS = { text: "text", number: "number", money: "text", date: "date", datetime: "datetime-local" };
const ids = (name) => `field-${name}`;

export function fieldMarkup(field) {
  const drawer = DRAWERS[field.kind] ?? input;
  return html`<div class="form-field form-field-${field.kind}" data-field="${field.name}">${drawer(field)}</div>`;
}

const DRAWERS = {
  textarea: (field) => labelled(field, html`<textarea id="${ids(field.name)}" name="${field.name}" rows="${field.rows ?? 3}" ${common(field)}>${field.value}</textarea>`),
  select: (field) => labelled(field, html`<select id="${ids(field.name)}" name="${field.name}" ${common(field)}>${(field.options ?? []).map((option) => html`<option value="${option.value}" ${same(option, field) && "selected"}>${option.label}</option>`)}</select>`),
  radio: (field) => choices(field, "radio"),
  checks: (field) => choices(field, "checkbox"),
  checkbox: (field) => html`<label class="form-choice"><input type="checkbox" name="${field.name}" ${field.value && "checked"} ${described(field)}> ${field.label}</label>${foot(field)}`,
  note: (field) => html`<p class="form-note">${field.text}</p>`,
};

const input = (field) => labelled(field, html`<input id="${ids(field.name)}" name="${field.name}" type="${INPUTS[field.kind] ?? "text"}" value="${field.value}" ${field.kind === "money" && html`inputmode="decimal" placeholder="0.00"`} ${common(field)}>`);

const labelled = (field, control) => html`<label for="${ids(field.name)}">${field.label}${field.required && html`<i class="must" aria-hidden="true">*</i>`}</label>${control}${foot(field)}`;

const choices = (field, type) => html`<fieldset ${described(field)}><legend>${field.label}${field.required && html`<i class="must" aria-hidden="true">*</i>`}</legend>
  ${(field.options ?? []).map((option) => html`<label class="form-choice"><input type="${type}" name="${field.name}" value="${option.value}" ${(field.value?.includes?.(option.value) ?? same(option, field)) && "checked"}> ${option.label}${option.hint && html`<span class="muted">${option.hint}</span>`}</label>`)}
</fieldset>${foot(field)}`;

const same = ({ value }, field) => String(value) === String(field.value ?? "");

const foot = (field) => html`${field.hint && html`<p class="field-hint muted" id="${ids(field.name)}-hint">${field.hint}</p>`}<p class="field-problem bad" id="${ids(field.name)}-problem" role="alert"></p>`;

const described = ({ name, hint }) => html`aria-describedby="${ids(name)}-problem${hint && ` ${ids(name)}-hint`}"`;

const common = (field) => html`${described(field)} ${field.required && html`aria-required="true"`} ${field.maxlength && html`maxlength="${field.maxlength}"`} ${field.min !== undefined && html`min="${field.min}"`} ${field.max !== undefined && html`max="${field.max}"`} ${field.placeholder && html`placeholder="${field.placeholder}"`}`;
