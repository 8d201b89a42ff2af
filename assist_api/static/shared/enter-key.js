/**
 * Enter and the input methods of Chinese. The Enter that ends a composition is the method's own: most browsers say so by
 * `isComposing`; Safari ends the composition first and tells it by the key code 229 alone.
 */

const SENDS = {
  enter: (event) => !event.shiftKey && !event.altKey,
  ctrl: (event) => (event.ctrlKey || event.metaKey) && !event.altKey,
};

/** Whether a key press belongs to an input method. */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** Whether this key press means "send"; `by`: with Enter, or only with Ctrl+Enter. */
export const isSendKey = (event, by = "enter") => event.key === "Enter" && !isComposing(event) && SENDS[by](event);

/** Within `root`, Ctrl+Enter sends the form in whose field it is pressed. */
export function sendByCtrlEnter(root) {
  root.addEventListener("keydown", (event) => isSendKey(event, "ctrl") && event.target.form && (event.preventDefault(), event.target.form.requestSubmit()));
}

/** Within `root`, no form is sent by the Enter that ends a composition in one of its fields. */
export function guardForms(root) {
  root.addEventListener("keydown", (event) => event.key === "Enter" && isComposing(event) && event.target.form && event.preventDefault(), true);
}
