/** The shop's page: one route at a time, and the chat that always knows who is looking at what. */

import { onActions } from "../shared/actions.js";
import { ApiError } from "../shared/api.js";
import { draw, html } from "../shared/html.js";
import { footer } from "./footer.js";
import { header } from "./header.js";
import { homePage } from "./home-page.js";
import { ordersPage } from "./orders-page.js";
import { productPage } from "./product-page.js";
import { routeOf } from "./route.js";
import { Store } from "./store.js";

const store = new Store();
const chat = document.querySelector("xiaoer-chat");
const main = document.getElementById("main");
let chosen = {};

const PAGES = {
  home: async (route) => homePage(store, route),
  orders: async () => ordersPage(store, store.shopper ? await store.orders() : []),
  product: async ({ id }) => productPage(await store.sheet(id), chosen, store.shop),
};

async function show() {
  const route = routeOf(location.hash);
  draw(document.getElementById("header"), header(store, route));
  try {
    draw(main, await PAGES[route.name](route));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    draw(main, html`<p class="empty">${error.message} <a class="link" href="#/">回到首页</a></p>`);
  }
  tellChat(route);
}

/** The chat hears of the page and of the person, never of more. */
function tellChat(route) {
  chat.shopper = store.shopper?.token ?? null;
  const product = store.products.find(({ id }) => id === route.id);
  chat.page = product ? { product_id: product.id, title: product.title, price: product.price, picture: product.picture } : null;
  document.title = [product?.title, store.shop.name].filter(Boolean).join(" - ");
}

function move() {
  chosen = {};
  scrollTo(0, 0);
  return show();
}

onActions(main, {
  option: ({ dataset: { name, value } }) => {
    chosen = { ...chosen, [name]: chosen[name] === value ? undefined : value };
    show();
  },
  ask: () => chat.open(),
  size: () => chat.ask("这款怎么选尺码"),
  "ask-order": ({ dataset: { id } }) => chat.ask(`订单 ${id} 现在到哪一步了`),
});

document.addEventListener("change", ({ target }) => {
  if (target.id !== "identity") return;
  store.choose(target.value);
  show();
});

async function begin() {
  draw(main, html`<p class="empty" role="status">正在打开店铺…</p>`);
  try {
    await store.load();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    draw(main, html`<p class="empty" role="alert">${error.message}</p>`);
    return;
  }
  draw(document.getElementById("footer"), footer(store.shop));
  addEventListener("hashchange", move);
  await show();
}

begin();
