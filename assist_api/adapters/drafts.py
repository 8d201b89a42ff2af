"""A draft against the red lines: the rules, and what the shop knows of the product and the shopper it is written to."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

from assist_api.adapters import red_lines
from assist_api.adapters.shop import ShopReader
from assist_api.domain.red_lines import Facts, Finding, check
from assist_api.errors import ShopUnavailable
from shop.models import Product

KEPT_S = 60.0  # while somebody types, the shop is asked once
MOST_KEPT = 1000
ORDERS_READ = 50


class DraftChecker:
    def __init__(self, shop: ShopReader) -> None:
        self._shop = shop
        book = red_lines.load(shop.policy)
        self._rules, self.categories = book.rules, book.categories
        self.reasons = {rule.id: (rule.category, rule.reason) for rule in book.rules}
        self._known: OrderedDict[tuple[str | None, str | None], tuple[float, Facts]] = OrderedDict()

    async def check(self, text: str, product_id: str | None = None, shopper_id: str | None = None) -> list[Finding]:
        return check(text, self._rules, await self._facts(product_id, shopper_id))

    def forget(self, shopper_id: str) -> None:
        """The shopper has another order by now, which a draft may name at once."""
        for key in [key for key in self._known if key[1] == shopper_id]:
            del self._known[key]

    async def _facts(self, product_id: str | None, shopper_id: str | None) -> Facts:
        key = (product_id, shopper_id)
        kept = self._known.get(key)
        if kept is None or monotonic() - kept[0] > KEPT_S:
            kept = (monotonic(), await self._read(product_id, shopper_id))
            self._known[key] = kept
            if len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return kept[1]

    async def _read(self, product_id: str | None, shopper_id: str | None) -> Facts:
        """Nothing of a shop that does not answer: what only it could tell is passed over, the other lines hold."""
        try:
            product = await self._shop.product(product_id)
            files = await self._shop.order_files(shopper_id, ORDERS_READ)
        except ShopUnavailable:
            return Facts()
        about = product_facts(product) if product else Facts()
        return Facts(about.product, frozenset(file.order.id for file in files) if shopper_id else None, about.slots)


def product_facts(product: Product) -> Facts:
    """The sheet and the reports of a product, a line each, and what a rewriting may say of it."""
    sheet = [f"{name}: {value}" for name, value in product.attributes.items()]
    reports = [f"{certificate.kind}: {certificate.says}" for certificate in product.certificates]
    named = {"product.material": "材质", "product.filling": "填充物", "product.safety": "安全类别"}
    slots = {slot: product.attributes[name] for slot, name in named.items() if name in product.attributes}
    return Facts("\n".join([f"商品: {product.title}", *sheet, *reports]), None, slots)
