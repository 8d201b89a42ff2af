/** Nobody is on duty: leave a message, or be rung back. */

import { html } from "../shared/html.js";

export const wishCard = (_part, { open }) => open && html`<div class="wishes" role="group" aria-label="没有客服在线时">
  <button class="chip" data-action="wish" data-kind="message">留言</button><button class="chip" data-action="wish" data-kind="callback">希望回电</button></div>`;
