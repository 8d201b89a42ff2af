/** The canned replies at hand: the team's and one's own, and the few that fit what is being looked for. No DOM. */

const MOST = 8;

export class CannedBook {
  #api;
  replies = [];
  categories = [];
  slots = [];
  mayTeam = false;

  constructor(api) {
    this.#api = api;
  }

  async load() {
    const { replies, categories, slots, may_team: mayTeam } = await this.#api.get("/api/v1/desk/canned");
    Object.assign(this, { replies, categories, slots, mayTeam });
  }

  get(id) {
    return this.replies.find((reply) => reply.id === id);
  }

  mayChange(reply) {
    return !reply.team || this.mayTeam;
  }

  async save(id, wording) {
    const { team, ...change } = wording;
    const { reply } = id ? await this.#api.put(`/api/v1/desk/canned/${id}`, change) : await this.#api.post("/api/v1/desk/canned", { ...change, team });
    await this.load();
    return reply;
  }

  async remove(id) {
    await this.#api.delete(`/api/v1/desk/canned/${id}`);
    await this.load();
  }

  async upload(file) {
    const { url } = await this.#api.upload("/api/v1/desk/canned-pictures", file);
    return url;
  }

  /** By code, title or text, best first; one's own before the team's, the more used before the less. */
  search(words, most = MOST) {
    const wanted = words.trim().toLowerCase();
    const ranked = this.replies.map((reply) => ({ reply, rank: rankOf(reply, wanted) })).filter(({ rank }) => rank !== null);
    ranked.sort((one, other) => one.rank - other.rank || one.reply.team - other.reply.team || other.reply.uses - one.reply.uses);
    return ranked.slice(0, most).map(({ reply }) => reply);
  }
}

const TESTS = [
  (reply, wanted) => reply.shortcut === wanted,
  (reply, wanted) => reply.shortcut.startsWith(wanted),
  (reply, wanted) => reply.title.toLowerCase().includes(wanted) || reply.category === wanted,
  (reply, wanted) => reply.text.toLowerCase().includes(wanted),
];

function rankOf(reply, wanted) {
  if (!wanted) return TESTS.length;
  const rank = TESTS.findIndex((fits) => fits(reply, wanted));
  return rank < 0 ? null : rank;
}
