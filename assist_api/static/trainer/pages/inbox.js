import { InboxView } from "../inbox-view.js";

export const page = {
  name: "inbox",
  title: "收件箱",
  key: "i",
  right: "trainer",
  mount(root, { api, failed }) {
    new InboxView(root, api, failed).load();
  },
};
