/** Let the bot go on with one's own case. */
export const action = {
  name: "return_to_bot",
  title: "交还机器人",
  hint: "由小二继续接待",
  offered: (desk) => desk.mine,
  run: ({ desk }) => desk.move("return_to_bot"),
};
