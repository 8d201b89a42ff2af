"""Which order a conversation is about, and what the shop says of it, in the plain values of the domain."""

from __future__ import annotations

from collections.abc import Sequence

from assist_api.adapters import focus
from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.domain.messages import Message, Sender
from assist_api.domain.order_facts import OrderFacts, ParcelFacts
from assist_api.domain.receipt import ShownOrder
from shop.models import OrderState, Parcel, ParcelState

_URGENT_FIRST = (
    ParcelState.LOST,
    ParcelState.EXCEPTION,
    ParcelState.IN_TRANSIT,
    ParcelState.OUT_FOR_DELIVERY,
    ParcelState.CREATED,
    ParcelState.DELIVERED,
)
_GOES_ON = frozenset({OrderState.PAID, OrderState.LOCKED, OrderState.PARTLY_SHIPPED, OrderState.SHIPPED})


def order_in_question(
    files: Sequence[OrderFile], messages: Sequence[Message], known: str = "", *, arrived: bool = False
) -> OrderFile | None:
    """The order that is meant: `known` where it was said outright; else the one that the newest message names or shows.

    Where none was named, the only one there is, or the only one that still goes on; the latter not where it is about
    goods that have `arrived`.
    """
    by_id = {file.order.id: file for file in files}
    if known:
        return by_id.get(known)
    named = next((found for one in reversed(messages) if (found := _named(files, one)) in by_id), None)
    if named:
        return by_id[named]
    return _only([*files]) or _only([] if arrived else [one for one in files if one.order.state in _GOES_ON])


def _named(files: Sequence[OrderFile], message: Message) -> str | None:
    if message.sender in (Sender.SHOPPER, Sender.AGENT):
        return focus.named_order(files, [message.text])
    shown = {str(part.get("order_id") or part.get("id")) for part in message.parts if part.get("kind") in _SHOWS}
    return shown.pop() if len(shown) == 1 else None


_SHOWS = ("order", "parcel")


def _only(files: list[OrderFile]) -> OrderFile | None:
    return files[0] if len(files) == 1 else None


def shown(file: OrderFile) -> ShownOrder:
    """As it stands on a receipt."""
    order = file.order
    return ShownOrder(order.id, order.title, file.pictures[0] if file.pictures else "", order.state.zh)


def facts_of(shop: ShopReader, file: OrderFile) -> OrderFacts:
    order = file.order
    first = file.products[0] if file.products else None
    return OrderFacts(
        id=order.id,
        title=order.title,
        goods=first.kind if first else "",
        picture=file.pictures[0] if file.pictures else "",
        state=order.state.value,
        state_zh=order.state.zh,
        paid_at=order.paid_at,
        ship_by=order.ship_by,
        signed_at=order.signed_at,
        stagnant_hours=int(shop.policy["shipping"]["stagnant_hours"]),
        parcel=_parcel(min(file.parcels, key=lambda one: _URGENT_FIRST.index(one.state), default=None)),
    )


def _parcel(parcel: Parcel | None) -> ParcelFacts | None:
    if parcel is None:
        return None
    last = parcel.last_event
    return ParcelFacts(
        parcel.courier,
        parcel.state.value,
        parcel.state.zh,
        last.place if last else "",
        last.at if last else None,
        parcel.expected_at,
    )
