/**
 * What can be done to the open case, drawn in the thread's head from left to right.
 * A new action is a file in case-actions/ that exports `action = {name, title, hint, offered(desk), run(tools), more?}`: `offered` tells whether
 * it stands there now (desk.open is the case); `more: true` puts it into the menu 更多. List it in CASE_ACTIONS. What else it may export: plugs.js.
 */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import * as close from "./case-actions/close.js";
import * as giveBack from "./case-actions/give-back.js";
import * as returnToBot from "./case-actions/return-to-bot.js";
import * as takeOver from "./case-actions/take-over.js";
import * as transfer from "./case-actions/transfer.js";
import * as whisper from "./case-actions/whisper.js";

export const CASE_ACTIONS = [whisper, takeOver, transfer, giveBack, returnToBot, close];

export function caseActions(desk) {
  const offered = CASE_ACTIONS.map(({ action }) => action).filter((action) => action.offered(desk));
  const [head, more] = [offered.filter((action) => !action.more), offered.filter((action) => action.more)];
  if (offered.length === 0) return null;
  return html`<div class="thread-actions">${head.map((action) => button(action))}${more.length > 0 && html`<details class="more-actions"><summary class="button">更多${icon("down")}</summary><div class="menu">${more.map((action) => button(action, "menu-item"))}</div></details>`}</div>`;
}

export const runCaseAction = (name, tools) => CASE_ACTIONS.find(({ action }) => action.name === name).action.run(tools);

const button = ({ name, title, hint }, look = "button") => html`<button class="${look}" data-action="case-action" data-name="${name}" title="${hint}">${title}</button>`;
