/** Calls of the service's HTTP interface. A failure is an ApiError whose message is a sentence for people. */

const SENTENCES = {
  offline: "网络不通，请检查网络后再试。",
  unreadable: "服务返回了无法识别的内容，请稍后再试。",
};

export class ApiError extends Error {
  /** `details`: what the service tells a program besides. */
  constructor(status, code, sentence, details = {}) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** Whether the same call may succeed later without any change. */
  get transient() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  get signedOut() {
    return this.status === 401;
  }
}

export class Api {
  #base;
  #token;
  #fetch;

  /** `token()` gives the bearer token of the moment, or null. */
  constructor({ base = "", token = () => null, fetch = (...all) => globalThis.fetch(...all) } = {}) {
    this.#base = base;
    this.#token = token;
    this.#fetch = fetch;
  }

  get(path, { signal } = {}) {
    return this.#call("GET", path, { signal });
  }

  post(path, body = {}) {
    return this.#call("POST", path, { body });
  }

  put(path, body) {
    return this.#call("PUT", path, { body });
  }

  /** A file as it is; its kind is the service's to tell. */
  upload(path, blob) {
    return this.#call("POST", path, { blob });
  }

  delete(path) {
    return this.#call("DELETE", path, {});
  }

  async #call(method, path, { body, blob, signal }) {
    const kind = blob ? blob.type : body && "application/json";
    const response = await this.#reach(path, { method, signal, headers: this.#headers(kind), body: blob ?? (body && JSON.stringify(body)) });
    if (response.status === 204) return null;
    const answer = await readJson(response);
    if (!response.ok) throw errorOf(response.status, answer);
    return answer;
  }

  async #reach(path, init) {
    try {
      return await this.#fetch(this.#base + path, init);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new ApiError(0, "offline", SENTENCES.offline);
    }
  }

  #headers(kind) {
    const token = this.#token();
    return { ...(kind && { "Content-Type": kind }), ...(token && { Authorization: `Bearer ${token}` }) };
  }
}

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    // A proxy's page instead of our answer: the status still says what happened.
    throw new ApiError(response.ok ? 502 : response.status, "unreadable", SENTENCES.unreadable);
  }
}

function errorOf(status, answer) {
  const { code = "unreadable", message = SENTENCES.unreadable, ...details } = answer?.error ?? {};
  return new ApiError(status, code, message, details);
}
