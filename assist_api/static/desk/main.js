/** The agent desk's page: log in, work, log out. */

import { ApiError } from "../shared/api.js";
import { draw, html } from "../shared/html.js";
import { logIn } from "../shared/log-in.js";
import { guardForms } from "../shared/enter-key.js";
import { letGoOutage } from "../shared/outage.js";
import { StaffSession } from "../shared/staff-session.js";
import { useTheme } from "../shared/theme.js";
import { DeskView } from "./desk-view.js";
import { Desk } from "./desk.js";
import { Preferences } from "../shared/preferences.js";

const root = document.getElementById("root");
const session = new StaffSession();

async function work() {
  const agent = (await session.resume()) ?? (await logIn(root, session, "客服工作台"));
  const preferences = new Preferences(agent.id);
  useTheme(preferences.get("theme"));
  const view = new DeskView(root, agent, preferences);
  const desk = new Desk(session, { onChange: () => view.drawSoon(), onNews: (...news) => view.say(...news), onSignedOut: () => leave(desk, view), onFrame: (frame) => view.heard(frame) });
  view.bind(desk, { onLogOut: () => session.logOut().catch(letGoOutage).finally(() => leave(desk, view)) });
  addEventListener("online", () => desk.nudge());
  await desk.start();
}

function leave(desk, view) {
  desk.stop();
  view.leave();
  session.forget();
  location.reload();
}

guardForms(document);
useTheme("system");
work().catch((error) => {
  if (!(error instanceof ApiError)) throw error;
  draw(root, html`<p class="empty" role="alert">${error.message} 请刷新页面重试。</p>`);
});
