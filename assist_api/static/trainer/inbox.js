/** The messages to look at, and which of them are chosen: by reason, and by a word in them. */

export const REASONS = {
  unsure: "机器人没把握",
  failed: "机器人没答上来",
};

export class Inbox {
  rows = null;
  reason = null;
  word = "";

  get reasons() {
    const counts = new Map();
    for (const { reason } of this.rows ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts].map(([reason, count]) => ({ reason, count, title: REASONS[reason] ?? reason }));
  }

  get chosen() {
    const word = this.word.trim().toLowerCase();
    return (this.rows ?? []).filter((row) => (!this.reason || row.reason === this.reason) && row.text.toLowerCase().includes(word));
  }
}
