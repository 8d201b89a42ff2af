/** Put one's own case back into the queue. */
export const action = {
  name: "give_back",
  title: "交回排队",
  hint: "放回排队，由其他客服接待",
  offered: (desk) => desk.mine,
  run: ({ desk }) => desk.move("give_back"),
};
