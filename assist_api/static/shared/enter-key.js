/** Whether this key press means "send": Enter, but not the Enter that ends a Chinese input method's composition. */
export function isSendKey(event) {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !event.isComposing && event.keyCode !== 229;
}
