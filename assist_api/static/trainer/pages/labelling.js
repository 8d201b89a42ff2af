import { hints } from "../labelling/keys.js";
import { LabellingView } from "../labelling/view.js";

export const page = {
  name: "labelling",
  title: "标注",
  key: "l",
  right: "trainer",
  keys: hints("label").map(({ caps, help }) => [caps, help]),
  mount(root, tools) {
    let view = null;
    const open = (rest) => {
      view?.leave();
      const place = document.createElement("div"); // what the last view listened to goes with its node
      place.tabIndex = -1;
      place.className = "labelling-page";
      root.replaceChildren(place);
      const second = rest === "second";
      view = new LabellingView(place, tools, { second });
      view.start(second ? null : rest || null).catch(tools.failed);
    };
    open(tools.rest);
    return { leave: () => view.leave(), follow: open };
  },
};
