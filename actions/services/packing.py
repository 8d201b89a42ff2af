"""What the warehouse's own record says of a parcel: a wrong or a missing piece that it shows needs no proof by the shopper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.services.goods import shop_product
from shop.models import Order, OrderLine, Parcel, ParcelState
from shop.protocol import Shop


@dataclass(frozen=True)
class Mistake:
    """`kind` as the package form has it: wrong or missing."""

    kind: str
    line: OrderLine

    @property
    def missing(self) -> int:
        return self.line.quantity - (self.line.packed_quantity or 0)


def mistakes(order: Order) -> Sequence[Mistake]:
    """A line without a record has not been packed, which is no mistake."""
    found = [_mistake(line) for line in order.lines]
    return [each for each in found if each]


def _mistake(line: OrderLine) -> Mistake | None:
    if line.packed_sku_id is not None and line.packed_sku_id != line.sku_id:
        return Mistake("wrong", line)
    if line.packed_quantity is not None and line.packed_quantity < line.quantity:
        return Mistake("missing", line)
    return None


def packed_label(shop: Shop, line: OrderLine) -> str:
    """What was packed instead, as its label; another product by its name."""
    product = shop_product(shop, line.product_id)
    own = next((sku.label for sku in (product.skus if product else ()) if sku.id == line.packed_sku_id), None)
    return own or "别的商品"


def still_coming(parcels: Sequence[Parcel], line: OrderLine) -> Parcel | None:
    """The parcel, not delivered yet, in which a piece travels that seems to be missing."""
    underway = [each for each in parcels if each.state is not ParcelState.DELIVERED]
    return next((each for each in underway if line.sku_id in each.sku_ids), None)
