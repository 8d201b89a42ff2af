/** Draw a part of the page anew without taking the place of somebody who works in it by keyboard. */

export function keepingFocus(root, redraw) {
  const was = root.contains(document.activeElement) ? document.activeElement : null;
  const mark = was && markOf(was);
  redraw();
  if (!mark || was.isConnected) return;
  const now = root.querySelector(mark);
  now?.focus({ preventScroll: true });
  if (now?.matches("input[type=search]")) goOnTyping(now, was);
}

/** What tells an element apart from the others, also after it was drawn anew. */
function markOf({ id, dataset }) {
  if (id) return `#${CSS.escape(id)}`;
  const parts = Object.entries(dataset).map(([name, value]) => `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${CSS.escape(value)}"]`);
  return parts.length > 0 ? parts.join("") : null;
}

function goOnTyping(now, was) {
  now.value = was.value;
  now.setSelectionRange(was.selectionStart, was.selectionEnd);
}
