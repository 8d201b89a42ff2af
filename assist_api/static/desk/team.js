/** The colleagues and what is offered to and by this agent: a snapshot plus every event after it. No DOM. */

export const STATUSES = { online: "在线", busy: "忙碌", away: "离开" };

export class Team {
  #me;
  #api;
  #members = new Map();
  #offers = new Map();
  #awayByItself = false;
  queue = { waiting: 0, longest_wait_s: 0, by_skill: {} };
  skills = [];
  awayAfterS = null;
  loaded = false;

  constructor(me, api) {
    this.#me = me;
    this.#api = api;
  }

  async load() {
    const [told, { transfers }] = await Promise.all([this.#api.get("/api/v1/desk/team"), this.#api.get("/api/v1/desk/transfers")]);
    this.#members = new Map(told.team.map((member) => [member.id, member]));
    this.#offers = new Map(transfers.map((transfer) => [transfer.id, transfer]));
    Object.assign(this, { queue: told.queue, skills: told.skills, awayAfterS: told.away_after_s, loaded: true });
  }

  get members() {
    return [...this.#members.values()];
  }

  get colleagues() {
    return this.members.filter(({ id }) => id !== this.#me);
  }

  get status() {
    return this.#members.get(this.#me)?.status ?? "online";
  }

  /** Cases that colleagues offer to this agent. */
  get offers() {
    return [...this.#offers.values()].filter(({ to }) => to.id === this.#me);
  }

  /** The offer of a conversation that this agent made and that is not answered yet. */
  offerOf(conversationId) {
    return [...this.#offers.values()].find((one) => one.conversation_id === conversationId && one.from.id === this.#me) ?? null;
  }

  heardOf(colleague) {
    if (this.#members.has(colleague.id)) this.#members.set(colleague.id, colleague);
  }

  /** What is to be told of a transfer, or null. */
  transferred(transfer) {
    const isNew = !this.#offers.has(transfer.id);
    if (transfer.state === "open") this.#offers.set(transfer.id, transfer);
    else this.#offers.delete(transfer.id);
    if (transfer.state === "open") return transfer.to.id === this.#me && isNew ? `${transfer.from.name}把 ${transfer.shopper_name} 转接给您` : null;
    return transfer.from.id === this.#me ? `${transfer.to.name}：${transfer.state_zh}${transfer.answer && `（${transfer.answer}）`}` : null;
  }

  async choose(status) {
    this.#awayByItself = false;
    await this.#put(status);
  }

  async idle() {
    if (this.status !== "online") return;
    this.#awayByItself = true;
    await this.#put("away");
  }

  /** Back at the desk: only who became away by doing nothing is online again by doing something. */
  async back() {
    if (!this.#awayByItself) return;
    this.#awayByItself = false;
    await this.#put("online");
  }

  async #put(status) {
    this.heardOf((await this.#api.put("/api/v1/desk/status", { status })).colleague);
  }
}
