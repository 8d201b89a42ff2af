import { SharingView } from "../sharing/sharing-view.js";

export const page = {
  name: "sharing",
  title: "试聊分享",
  key: "s",
  right: "trainer",
  keys: [
    ["J K", "下一个、上一个链接"],
    ["N", "新建链接"],
    ["C", "复制链接"],
  ],
  mount(root, tools) {
    const view = new SharingView(root, tools);
    view.load().catch(tools.failed);
    return { leave: () => view.leave() };
  },
};
