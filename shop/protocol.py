"""The one interface behind which any shop stands. Adapters: sql.py (demo, small shops), http.py and two platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from shop.models import (
    Address,
    Coupon,
    CouponOffer,
    Courier,
    Flag,
    FollowUp,
    Installation,
    Invoice,
    Merged,
    Order,
    Parcel,
    PriceRefund,
    Product,
    Promotion,
    RestockWish,
    Return,
    ShopEvent,
    Shopper,
    Ticket,
    TicketKind,
)


class ShopUnavailable(Exception):
    """The shop did not answer in time or answered nonsense. Say so and offer a person; never guess."""


class NotFound(Exception):
    """No such thing, or not this shopper's: the two are told apart nowhere, so that nobody can probe."""


class Refusal(StrEnum):
    """Why the shop does not do what was asked: found at the moment of writing, whatever was true before."""

    LOCKED = "locked"  # the warehouse has the order
    SHIPPED = "shipped"
    WRONG_STATE = "wrong_state"  # closed, refunded, not paid, not signed …
    OUT_OF_STOCK = "out_of_stock"
    PRICE_DIFFERS = "price_differs"  # paid goods can only become goods of the same price
    NOT_DELIVERED = "not_delivered"  # no delivery to that region
    TOO_LATE = "too_late"  # the window of the rule is over
    NOT_RETURNABLE = "not_returnable"  # opened food, used appliances …
    ALREADY_OPEN = "already_open"  # another return, invoice or claim on the same goods; merged, or taken, already
    DIFFERENT = "different"  # orders of different receivers, or from different warehouses
    NOTHING_DUE = "nothing_due"  # no price difference, a single order to merge, goods that are in stock
    SOLD_OUT = "sold_out"  # no such coupon left, no installer free on that day
    LEVEL = "level"  # only for members of a higher level
    UNSUPPORTED = "unsupported"  # this shop's system cannot do it by itself: a person can
    OVER_LIMIT = "over_limit"  # more than this role may give: somebody with a higher one can
    TOO_MUCH = "too_much"  # more than was paid or sent
    PRICE_FIXED = "price_fixed"  # the platform keeps prices as they are: only postage can be changed


class Refused(Exception):
    """The shop's rule or the order's state forbids it. Nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Shop(Protocol):
    """Synchronous: call it from a thread. Order calls are bound to a shopper: a foreign order is NotFound.

    What writes is idempotent by `key` (the id of the message that asked for it): the same key again returns what the
    first call returned and writes nothing. It checks the state anew in its own transaction, raises Refused where the
    rules forbid it, and leaves a line in the shop's audit record (who, what, before, after, key).
    """

    def policy(self) -> Mapping[str, Any]: ...

    def product(self, product_id: str) -> Product: ...

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        """By title, kind, alias and attributes, best first; empty when nothing fits."""
        ...

    def products(self, *, category: str | None = None) -> Sequence[Product]: ...

    def shopper(self, shopper_id: str) -> Shopper: ...

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        """Newest first."""
        ...

    def order(self, shopper_id: str, order_id: str) -> Order: ...

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        """Proof of identity without a log-in: order number plus the last four digits of the receiver's phone."""
        ...

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]: ...

    def returns(self, shopper_id: str) -> Sequence[Return]: ...

    def coupons(self, shopper_id: str) -> Sequence[Coupon]: ...

    def promotions(self) -> Sequence[Promotion]:
        """Those running now."""
        ...

    def installations(self, shopper_id: str) -> Sequence[Installation]: ...

    def couriers(self) -> Sequence[Courier]: ...

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        """For the warehouse and the shop's people; `flag` marks the order anew, None leaves its flag."""
        ...

    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        """While one of the same kind is open on the order, that one is returned."""
        ...

    # Orders that change

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        """Unpaid, or paid and not locked. An empty part stays as it is; region and detail change together.

        A region to which the shop does not deliver is refused.
        """
        ...

    def change_item(
        self, shopper_id: str, order_id: str, sku_id: str, *, to_sku_id: str, quantity: int, key: str
    ) -> Order:
        """Another SKU or quantity of one line. Unpaid: anything in stock. Paid: same price and quantity only."""
        ...

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        """Unpaid: cancelled. Paid and not locked: refunding (refund only). LOCKED and SHIPPED are refused."""
        ...

    def merge_orders(self, shopper_id: str, order_ids: Sequence[str], *, key: str) -> Merged:
        """Paid orders to one receiver from one warehouse leave together; postage paid too much is given back."""
        ...

    # After the sale

    def open_return(
        self,
        shopper_id: str,
        order_id: str,
        sku_id: str,
        *,
        kind: str,
        reason: str,
        evidence: Sequence[str] = (),
        exchange_sku_id: str | None = None,
        key: str,
    ) -> Return:
        """退货退款, 换货 or 仅退款, by the policy's windows; quality reasons have a window of their own."""
        ...

    def withdraw_return(self, shopper_id: str, return_id: str, *, key: str) -> Return:
        """Until the warehouse has registered it."""
        ...

    def note_return_parcel(
        self, shopper_id: str, return_id: str, *, courier: str, tracking_no: str, key: str
    ) -> Return:
        """An approved return is on its way."""
        ...

    def claim_price_protection(self, shopper_id: str, order_id: str, *, key: str) -> PriceRefund:
        """The difference as `shop.price_protection` calculates it; once for each order and fall of the price."""
        ...

    def installation_days(self, shopper_id: str, order_id: str) -> Sequence[date]:
        """Days on which an installer can still come; empty for goods that need none."""
        ...

    def book_installation(self, shopper_id: str, order_id: str, *, day: date, window: str, key: str) -> Installation:
        """Book, or move what is booked. `window`: 上午, 下午 or 晚上."""
        ...

    def open_ticket(
        self,
        shopper_id: str,
        order_id: str | None,
        *,
        kind: TicketKind,
        level: int,
        text: str,
        wish: str = "",
        due_hours: int,
        key: str,
    ) -> Ticket:
        """While one of the same kind is open on the order, that one is returned."""
        ...

    def tickets(self, shopper_id: str) -> Sequence[Ticket]:
        """Newest first."""
        ...

    def tickets_since(self, kind: TicketKind, since: datetime) -> int:
        """How many shoppers have opened one: many payment troubles at once are an outage."""
        ...

    def tickets_opened(self, *, since: datetime, limit: int = 100) -> Sequence[Ticket]:
        """Of all shoppers, oldest first: so that those who work on tickets see what the bot has opened."""
        ...

    def close_ticket(self, shopper_id: str, ticket_id: str, *, key: str) -> Ticket:
        """Solved. One that is closed already is returned as it is."""
        ...

    # Money and stock

    def request_invoice(
        self, shopper_id: str, order_id: str, *, title: str, tax_no: str, email: str, key: str
    ) -> Invoice: ...

    def invoice(self, shopper_id: str, order_id: str) -> Invoice | None: ...

    def coupon_offers(self) -> Sequence[CouponOffer]:
        """Those that can be taken now."""
        ...

    def take_coupon(self, shopper_id: str, offer_id: str, *, key: str) -> Coupon: ...

    def notify_restock(self, shopper_id: str, sku_id: str, *, key: str) -> RestockWish:
        """Tell this shopper when the SKU is back: comes as a RESTOCKED event."""
        ...

    # What happened

    def events(self, *, after: str = "", limit: int = 100) -> Sequence[ShopEvent]:
        """Oldest first, those after the event of that id; for a shop that does not push."""
        ...
