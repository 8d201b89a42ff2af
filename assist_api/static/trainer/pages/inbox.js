import { NOTHING_CHOSEN } from "../inbox.js";
import { InboxView } from "../inbox-view.js";

let filters = NOTHING_CHOSEN; // kept while other pages are open

export const page = {
  name: "inbox",
  title: "收件箱",
  key: "i",
  right: "trainer",
  keys: [
    ["J K", "下一条、上一条"],
    ["↵", "标注这一条"],
    ["/", "在消息里查找"],
    ["U", "显示隐去的信息（需要权限）"],
    ["X", "清除筛选"],
    ["R", "刷新"],
  ],
  mount(root, tools) {
    const view = new InboxView(root, tools, filters, (chosen) => (filters = chosen));
    view.load(tools.rest).catch(tools.failed);
    return { leave: () => view.leave(), follow: (rest) => view.open(rest).catch(tools.failed) };
  },
};
