/** Lead the eye, and the screen reader, to one message of the open case. */

const MARKED_MS = 4000;

/** Whether the message stands in the thread. */
export function pointTo(seq, root = document) {
  const item = root.querySelector(`.turns [data-message="${Number(seq)}"]`);
  if (!item) return false;
  root.querySelector(".turns .pointed")?.classList.remove("pointed");
  item.classList.add("pointed");
  item.scrollIntoView({ block: "center" });
  item.focus({ preventScroll: true });
  setTimeout(() => item.classList.remove("pointed"), MARKED_MS);
  return true;
}
