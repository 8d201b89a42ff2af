import { KnowledgeView } from "../knowledge/knowledge-view.js";

export const page = {
  name: "knowledge",
  title: "知识库",
  key: "k",
  right: "trainer",
  keys: [
    ["J K", "下一条、上一条"],
    ["/", "查找"],
    ["N", "新建知识"],
    ["E", "改答案"],
    ["Ctrl S", "保存草稿"],
    ["V", "预览影响"],
    ["R", "审核通过"],
    ["P", "发布"],
    ["Esc", "离开输入框"],
  ],
  mount(root, tools) {
    const view = new KnowledgeView(root, tools);
    view.load(tools.rest).catch(tools.failed);
    return { leave: () => view.leave(), follow: (id) => view.open(id).catch(tools.failed) };
  },
};
