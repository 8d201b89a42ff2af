/** A random id of 128 bits. `crypto.randomUUID` would not do: shops still on plain http have none. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
