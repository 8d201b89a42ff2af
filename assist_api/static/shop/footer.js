import { html } from "../shared/html.js";

export const footer = ({ name, hours }) => html`<div class="wide">
  <p>${name}</p>
  ${hours?.length === 2 && html`<p>人工客服每天 ${hours[0]}–${hours[1]} 在线，其余时间由智能客服小二接待。</p>`}
</div>`;
