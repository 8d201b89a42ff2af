/** The page that the desk opens with: list, thread and right pane. The desk's view draws it, so it has no `open`. */
export const page = { name: "", title: "会话", icon: "chat", key: { code: "KeyH", alt: true } };
