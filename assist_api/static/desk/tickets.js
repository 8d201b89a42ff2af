/** The tickets of the list and of the open case, without the DOM: what is asked of the service, and what a clock reads. */

const ROOT = "/api/v1/desk";
const MINUTE = 60_000;

/** 剩 2 小时 10 分, 已超 35 分. */
export function left(iso, now = Date.now()) {
  const minutes = Math.round((Date.parse(iso) - now) / MINUTE);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const long = [hours && `${hours} 小时`, (rest || !hours) && `${rest} 分`].filter(Boolean).join(" ");
  return minutes < 0 ? `已超 ${long}` : `剩 ${long}`;
}

/** How a clock is drawn: its words and its tone. */
export function clockOf({ next, state_zh: state, closed_at: closed }, now = Date.now()) {
  if (!next) return { words: closed ? "已关闭" : state, tone: "calm" };
  if (next.running === "paused") return { words: `${next.clock_zh} 等顾客中`, tone: "paused" };
  return { words: `${next.clock_zh} ${left(next.due_at, now)}`, tone: Date.parse(next.due_at) <= now ? "broken" : next.running };
}

export class TicketList {
  #api;
  #asked = 0;
  rows = [];
  filter = { state: "open", owner: "", level: "", kind: "" };
  chosen = "";
  problem = "";
  loading = true;

  constructor(api) {
    this.#api = api;
  }

  /** Of two answers that cross each other the newer question's counts. */
  async load() {
    const mine = ++this.#asked;
    const query = new URLSearchParams(Object.entries(this.filter).filter(([, value]) => value));
    try {
      const { rows } = await this.#api.get(`${ROOT}/tickets?${query}`);
      if (mine === this.#asked) Object.assign(this, { rows, problem: "", loading: false });
    } catch (error) {
      if (error.status === undefined) throw error;
      if (mine === this.#asked) Object.assign(this, { problem: error.message, loading: false });
    }
    return this;
  }

  /** What the desk heard, in the place of the older one; whether its clocks must be asked for. */
  heard(ticket) {
    const known = this.rows.find(({ id }) => id === ticket.id);
    return !known || known.revision < ticket.revision;
  }

  step(by) {
    const at = this.rows.findIndex(({ id }) => id === this.chosen);
    const next = this.rows[Math.min(this.rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    this.chosen = next?.id ?? "";
    return this.chosen;
  }
}

/** The calls that change a ticket. */
export class TicketCalls {
  #api;

  constructor(api) {
    this.#api = api;
  }

  one = async (id) => (await this.#api.get(`${ROOT}/tickets/${id}`)).ticket;
  ofCase = async (conversation) => (await this.#api.get(`${ROOT}/conversations/${conversation}/tickets`)).rows;
  proposal = (conversation, order = "") => this.#api.get(`${ROOT}/conversations/${conversation}/ticket-proposal?order_id=${encodeURIComponent(order)}`);
  open = async (conversation, body) => (await this.#api.post(`${ROOT}/conversations/${conversation}/tickets`, body)).ticket;
  change = async (id, what, body = {}) => (await this.#api.post(`${ROOT}/tickets/${id}/${what}`, body)).ticket;
}
