/** What agents say of the feeling of messages, waiting for the trainer. No DOM. */

export class FeelingMarks {
  #api;
  #onChange;
  rows = null;
  problem = null;
  shown = "open";
  busy = false;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  get chosen() {
    return (this.rows ?? []).filter((row) => TABS[this.shown].holds(row));
  }

  get counts() {
    return Object.entries(TABS).map(([name, { title, holds }]) => ({ name, title, count: (this.rows ?? []).filter(holds).length }));
  }

  show(name) {
    this.shown = name;
    this.#onChange();
  }

  load() {
    return this.#doing(async () => {
      this.rows = (await this.#api.get("/api/v1/trainer/feeling-marks")).rows;
    });
  }

  decide(id, accept) {
    if (this.busy) return Promise.resolve();
    return this.#doing(async () => {
      const { rows } = await this.#api.post(`/api/v1/trainer/feeling-marks/${id}/decision`, { accept });
      const now = new Map(rows.map((row) => [row.id, row]));
      this.rows = this.rows.map((row) => now.get(row.id) ?? row);
    });
  }

  /** What failed stands on the page in a sentence; who called decides about the rest. */
  async #doing(job) {
    this.busy = true;
    this.problem = null;
    this.#onChange();
    try {
      await job();
    } catch (error) {
      this.problem = error.message;
      throw error;
    } finally {
      this.busy = false;
      this.#onChange();
    }
  }
}

const TABS = {
  open: { title: "待确认", holds: ({ decided }) => !decided },
  disputed: { title: "说法不一", holds: ({ agreed }) => !agreed },
  accepted: { title: "已采纳", holds: ({ decided }) => decided === "accepted" },
  rejected: { title: "不采纳", holds: ({ decided }) => decided === "rejected" },
};
