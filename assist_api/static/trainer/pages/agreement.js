import { AgreementView } from "../agreement/view.js";

export const page = {
  name: "agreement",
  title: "一致性",
  key: "a",
  right: "trainer",
  keys: [
    ["J K", "下一条、上一条分歧"],
    ["1 2", "改成、裁定为第几位的标注"],
    ["F", "都不对，另选意图"],
    ["M", "写评论"],
    ["R", "刷新"],
  ],
  mount(root, tools) {
    const view = new AgreementView(root, tools);
    view.start().catch(tools.failed);
    return { leave: () => view.leave() };
  },
};
