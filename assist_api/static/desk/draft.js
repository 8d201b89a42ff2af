/** What an agent is writing, and the suggestion it came from. */

export const LIMIT = 2000;

export class Draft {
  text = "";
  suggestion = null;

  get length() {
    return [...this.text.trim()].length;
  }

  /** Take a suggestion over: in place of an untouched one or of nothing, else below what was written. */
  accept(suggestion) {
    const untouched = this.text.trim() === "" || this.text === this.suggestion?.text;
    this.text = untouched ? suggestion.text : `${this.text.trimEnd()}\n${suggestion.text}`;
    this.suggestion = suggestion;
  }

  write(text) {
    this.text = text;
    if (text.trim() === "") this.suggestion = null;
  }

  /** Why it may not be sent, or null. */
  get obstacle() {
    if (this.length === 0) return "";
    if (this.length > LIMIT) return `超出 ${this.length - LIMIT} 字，请分几条发送。`;
    if (this.suggestion?.internal && this.text.trim() === this.suggestion.text.trim()) return "这条内容仅供内部参考，请改写成对顾客说的话再发送。";
    return null;
  }
}
