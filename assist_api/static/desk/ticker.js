/** Keeps every `<time data-since>` below `root` counting, and hides what may be done until `data-until`, without drawing anything else. */

import { waited } from "../shared/times.js";
import { left } from "./row-why.js";

const LONG_MS = 3 * 60_000;

export function tick(root, now = Date.now()) {
  for (const node of root.querySelectorAll("[data-since]")) {
    node.textContent = waited(node.dataset.since, now);
    node.classList.toggle("waited-long", now - Date.parse(node.dataset.since) > LONG_MS);
  }
  for (const node of root.querySelectorAll("[data-deadline]")) node.textContent = left(node.dataset.deadline, node.dataset.kind, now);
  for (const node of root.querySelectorAll("[data-until]")) node.hidden = now > Date.parse(node.dataset.until);
}
