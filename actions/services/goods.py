"""The goods of orders: what they are, and what they are called, which is kept a minute, since a question that names no
order asks it of all of them.
"""

from __future__ import annotations

from time import monotonic
from weakref import WeakKeyDictionary

from shop.models import Product
from shop.protocol import NotFound, Shop

_KEPT_S = 60  # a changed name or picture is known after this long; prices and stock are to be read anew every time
_MOST = 2_000

_known: WeakKeyDictionary[Shop, dict[str, tuple[float, Product | None]]] = WeakKeyDictionary()


def described(shop: Shop, product_id: str) -> Product | None:
    """For its names, kind and picture alone. None for a product which the shop has taken out of its catalogue since."""
    kept = _known.setdefault(shop, {})
    read_at, product = kept.get(product_id, (None, None))
    if read_at is None or monotonic() - read_at > _KEPT_S:
        product = shop_product(shop, product_id)
        if len(kept) >= _MOST:
            kept.clear()
        kept[product_id] = monotonic(), product
    return product


def shop_product(shop: Shop, product_id: str) -> Product | None:
    """As it is now. None for a product which the shop has taken out of its catalogue since."""
    try:
        return shop.product(product_id)
    except NotFound:
        return None
