/** The ways in which pictures come: the button, the clipboard, and files dropped on the panel. */

export class PictureIntake {
  #input;
  #panel;
  #onFiles;
  #depth = 0; // of elements that the pointer has entered with files

  constructor({ form, panel, onFiles }) {
    this.#input = form.querySelector("input[type=file]");
    this.#panel = panel;
    this.#onFiles = onFiles;
    form.querySelector(".attach").addEventListener("click", () => this.#input.click());
    this.#input.addEventListener("change", () => this.#picked());
    form.addEventListener("paste", (event) => this.#pasted(event));
    panel.addEventListener("dragenter", (event) => this.#moved(event, 1));
    panel.addEventListener("dragleave", (event) => this.#moved(event, -1));
    panel.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    panel.addEventListener("drop", (event) => this.#dropped(event));
  }

  #picked() {
    this.#onFiles([...this.#input.files]);
    this.#input.value = ""; // so that the same file can be chosen again
  }

  /** Office programs put a picture of the text beside it: then the text is meant. */
  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    this.#onFiles(files);
  }

  #moved(event, step) {
    if (!hasFiles(event)) return;
    this.#depth += step;
    this.#panel.classList.toggle("is-dropping", this.#depth > 0);
  }

  #dropped(event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#depth = 0;
    this.#panel.classList.remove("is-dropping");
    this.#onFiles([...event.dataTransfer.files]);
  }
}

const hasFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));
