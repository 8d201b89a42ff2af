/** What a page shows where it has nothing to show: not yet, nothing, or not because. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export const loading = html`<p class="empty" role="status">正在加载…</p>`;

/** `hint`: when something will stand here. */
export const empty = (title, hint) => html`<div class="empty empty-done" role="status">${icon("check")}<b>${title}</b>${hint && html`<span>${hint}</span>`}</div>`;

/** `action`: the page's data-action that tries again. */
export const problem = (sentence, action) => html`<div class="empty" role="alert"><p>${sentence}</p>${action && html`<button class="button" data-action="${action}">重试</button>`}</div>`;
