/** A file of messages on its way into the inbox, some thousand lines at a time. No DOM. */

const PATH = "/api/v1/trainer/inbox/import";
const LINES_AT_ONCE = 2_000;
const KINDS = { tsv: "text/tab-separated-values", txt: "text/tab-separated-values", ndjson: "application/x-ndjson", jsonl: "application/x-ndjson" };

export class FileImport {
  #api;
  #onChange;
  #stopped = false;
  size = 0;
  read = 0;
  lines = 0;
  new = 0;
  known = 0;
  refused = 0;
  refusals = [];
  state = "waiting"; // running, done, stopped
  problem = null;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** Sending the same file again goes on where it stopped: what is known is passed over. */
  async send(file) {
    Object.assign(this, { state: "running", size: file.size, problem: null });
    this.#onChange();
    try {
      for await (const piece of pieces(file)) {
        if (this.#stopped) break;
        this.#count(await this.#api.upload(`${PATH}?${new URLSearchParams({ name: file.name, first: piece.first })}`, piece.blob), piece);
      }
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.state = this.#stopped || this.problem ? "stopped" : "done";
    this.#onChange();
  }

  stop() {
    this.#stopped = true;
  }

  #count(told, { read }) {
    for (const name of ["lines", "new", "known", "refused"]) this[name] += told[name];
    this.refusals = [...this.refusals, ...told.refusals].slice(0, 20);
    this.read = read;
    this.#onChange();
  }
}

/** Whole lines, each piece under the file's line of names where its kind has one. */
export async function* pieces(file, atOnce = LINES_AT_ONCE) {
  const kind = KINDS[file.name.toLowerCase().split(".").pop()];
  if (!kind) throw new FileRefused();
  const reader = file.stream().getReader();
  const text = new TextDecoder();
  let [rest, names, waiting, first, read] = ["", kind === KINDS.tsv ? null : "", [], 1, 0];
  const piece = () => ({ first: first - waiting.length, read, blob: new Blob([names, waiting.join("\n")], { type: kind }) });
  for (let end = false; !end; ) {
    const { done, value } = await reader.read();
    end = done;
    read += value?.length ?? 0;
    const lines = (rest + text.decode(value, { stream: !done })).split("\n");
    rest = done ? "" : lines.pop();
    if (done && lines.at(-1) === "") lines.pop();
    for (const line of lines) {
      if (names === null) {
        const given = columnsOf(line).includes("text");
        names = `${given ? columnsOf(line).join("\t") : "text"}\n`; // a file without a line of names holds messages and nothing else
        if (given) continue;
      }
      waiting.push(line);
      first += 1;
      if (waiting.length === atOnce) {
        yield piece();
        waiting = [];
      }
    }
  }
  if (waiting.length > 0) yield piece();
}

const columnsOf = (line) => line.replace(/^\uFEFF/, "").trim().split("\t");

export class FileRefused extends Error {
  status = 0;

  constructor() {
    super("请选 .tsv、.txt、.ndjson 或 .jsonl 文件。");
  }
}
