const SHOP_PICTURES = "/shop/pictures/";

/** A picture's address: a file of the shop, a path of the service, or http(s); anything else a message might carry is refused. */
export function pictureAddress(path, base = "") {
  if (!path) return null;
  if (/^[\w-]+\.\w+$/.test(path)) return base + SHOP_PICTURES + path;
  if (path.startsWith("/") && !path.startsWith("//")) return base + path;
  return /^https?:\/\//.test(path) ? path : null;
}
