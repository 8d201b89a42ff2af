/** `#/product/c101` → {name: "product", id: "c101"}; what is not known leads home. */
export function routeOf(hash) {
  const [name, argument] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  if (name === "product" && argument) return { name, id: argument };
  if (name === "category" && argument) return { name: "home", category: argument };
  return { name: name === "orders" ? "orders" : "home" };
}
