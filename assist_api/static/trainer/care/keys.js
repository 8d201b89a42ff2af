/** The page's own keys. No DOM. */

import { isComposing } from "../../shared/enter-key.js";
import { TABS } from "./care.js";

const inList = (care) => care.current !== null;

const WISHES = {
  j: (care) => inList(care) && { do: "move", with: 1 },
  k: (care) => inList(care) && { do: "move", with: -1 },
  m: (care) => inList(care) && { do: "moveRow" },
  n: (care) => inList(care) && care.tab === "close" && { do: "moveRow", with: true },
  x: (care) => inList(care) && { do: "settle" },
  w: (care) => care.tab === "pending" && (care.pending?.rows.length ?? 0) > 0 && { do: "write" },
  r: () => ({ do: "look" }),
  ...Object.fromEntries(Object.keys(TABS).map((tab, index) => [String(index + 1), () => ({ do: "show", with: tab })])),
};

/** What a key press asks for, or null: letters are letters while somebody writes, and in a dialog. */
export function keyAction(event, care) {
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.target?.matches?.("input:not([type=checkbox]), textarea, select") || event.target?.closest?.("dialog[open]")) return null;
  return WISHES[event.key.toLowerCase()]?.(care) || null;
}
