/** The tickets of this shopper, and the two forms that open one: from the talk, and after a phone call. */

import { html } from "../../shared/html.js";
import { openForm } from "../ticket-forms.js";
import { ticketCard } from "../ticket-view.js";
import { TicketCalls } from "../tickets.js";
import { section } from "./section.js";

export function draw({ about: { tickets = [] } }, desk) {
  const cards = tickets.length ? html`${tickets.map((row) => ticketCard(row, desk.agent))}` : html`<p class="muted">这位顾客没有工单。</p>`;
  return section("工单", html`${cards}<div class="ticket-openers"><button class="button" data-action="ticket-open">新建工单</button><button class="button" data-action="ticket-phone">登记电话</button></div>`);
}

/** Anew for the case that is open; another one that was opened meanwhile has its own. */
async function refresh({ desk, api, attempt }) {
  const { open } = desk;
  await attempt(async () => {
    const rows = await new TicketCalls(api).ofCase(open.id);
    open.about = { ...open.about, tickets: rows };
  });
}

async function openOne(tools, phone) {
  const { desk, api, ask, attempt, say } = tools;
  const { open } = desk;
  const calls = new TicketCalls(api);
  await attempt(async () => {
    const orders = open.about.orders ?? [];
    const proposal = await calls.proposal(open.id, open.about.summary?.order_id ?? "");
    const made = await ask(openForm(open.id, proposal, orders, calls, { phone, order: open.about.summary?.order_id ?? "" }));
    if (!made) return;
    say(`工单 ${made.id} 已建好`);
    await refresh(tools);
  });
}

export const actions = {
  "ticket-open": (_element, tools) => openOne(tools, false),
  "ticket-phone": (_element, tools) => openOne(tools, true),
};

export const frames = {
  ticket: ({ ticket }, tools) => {
    const { open } = tools.desk;
    const same = open?.messages && (ticket.conversation_id === open.id || (ticket.shopper_id && ticket.shopper_id === open.row.shopper.id));
    if (same) refresh(tools);
  },
};
