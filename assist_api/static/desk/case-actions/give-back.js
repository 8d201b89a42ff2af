/** Put one's own case back into the queue. */
export const action = {
  name: "give_back",
  title: "交回排队",
  hint: "放回排队，由其他客服接待",
  offered: (desk) => desk.mine,
  run: ({ desk }) => desk.move("give_back"),
};

/** The case of somebody who did not answer has gone back by itself: said to that agent and to supervisors. */
export const frames = {
  agent_silent: ({ agent_id: id, agent, shopper, minutes }, { desk, say }) => {
    if (id === desk.agent.id) say(`${shopper} 等了 ${minutes} 分钟没有得到回复，会话已退回排队`, "bad");
    else if (desk.agent.roles?.includes("supervisor")) say(`${agent} ${minutes} 分钟没有回复 ${shopper}，会话已退回排队`, "bad");
  },
};
