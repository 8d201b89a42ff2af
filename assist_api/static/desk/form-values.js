/** What stands in a form, and what is wrong with it. No DOM. */

const READERS = {
  checkbox: (data, name) => data.get(name) === "on",
  checks: (data, name) => data.getAll(name),
  number: (data, name) => numberOf(data.get(name)),
};

const numberOf = (written) => (String(written ?? "").trim() === "" ? null : Number(written));
const text = (data, name) => String(data.get(name) ?? "").trim();

/** By name; text is trimmed, a number is a number or null, money stays a text of yuan. */
export function valuesOf(fields, data) {
  const filled = fields.filter(({ kind }) => kind !== "note");
  return Object.fromEntries(filled.map(({ name, kind }) => [name, (READERS[kind] ?? text)(data, name)]));
}

const isEmpty = (value) => value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
const CHOSEN = new Set(["select", "radio", "checks", "checkbox"]);

/** A sentence for each name whose value will not do. What is not shown is not asked for. */
export function problemsOf(fields, values) {
  const told = fields.filter(({ kind, when }) => kind !== "note" && (when?.(values) ?? true)).map((field) => [field.name, problemOf(field, values)]);
  return Object.fromEntries(told.filter(([, sentence]) => sentence));
}

function problemOf(field, values) {
  const value = values[field.name];
  if (isEmpty(value)) return field.required ? `请${CHOSEN.has(field.kind) ? "选择" : "填写"}${field.label}。` : null;
  return KINDS[field.kind]?.(field, value) ?? longer(field, value) ?? field.check?.(value, values) ?? null;
}

const KINDS = {
  number: (field, value) => (Number.isFinite(value) ? range(field, value, "") : "请填写数字。"),
  money: (field, value) => (/^\d{1,7}(\.\d{1,2})?$/.test(value) ? range(field, Number(value), " 元") : "请填写金额，最多两位小数。"),
};

function range({ min, max }, value, unit) {
  if (min !== undefined && value < min) return `不能小于 ${min}${unit}。`;
  return max !== undefined && value > max ? `不能超过 ${max}${unit}。` : null;
}

const longer = ({ maxlength }, value) => (maxlength && typeof value === "string" && [...value].length > maxlength ? `最多 ${maxlength} 字。` : null);
