import { FeelingMarksView } from "../feeling-marks-view.js";

export const page = {
  name: "feelings",
  title: "情绪标注",
  key: "e",
  right: "trainer",
  mount(root, { api, failed }) {
    new FeelingMarksView(root, api, failed).load().catch(failed);
  },
};
