/** The keys of labelling, a table a mode; what stands at the foot of the page and in the help is drawn from it too. */

import { isComposing } from "../../shared/enter-key.js";

/** `does` names what the view does, `with` what it does it with; `caps` and `help` are what a person reads. */
export const KEYS = {
  label: [
    { keys: ["a", "Enter"], does: "accept", caps: "A", help: "采纳提议" },
    ...[1, 2, 3, 4, 5].map((digit) => ({ keys: [String(digit)], does: "chooseAt", with: digit - 1, ...(digit === 1 && { caps: "1 – 5", help: "选第几个候选意图" }) })),
    { keys: ["f", "/"], does: "pick", caps: "F", help: "选意图：打几个字，中文、拼音或英文名" },
    { keys: ["o"], does: "outOfScope", caps: "O", help: "超出范围" },
    { keys: ["s"], does: "skip", caps: "S", help: "跳过" },
    { keys: ["d"], does: "split", caps: "D", help: "一句两问，拆开" },
    { keys: ["u", "ctrl+z"], does: "undo", caps: "U", help: "撤销" },
    { keys: ["e"], does: "markEntities", caps: "E", help: "标实体" },
    { keys: ["b"], does: "neighbours", caps: "B", help: "批量处理相似的话" },
    { keys: ["m"], does: "comment", caps: "M", help: "写评论" },
  ],
  mark: [
    { keys: ["ArrowLeft"], does: "moveCaret", with: -1, caps: "← →", help: "移动光标，按住 Shift 选中" },
    { keys: ["ArrowRight"], does: "moveCaret", with: 1 },
    { keys: ["shift+ArrowLeft"], does: "extendCaret", with: -1 },
    { keys: ["shift+ArrowRight"], does: "extendCaret", with: 1 },
    { keys: ["Tab"], does: "nextMark", caps: "Tab", help: "下一个实体" },
    { keys: ["Backspace", "Delete"], does: "removeMark", caps: "Delete", help: "去掉标记" },
    { keys: ["Escape", "Enter"], does: "leave", caps: "Esc", help: "标完" },
  ],
  split: [
    { keys: ["ArrowLeft"], does: "moveCut", with: -1, caps: "← →", help: "移动切口" },
    { keys: ["ArrowRight"], does: "moveCut", with: 1 },
    { keys: [" "], does: "cut", caps: "空格", help: "切开，或合上" },
    ...[1, 2, 3, 4, 5, 6].map((digit) => ({ keys: [String(digit)], does: "pickForPart", with: digit - 1, ...(digit === 1 && { caps: "1 – 6", help: "给第几句选意图" }) })),
    { keys: ["Enter"], does: "saveSplit", caps: "Enter", help: "保存" },
    { keys: ["Escape"], does: "leave", caps: "Esc", help: "不拆" },
  ],
  many: [
    { keys: ["Enter"], does: "labelMany", caps: "Enter", help: "全部标为这个意图" },
    { keys: ["a"], does: "acceptMany", caps: "A", help: "各按各的提议采纳" },
    { keys: ["o"], does: "outOfScopeMany", caps: "O", help: "全部超出范围" },
    { keys: ["s"], does: "skipMany", caps: "S", help: "都不采纳，全部跳过" },
    { keys: ["f", "/"], does: "pickForMany", caps: "F", help: "换一个意图" },
    { keys: ["ArrowLeft"], does: "slide", with: -0.01, caps: "← →", help: "放宽、收紧相似度" },
    { keys: ["ArrowRight"], does: "slide", with: 0.01 },
    { keys: ["ArrowUp"], does: "moveInMany", with: -1, caps: "↑ ↓", help: "上下移动" },
    { keys: ["ArrowDown"], does: "moveInMany", with: 1 },
    { keys: [" ", "x"], does: "toggleOne", caps: "空格", help: "这一条不算在内" },
    { keys: ["Escape"], does: "leave", caps: "Esc", help: "返回" },
  ],
  pick: [
    { keys: ["ArrowUp"], does: "moveInPicker", with: -1 },
    { keys: ["ArrowDown"], does: "moveInPicker", with: 1, caps: "↑ ↓", help: "上下移动" },
    { keys: ["Enter"], does: "takePicked", caps: "Enter", help: "选它" },
    { keys: ["Escape"], does: "leave", caps: "Esc", help: "返回" },
  ],
  comment: [
    { keys: ["Enter"], does: "saveComment", caps: "Enter", help: "发表" },
    { keys: ["Escape"], does: "leave", caps: "Esc", help: "返回" },
  ],
};

const WRITING = new Set(["pick", "comment"]); // modes whose keys are pressed in a field

export const hints = (mode) => KEYS[mode].filter(({ help }) => help);

/** What a key press does in a mode, or null. Letters are letters while somebody writes. */
export function deedOf(event, mode) {
  if (isComposing(event) || event.altKey) return null;
  if (!WRITING.has(mode) && isField(event.target)) return null;
  const pressed = nameOf(event);
  return KEYS[mode].find(({ keys }) => keys.includes(pressed)) ?? null;
}

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `ctrl+${key}`;
  return event.shiftKey && key.startsWith("Arrow") ? `shift+${key}` : key;
}

const isField = (target) => Boolean(target?.matches?.("input:not([type=checkbox], [type=range]), textarea, select"));
