/** End one's own case. */
export const action = {
  name: "close",
  title: "结束会话",
  hint: "结束会话 (Alt+C)",
  offered: (desk) => desk.mine,
  run: ({ desk }) => desk.move("close"),
};

export const keys = [{ code: "KeyC", alt: true, help: "结束当前会话", does: ({ desk }) => desk.mine && desk.move("close") }];
