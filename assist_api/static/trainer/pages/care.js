import { CareView } from "../care/care-view.js";

export const page = {
  name: "care",
  title: "数据体检",
  key: "d",
  right: "trainer",
  keys: [
    ["1 2 3 4", "换一页"],
    ["J K", "下一条、上一条"],
    ["M", "移到另一个意图（先看影响）"],
    ["N", "反过来移（意图打架）"],
    ["X", "没问题，不再提示"],
    ["W", "写入训练数据"],
    ["R", "重新检查"],
  ],
  mount(root, tools) {
    const view = new CareView(root, tools);
    view.load();
    return { leave: () => view.leave() };
  },
};
