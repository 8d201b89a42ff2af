/** Clicks by name: `<button data-action="take">` calls `handlers.take(element, event)`, also for nodes drawn later. */

export function onActions(root, handlers) {
  root.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-action]");
    const handler = target && !target.disabled && handlers[target.dataset.action];
    if (handler) handler(target, event);
  });
}
