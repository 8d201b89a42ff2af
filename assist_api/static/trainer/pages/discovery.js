import { DiscoveryView } from "../discovery/view.js";

export const page = {
  name: "discovery",
  title: "发现",
  key: "f",
  right: "trainer",
  keys: [
    ["J K", "下一类、上一类"],
    ["N", "命名为新意图"],
    ["V", "并入一条知识"],
    ["D", "搁置"],
    ["B", "把搁置的放回待处理"],
    ["A", "全选、全不选"],
    ["/", "在消息里查找"],
    ["R", "重新整理"],
    ["1 2 3", "待处理、已命名、已搁置"],
  ],
  mount(root, tools) {
    const view = new DiscoveryView(root, tools);
    view.load().catch(tools.failed);
    return { leave: () => view.leave() };
  },
};
