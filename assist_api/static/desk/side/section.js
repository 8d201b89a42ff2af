/** The frame of a section in the right column. */

import { html } from "../../shared/html.js";

export const section = (title, body) => html`<section class="side-section" aria-label="${title}"><h3>${title}</h3>${body}</section>`;
