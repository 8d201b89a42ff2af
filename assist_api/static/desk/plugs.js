/**
 * What hangs on the desk: sections of the right pane (side-panel.js), pages (pages.js), actions of a case (case-actions.js).
 * Such a module may export besides
 *   actions = { "ticket-open": (element, tools, event) => … }   clicks on data-action="ticket-open", wherever it is drawn
 *   frames  = { ticket: (frame, tools) => … }                   events of the desk's socket; "ready" comes with every (re)connect
 *   keys    = [{ code: "KeyG", alt: true, help: "…", does: (tools) => … }]   shown in the help too
 * `tools`: desk (the model: desk.open, desk.mine, desk.agent, desk.book), api, say(sentence, tone), ask(form) (form-dialog.js),
 * attempt(job) (failures told in a sentence), go(page, rest), select(id) (open a conversation), show(seq) (lead to a message of it), reload() (the open case), draw().
 * What a plug remembers it keeps with the desk or with a case: `desk.kept.of("tickets", () => new Tickets())`, `open.kept.of(…)`.
 */

/** Merge what plugs export; two that use one name are a mistake, said at once. */
export function merged(plugs, what) {
  const all = plugs.flatMap((plug) => Object.entries(plug[what] ?? {}));
  const names = all.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two plugs of the desk have ${what} "${twice}".`);
  return Object.fromEntries(all);
}

/** Every plug that listens hears the frame. */
export function hear(plugs, frame, tools) {
  for (const plug of plugs) plug.frames?.[frame.type]?.(frame, tools);
}

/** One object a name, made when it is first asked for. */
export class Kept {
  #things = new Map();

  of(name, make) {
    if (!this.#things.has(name)) this.#things.set(name, make());
    return this.#things.get(name);
  }
}
