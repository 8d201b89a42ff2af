/** Draw below `root` anew without taking the focus away: the control that is the same among the new nodes has it then. */
export function keepingFocus(root, drawAnew) {
  const held = heldIn(root);
  drawAnew();
  if (!held || heldIn(root)) return;
  [...root.querySelectorAll(held.tagName)].find((node) => signature(node) === signature(held))?.focus({ preventScroll: true });
}

function heldIn(root) {
  const { activeElement: active } = root.getRootNode();
  return active && active !== root && root.contains(active) ? active : null;
}

const signature = ({ id, name, dataset }) => JSON.stringify([id, name, dataset]);
