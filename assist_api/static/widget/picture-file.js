/** A chosen file made ready to send: opened, scaled down and written anew, which also leaves behind where it was taken. */

const LONGEST = 1600;
const THUMB = 144;
const MOST_BYTES = 30 * 1024 * 1024;

/** Its message is a sentence for the shopper. */
export class PictureRefused extends Error {}

/** `{blob, thumb}`: a JPEG, and a small one as a data URL. Throws PictureRefused. */
export async function prepare(file) {
  check(file);
  const bitmap = await opened(file);
  try {
    const thumb = drawn(bitmap, THUMB).toDataURL("image/jpeg", 0.7);
    return { blob: await written(drawn(bitmap, LONGEST)), thumb };
  } finally {
    bitmap.close();
  }
}

export function check({ type, size }) {
  if (type && !type.startsWith("image/")) throw new PictureRefused("这里只能发图片哦。");
  if (size > MOST_BYTES) throw new PictureRefused("这张图片太大了，请控制在 30 MB 以内。");
}

/** `width` and `height` at most `most`, in their proportion; nothing is made larger. */
export function fitted({ width, height }, most) {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function opened(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    // Whatever the reason, this browser cannot draw it: nobody on the other side could be sure to.
    throw new PictureRefused("这张图片打不开，请换成 JPG、PNG 或 WebP，或截图后再发。");
  }
}

function drawn(bitmap, most) {
  const canvas = Object.assign(document.createElement("canvas"), fitted(bitmap, most));
  const context = canvas.getContext("2d", { alpha: false });
  context.fillStyle = "#fff"; // JPEG has no transparency, and black would hide dark writing
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function written(canvas) {
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new PictureRefused("这张图片处理不了，请换一张。")));
    canvas.toBlob(done, "image/jpeg", 0.86);
  });
}
