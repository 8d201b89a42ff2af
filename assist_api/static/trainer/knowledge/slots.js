/** What an answer may name: searched by what it is called, by its name, or by what it says now. No DOM. */

const MOST = 12;

export function found({ rules, live }, wanted) {
  const word = wanted.trim().toLowerCase();
  const all = [...live.map(({ slot, name }) => ({ slot, says: name })), ...rules.map(({ slot, value }) => ({ slot, says: value }))];
  return all.filter(({ slot, says }) => slot.includes(word) || says.toLowerCase().includes(word)).slice(0, MOST);
}

/** The text with `{slot}` in place of what is chosen from `start` to `end`, and where the caret stands then. */
export function inserted(text, start, end, slot) {
  const piece = `{${slot}}`;
  return { text: text.slice(0, start) + piece + text.slice(end), caret: start + piece.length };
}
