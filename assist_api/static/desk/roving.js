/** One stop for Tab in a list of controls; the arrows, Home and End go from one to the next. */

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** `onReach(node)`: what reaching one does besides having the focus. */
export function roving(root, selector, onReach = () => {}) {
  root.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const nodes = [...root.querySelectorAll(selector)];
    const at = nodes.indexOf(event.target.closest(selector));
    const next = nodes[Math.min(nodes.length - 1, Math.max(0, at + step))];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    onReach(next);
  });
}
