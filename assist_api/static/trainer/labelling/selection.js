/** Which characters of a drawn message the mouse has selected: {start, end}, or null. */
export function selectedCharacters(text, selection) {
  if (!text || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const places = [...text.querySelectorAll("[data-at]")].filter((node) => holdsSome(range, node)).map(({ dataset }) => Number(dataset.at));
  return places.length > 0 ? { start: Math.min(...places), end: Math.max(...places) + 1 } : null;
}

/** Not one that the selection only touches at its edge. */
function holdsSome(range, node) {
  const own = document.createRange();
  own.selectNodeContents(node);
  return range.compareBoundaryPoints(Range.END_TO_START, own) < 0 && range.compareBoundaryPoints(Range.START_TO_END, own) > 0;
}
