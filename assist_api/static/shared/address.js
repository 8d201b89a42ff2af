/** A picture's address: a path of the service, or http(s); anything else a message might carry is refused. */
export function pictureAddress(path, base = "") {
  if (!path) return null;
  if (path.startsWith("/") && !path.startsWith("//")) return base + path;
  return /^https?:\/\//.test(path) ? path : null;
}
