/** What a trainer writes to name a cluster: a new intent with its answer, or a variant of a knowledge entry. No DOM. */

export const SKILLS = {
  small_talk: "寒暄",
  service: "服务",
  products: "商品",
  recommendation: "推荐",
  promotions: "优惠",
  logistics: "物流",
  orders: "订单",
  after_sales: "售后",
};

const FIELDS = {
  zh: "意图名称",
  name: "英文标识",
  means: "什么样的话算、什么样的不算",
  question: "问题",
  answer: "回答",
  entry_id: "知识编号",
  known: "知识编号",
  like: "已有意图",
};
const NEEDED = { entry: ["question", "answer", "entry_id"], known: ["known"], like: ["like"] };

/** The first field that has to be filled and is not, {field, title}; null where nothing is missing. */
export function missingIn(draft) {
  const needed = draft.kind === "variant" ? ["known"] : ["zh", "name", "means", ...NEEDED[draft.answers]];
  const field = needed.find((one) => !draft[one]?.trim());
  return field ? { field, title: FIELDS[field] } : null;
}

/** How a new intent is answered. */
export const ANSWERS = {
  entry: "写一条新知识来回答",
  known: "用已有的知识回答",
  like: "和一个已有意图做同样的事",
};

export function blankOf(kind, { suggested, entries }) {
  const known = entries[0]?.id ?? "";
  if (kind === "variant") return { kind, known };
  return { kind, ...suggested, means: "", answers: "entry", question: "", answer: "", known, like: "", public: true };
}

/** An entry's id follows the intent's name until it is written by hand. */
export function filledWith(draft, field, value) {
  const next = { ...draft, [field]: value };
  if (field === "name" && draft.entry_id === entryOf(draft)) next.entry_id = entryOf(next);
  return next;
}

export const entryOf = ({ topic, name }) => `${topic}.${name}`;

export const pathOf = ({ kind }) => (kind === "variant" ? "variants" : "intent");

export function bodyOf(draft, items) {
  if (draft.kind === "variant") return { items, entry_id: draft.known.trim() };
  const { name, zh, skill, means } = draft;
  return { items, name: name.trim(), zh: zh.trim(), skill, means: means.trim(), ...ANSWER[draft.answers](draft) };
}

const ANSWER = {
  entry: ({ entry_id: id, question, answer }) => ({ new_entry: { id: id.trim(), question: question.trim(), answer: answer.trim() } }),
  known: ({ known }) => ({ entry_id: known.trim() }),
  like: ({ like }) => ({ like: like.trim() }),
};
