/** The page 试聊: the shop's chat, with a line above that says what it is. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { moment } from "../shared/times.js";
import { composerMarkup } from "../widget/composer.js";

export const frame = html`<header class="head"></header>
  <p class="trial-note">${icon("alert")}<span>这是给同事试聊的机器人，可能还没有上线。您说的话会记下来给训练师看，不会转给客服，也不进报表。查到的订单和物流是真的，请不要拿真实顾客的订单来试；改地址、取消订单、开工单只是演示，不会真的办理。</span></p>
  <div class="banners"></div>
  <div class="scroller" tabindex="0" role="log" aria-label="聊天记录" aria-relevant="additions"><div class="greeting"></div><ol class="messages"></ol></div>
  <button class="below" data-action="below" hidden>有新消息 ↓</button>
  <div class="replies"></div>
  ${composerMarkup}`;

export const broken = html`<p class="trial-broken" role="alert">这个试聊链接不完整，请让分享的同事重新发给您。</p>`;

export const head = ({ about }) => html`<span class="face">${icon("bot")}</span>
  <div class="head-text"><h1>试聊：${about?.title ?? "…"}</h1><p>${about && `${about.made_by} 分享，${moment(about.ends_at)} 前有效`}</p></div>
  <button class="head-button" data-action="restart">重新开始</button>`;

export const banner = ({ problem, over }) => (problem ? html`<p class="banner banner-bad" role="alert">${icon("alert")}<span>${problem}</span>${over && html`<button data-action="restart">重试</button>`}</p>` : html``);
