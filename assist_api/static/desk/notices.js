/** A sound and a desktop notice when somebody waits for this agent and the desk is not what the agent looks at. */

import { isAnswerable } from "./first-response.js";

const MELODY = [[880, 0], [1175, 0.12]];
let speaker = null;

export const frames = {
  conversation: ({ row }, tools) => tell(row, tools),
};

function tell(row, { desk, preferences, select }) {
  const known = desk.kept.of("notices", () => new NewsBook(desk.agent.id));
  const news = known.newsOf(row);
  if (!news || (document.visibilityState === "visible" && document.hasFocus())) return;
  if (preferences.get("sound")) ring();
  if (preferences.get("notices")) show(news, () => select(row.id));
}

/** Which rows call anew. No DOM. */
export class NewsBook {
  #me;
  #calling = new Map();

  constructor(me) {
    this.#me = me;
  }

  /** What to tell of a row that has changed, or null: once for each time that its shopper begins to wait, and for each new line in one's own case. */
  newsOf(row) {
    const calls = isAnswerable(row, this.#me) ? `${row.state}|${row.unanswered_since}|${row.state === "agent" ? row.last_seq : ""}` : null;
    const before = this.#calling.get(row.id);
    this.#calling.set(row.id, calls);
    if (!calls || calls === before || (row.state === "agent" && row.last_from !== "shopper")) return null;
    return { title: row.state === "waiting" ? `${row.shopper.name} 正在排队` : row.shopper.name, body: row.last_text, tag: row.id };
  }
}

function show({ title, body, tag }, onClick) {
  const notice = new Notification(title, { body, tag, icon: "/static/shared/icon.svg" });
  notice.onclick = () => (window.focus(), notice.close(), onClick());
}

/** Two short tones; made here, so that no file has to be fetched. */
export function ring() {
  speaker ??= new AudioContext();
  for (const [frequency, after] of MELODY) tone(frequency, speaker.currentTime + after);
}

function tone(frequency, at) {
  const [source, volume] = [speaker.createOscillator(), speaker.createGain()];
  source.frequency.value = frequency;
  volume.gain.setValueAtTime(0.12, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
  source.connect(volume).connect(speaker.destination);
  source.start(at);
  source.stop(at + 0.3);
}
