/** The four feelings, as agents and trainers read them. */

import { html } from "./html.js";

export const FEELINGS = { satisfied: "满意", neutral: "平静", dissatisfied: "不满", angry: "愤怒" };

export const feelingMark = (feeling, title = null) =>
  FEELINGS[feeling] && html`<span class="feeling feeling-${feeling}" title="${title ?? `情绪：${FEELINGS[feeling]}`}">${FEELINGS[feeling]}</span>`;
