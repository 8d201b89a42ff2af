import { ExamView } from "../exam/exam-view.js";

export const page = {
  name: "exam",
  title: "考卷",
  key: "x",
  right: "trainer",
  keys: [
    ["1 2", "考题、已知答错"],
    ["/", "找考题"],
    ["N", "写一道新的"],
  ],
  mount(root, tools) {
    const view = new ExamView(root, tools);
    view.load();
    return { leave: () => view.leave() };
  },
};
