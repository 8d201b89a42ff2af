/** Line icons, 24 by 24; drawn in the colour of their text. */

import { html } from "./html.js";

const PATHS = {
  chat: html`<path d="M4 5.5h16v11H10l-4.5 3.5v-3.5H4z"/><path d="M8.5 10h7M8.5 13h4"/>`,
  check: html`<circle cx="12" cy="12" r="8.500"/><path d="M8.500 12.200l2.500 2.500 4.700-5"/>`,
  clock: html`<circle cx="12" cy="12" r="8.500"/><path d="M12 7.500V12l3 2"/>`,
  close: html`<path d="M6 6l12 12M18 6L6 18"/>`,
  down: html`<path d="M6 9.5l6 6 6-6"/>`,
  person: html`<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.6-4 3.4-6 7-6s6.400 2 7 6"/>`,
  picture: html`<rect x="3.500" y="5" width="17" height="14" rx="2.500"/><circle cx="8.500" cy="10" r="1.600"/><path d="M4.500 17.500l5-5 3.500 3.500 2.500-2.500 4.500 4"/>`,
  send: html`<path d="M4.500 12L20 4.500 15.500 20l-3.600-6z"/><path d="M11.900 14L20 4.500"/>`,
  bot: html`<rect x="5" y="8" width="14" height="10.500" rx="3.500"/><path d="M12 8V4.800M9.300 12.500v1.200M14.700 12.500v1.200M3 12v3M21 12v3"/>`,
  alert: html`<circle cx="12" cy="12" r="8.500"/><path d="M12 7.800v5M12 16.200v.1"/>`,
  search: html`<circle cx="11" cy="11" r="6"/><path d="M15.500 15.500L20 20"/>`,
  bag: html`<path d="M5.500 8h13l1 12h-15z"/><path d="M9 8V7a3 3 0 016 0v1"/>`,
  truck: html`<path d="M3 7h11v9H3zM14 10h4l3 3v3h-7z"/><circle cx="7.500" cy="17.500" r="1.800"/><circle cx="17" cy="17.500" r="1.800"/>`,
  shield: html`<path d="M12 3.500l7 2.500v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6z"/><path d="M9 12l2.200 2.200L15.200 10"/>`,
  back: html`<path d="M10 6l-6 6 6 6M4 12h16"/>`,
  note: html`<path d="M5 4.500h14v10L14.500 19.500H5z"/><path d="M14.500 19.500v-5H19M8.500 9h7M8.500 12h4"/>`,
  keyboard: html`<rect x="3" y="6.500" width="18" height="11" rx="2"/><path d="M7 10h.1M10.500 10h.1M14 10h.1M17 10h.1M8 14h8"/>`,
  settings: html`<circle cx="12" cy="12" r="3"/><path d="M12 3.500v3M12 17.500v3M3.500 12h3M17.500 12h3M6 6l2.100 2.100M15.900 15.900L18 18M18 6l-2.100 2.100M8.100 15.900L6 18"/>`,
  thumb_up: html`<path d="M7 11v9H4v-9zM7 19.500c2.500 1 4 .900 7 .900 3.600 0 4-1.400 4.800-5.400.600-3-.200-4.500-2.300-4.500h-3c.600-2.500.700-6-1.300-6-1.500 0-.900 3.500-5.200 6.500"/>`,
  thumb_down: html`<path d="M7 13V4H4v9zM7 4.500c2.500-1 4-.900 7-.900 3.600 0 4 1.400 4.800 5.400.600 3-.200 4.500-2.300 4.500h-3c.600 2.500.700 6-1.300 6-1.500 0-.900-3.500-5.200-6.500"/>`,
  logout: html`<path d="M10 4.500H5v15h5M14.500 8l4 4-4 4M18 12H9.500"/>`,
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;
