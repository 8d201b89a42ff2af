/** Saying that the model read a shopper's message wrong: it counts at once, and a trainer decides if the model learns it. */

import { FEELINGS, feelingMark } from "../shared/feelings.js";
import { html } from "../shared/html.js";

const CHOICES = {
  angry: [["neutral", "没有生气"], ["dissatisfied", "只是不满"]],
  dissatisfied: [["neutral", "没有不满"], ["angry", "其实生气了"]],
  neutral: [["dissatisfied", "有些不满"], ["angry", "其实生气了"]],
  satisfied: [["neutral", "没有很满意"], ["dissatisfied", "其实不满"]],
};

export const actions = {
  "mark-feeling": ({ dataset }, tools) => mark(Number(dataset.seq), dataset.feeling, tools),
};

export const frames = {
  feeling: ({ conversation_id: id, seq, feeling, evidence, felt_by: by }, { desk, draw }) => {
    if (desk.open?.id !== id) return;
    felt(desk.open, { seq, feeling, evidence, felt_by: by });
    draw();
  },
};

/** How a message is felt, by whom if an agent says so, and what else it may be. */
export function feelingControl({ seq, from, feeling, evidence, felt_by: by }) {
  if (from !== "shopper" || !FEELINGS[feeling]) return "";
  const why = by ? `${by} 标为${FEELINGS[feeling]}` : evidence?.length > 0 ? `因为：${evidence.join("、")}` : "整句的语气";
  return html`${(feeling !== "neutral" || by) && feelingMark(feeling, why)}<span class="feeling-choices" role="group" aria-label="纠正情绪">${CHOICES[feeling].map(
    ([label, words]) => html`<button class="text-button feeling-choice" data-action="mark-feeling" data-seq="${seq}" data-feeling="${label}" title="改标为${FEELINGS[label]}，训练师确认后模型会学习">${words}</button>`,
  )}</span>`;
}

const mark = (seq, feeling, { desk, api, attempt, say }) =>
  attempt(async () => {
    const { open } = desk;
    const { row, ...now } = await api.post(`${open.path}/messages/${seq}/feeling`, { feeling });
    desk.book.put(row);
    felt(open, { seq, ...now });
    say(`已标为${FEELINGS[now.feeling]}，之后的判断以此为准`);
  });

/** A message that is not on the screen yet comes with its feeling. */
function felt(open, known) {
  if (open.messages?.all.some(({ seq }) => seq === known.seq)) open.messages.add(known);
}
