/** The trainer's page: log in, read, filter; decide on what was learned. */

import { onActions } from "../shared/actions.js";
import { ApiError } from "../shared/api.js";
import { draw, html } from "../shared/html.js";
import { logIn } from "../shared/log-in.js";
import { letGoOutage } from "../shared/outage.js";
import { StaffSession } from "../shared/staff-session.js";
import { FeelingMarksView } from "./feeling-marks-view.js";
import { Inbox } from "./inbox.js";
import { filters, frame, list } from "./inbox-page.js";
import { ProposalsView } from "./proposals-view.js";

const root = document.getElementById("root");
const session = new StaffSession(sessionStorage, "xiaoer.trainer");
const inbox = new Inbox();

function show() {
  draw(root.querySelector(".filter-reasons"), filters(inbox));
  draw(root.querySelector(".inbox"), list(inbox));
}

async function load() {
  try {
    inbox.rows = (await session.api.get("/api/v1/trainer/inbox")).rows;
    show();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.signedOut) return leave();
    draw(root.querySelector(".inbox"), html`<p class="empty" role="alert">${error.message}</p>`);
  }
}

function leave() {
  session.forget();
  location.reload();
}

/** Views are addresses, so that a reload and the back button keep the one that is open. */
function view(views) {
  const named = location.hash.slice(1);
  const open = Object.hasOwn(views, named) ? named : "inbox";
  root.querySelectorAll("[data-view]").forEach((one) => (one.hidden = one.dataset.view !== open));
  root.querySelectorAll(".view").forEach((link) => (link.hash === `#${open}` ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current")));
  views[open]?.load().catch(failed);
}

function failed(error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.signedOut) leave();
}

function listen() {
  onActions(root.querySelector(".trainer"), {
    reason: ({ dataset }) => {
      inbox.reason = dataset.reason || null;
      show();
    },
    reload: load,
    "log-out": () => session.logOut().catch(letGoOutage).finally(leave),
  });
  root.querySelector("input[type=search]").addEventListener("input", ({ target }) => {
    inbox.word = target.value;
    show();
  });
}

async function work() {
  const agent = (await session.resume()) ?? (await logIn(root, session, "待标注消息"));
  draw(root, html`<div class="trainer">${frame(agent)}</div>`);
  listen();
  const views = {
    feelings: new FeelingMarksView(root.querySelector("[data-view=feelings]"), session.api, failed),
    proposals: new ProposalsView(root.querySelector("[data-view=proposals]"), session.api, failed),
  };
  window.addEventListener("hashchange", () => view(views));
  view(views);
  show();
  await load();
}

work().catch((error) => {
  if (!(error instanceof ApiError)) throw error;
  draw(root, html`<p class="empty" role="alert">${error.message} 请刷新页面重试。</p>`);
});
