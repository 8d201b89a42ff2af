/**
 * Puts the chat on a page:
 * <script type="module" src="https://…/static/widget/embed.js" data-shopper="signed token" data-product-id="c101"></script>
 */

import { XiaoerChat } from "./xiaoer-chat.js";

const script = document.querySelector('script[src*="/static/widget/embed.js"]');

customElements.define("xiaoer-chat", XiaoerChat);

function place() {
  const chat = document.createElement("xiaoer-chat");
  chat.shopper = script?.dataset.shopper ?? null;
  chat.page = script?.dataset.productId ? { product_id: script.dataset.productId } : null;
  document.body.append(chat);
}

if (!document.querySelector("xiaoer-chat")) place();
