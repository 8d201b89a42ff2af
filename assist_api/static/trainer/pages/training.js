import { TrainingView } from "../training/training-view.js";

export const page = {
  name: "training",
  title: "训练与发布",
  key: "t",
  right: "trainer",
  keys: [
    ["N", "开始训练"],
    ["J K", "下一次、上一次训练"],
    ["1 2 3 4 5 6 7", "评分卡的各页"],
    ["P", "发布这个模型"],
    ["B", "回滚到上一个版本"],
  ],
  mount(root, { api, go, announce, failed, rest }) {
    const view = new TrainingView(root, { api, go, announce, failed });
    view.open(rest);
    return { leave: () => view.leave(), follow: (place) => view.show(place) };
  },
};
