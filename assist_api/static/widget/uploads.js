/**
 * Puts the pictures of a message into its conversation, each once. The bytes live as long as the page; which of them
 * have arrived, and in which conversation, stands in the message itself.
 */

import { ApiError } from "../shared/api.js";

const LOST = "页面刷新后图片没有保留下来，请删除这条，重新选择图片再发。";

export class Uploads {
  #blobs = new Map();

  /** The pictures as a message carries them until it is stored. */
  keep(pictures) {
    pictures.forEach(({ key, blob }) => this.#blobs.set(key, blob));
    return pictures.map(({ key, thumb }) => ({ key, thumb }));
  }

  forget(pictures) {
    pictures.forEach(({ key }) => this.#blobs.delete(key));
  }

  /** The ids of `pictures` in `conversation`. `put(blob)` gives one; `note(pictures)` after each, so that a retry goes on there. */
  async ids(pictures, { conversation, put, note }) {
    let known = pictures;
    for (const { key, id, of } of pictures) {
      if (id && of === conversation) continue;
      const arrived = await put(this.#blobOf(key));
      known = known.map((one) => (one.key === key ? { ...one, id: arrived, of: conversation } : one));
      note(known);
    }
    return known.map(({ id }) => id);
  }

  #blobOf(key) {
    const blob = this.#blobs.get(key);
    if (!blob) throw new ApiError(410, "picture_lost", LOST);
    return blob;
  }
}
