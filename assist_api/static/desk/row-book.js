/** The rows of the desk's lists. A snapshot plus every row that came after it equals a fresh snapshot. */

import { asTaken } from "./row-order.js";

const newestFirst = (one, other) => Date.parse(other.updated_at) - Date.parse(one.updated_at);

export const TABS = {
  waiting: { title: "排队", order: asTaken, has: (row) => row.state === "waiting" },
  mine: { title: "我的", order: newestFirst, has: (row, me) => row.state === "agent" && row.agent_id === me },
  bot: { title: "机器人", order: newestFirst, has: (row) => row.state === "bot" },
  closed: { title: "已结束", order: newestFirst, has: (row) => row.state === "closed" },
};

export class RowBook {
  #me;
  #rows = new Map();
  #underWay = new Set();
  #tabs = new Map();
  #begun = 0;
  #applied = 0;

  constructor(me) {
    this.#me = me;
  }

  /** Begin to read a snapshot: rows that come while it is under way are newer than what it will say. */
  begin() {
    const snapshot = { number: (this.#begun += 1), news: [] };
    this.#underWay.add(snapshot);
    return snapshot;
  }

  /** End it with what was read, or with nothing when it could not be; one that was overtaken by a later one is void. */
  end(snapshot, rows = null) {
    this.#underWay.delete(snapshot);
    if (!rows || snapshot.number < this.#applied) return;
    this.#applied = snapshot.number;
    this.#rows = new Map();
    this.#tabs.clear();
    for (const row of [...rows, ...snapshot.news]) this.#keep(row);
  }

  put(row) {
    this.#keep(row);
    for (const { news } of this.#underWay) news.push(row);
  }

  /** Two changes made side by side may arrive in the wrong order: the older one says nothing new. */
  #keep(row) {
    if (isOlder(row, this.#rows.get(row.id))) return;
    this.#rows.set(row.id, row);
    this.#tabs.clear();
  }

  get(id) {
    return this.#rows.get(id) ?? null;
  }

  get me() {
    return this.#me;
  }

  get all() {
    return [...this.#rows.values()];
  }

  tab(name) {
    if (!this.#tabs.has(name)) this.#tabs.set(name, this.#sorted(TABS[name]));
    return this.#tabs.get(name);
  }

  #sorted({ has, order }) {
    return [...this.#rows.values()].filter((row) => has(row, this.#me)).sort(order);
  }

  tabOf(row) {
    return Object.keys(TABS).find((name) => TABS[name].has(row, this.#me)) ?? null;
  }

  /** What waits for this agent: the queue, and own conversations whose shopper spoke last. */
  get calling() {
    return this.tab("waiting").length + this.tab("mine").filter((row) => row.unread_by_agent).length;
  }

  /** The neighbour of `id` in a tab; from outside the tab, its first. */
  beside(name, id, step) {
    const rows = this.tab(name);
    const at = rows.findIndex((row) => row.id === id);
    return rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))] ?? null;
  }
}

function isOlder(row, kept) {
  if (!kept || kept.epoch === undefined) return false;
  return row.epoch < kept.epoch || (row.epoch === kept.epoch && row.last_seq < kept.last_seq);
}
