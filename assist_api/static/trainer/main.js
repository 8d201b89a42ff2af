/** The trainer desk: log in, work on its pages, log out. */

import { ApiError } from "../shared/api.js";
import { guardForms } from "../shared/enter-key.js";
import { draw, html } from "../shared/html.js";
import { logIn } from "../shared/log-in.js";
import { letGoOutage } from "../shared/outage.js";
import { Preferences } from "../shared/preferences.js";
import { StaffSession } from "../shared/staff-session.js";
import { useTheme } from "../shared/theme.js";
import { offered } from "./pages/registry.js";
import { Shell } from "./shell.js";

const root = document.getElementById("root");
const session = new StaffSession(sessionStorage, "xiaoer.trainer");

async function work() {
  const agent = (await session.resume()) ?? (await logIn(root, session, "训练台"));
  useTheme(new Preferences(agent.id).get("theme"));
  const pages = offered(agent);
  if (pages.length === 0) return refuse();
  const logOut = () => session.logOut().catch(letGoOutage).finally(leave);
  new Shell(root, { pages, session, onLogOut: logOut, onSignedOut: leave });
}

function refuse() {
  session.forget();
  draw(root, html`<div class="empty" role="alert"><p>您没有这个操作的权限，请用训练师或主管的账号登录。</p><p><a class="button" href="">重新登录</a></p></div>`);
}

function leave() {
  session.forget();
  location.reload();
}

guardForms(document);
useTheme("system");
work().catch((error) => {
  if (!(error instanceof ApiError)) throw error;
  draw(root, html`<p class="empty" role="alert">${error.message} 请刷新页面重试。</p>`);
});
