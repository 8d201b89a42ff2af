import { ProposalsView } from "../proposals-view.js";

export const page = {
  name: "proposals",
  title: "知识建议",
  key: "p",
  right: "trainer",
  keys: [
    ["J K", "上一条、下一条"],
    ["A", "采纳"],
    ["E", "改写后采纳"],
    ["R", "忽略"],
    ["1 2 3", "换一类建议"],
  ],
  mount(root, { api, failed }) {
    const view = new ProposalsView(root, api, failed);
    view.load().catch(failed);
    return { leave: () => view.leave() };
  },
};
