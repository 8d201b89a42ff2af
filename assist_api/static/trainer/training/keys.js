/** The page's own keys. No DOM. */

import { isComposing } from "../../shared/enter-key.js";
import { TABS } from "./card-tabs.js";

const WISHES = {
  n: (training) => training.overview && { do: "ask" },
  p: (training) => training.publishable && { do: "publish" },
  b: (training) => training.canGoBack && { do: "back" },
  j: (training) => chosen(training.beside(1)),
  k: (training) => chosen(training.beside(-1)),
  ...Object.fromEntries(Object.keys(TABS).map((tab, index) => [String(index + 1), (training) => training.run?.state === "done" && { do: "tab", tab }])),
};

const chosen = (run) => run && { do: "choose", id: run.id };

/** What a key press asks for, or null: letters are letters while somebody writes, and in a dialog. */
export function keyAction(event, training) {
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.target?.matches?.("input, textarea, select") || event.target?.closest?.("dialog[open]")) return null;
  return WISHES[event.key.toLowerCase()]?.(training) || null;
}
