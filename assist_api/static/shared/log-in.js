/** The log-in form of the staff's pages. Resolves with the agent, once somebody is logged in. */

import { ApiError } from "./api.js";
import { draw, html } from "./html.js";

const form = (title) => html`<main class="login"><form class="login-card">
  <img src="/static/shared/icon.svg" alt="" width="44" height="44">
  <h1>${title}</h1>
  <label>姓名<input name="name" autocomplete="username" required autofocus></label>
  <label>密码<input name="password" type="password" autocomplete="current-password" required></label>
  <p class="login-problem" role="alert"></p>
  <button class="button button-main">登录</button>
</form></main>`;

export function logIn(root, session, title) {
  draw(root, form(title));
  root.querySelector("input").focus();
  return new Promise((resolve, reject) => {
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(event.target, session).then((agent) => agent && resolve(agent), reject);
    });
  });
}

async function attempt(target, session) {
  const button = target.querySelector("button");
  button.disabled = true;
  try {
    return await session.logIn(target.elements.name.value.trim(), target.elements.password.value);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    target.querySelector(".login-problem").textContent = error.message;
    target.elements.password.select();
    return null;
  } finally {
    button.disabled = false;
  }
}
