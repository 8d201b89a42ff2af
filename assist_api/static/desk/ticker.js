/** Keeps what counts below `root` counting, and hides what may be done until `data-until`, without drawing anything else. */

import { waited } from "../shared/times.js";
import { left } from "./row-why.js";
import { stepOf, unanswered } from "./first-response.js";

const LONG_MS = 3 * 60_000;

export function tick(root, now = Date.now()) {
  for (const node of root.querySelectorAll("[data-since]")) {
    write(node, waited(node.dataset.since, now));
    node.classList.toggle("waited-long", now - Date.parse(node.dataset.since) > LONG_MS);
  }
  for (const node of root.querySelectorAll("[data-deadline]")) write(node, left(node.dataset.deadline, node.dataset.kind, now));
  for (const node of root.querySelectorAll("[data-response]")) {
    write(node, unanswered(node.dataset.response, now));
    node.dataset.step = stepOf((now - Date.parse(node.dataset.response)) / 1000);
  }
  for (const node of root.querySelectorAll("[data-until]")) node.hidden = now > Date.parse(node.dataset.until);
}

/** What has not changed is left alone: two hundred rows tick each second. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
