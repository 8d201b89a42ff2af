/** The page that the desk opens with: list, thread and right pane. The desk's view draws it, so it has no `open`. Its badge calls from any other page. */
export const page = { name: "", title: "会话", icon: "chat", key: { code: "KeyH", alt: true }, badge: ({ book }) => book.calling };
