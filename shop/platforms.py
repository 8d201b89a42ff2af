"""What shops on a foreign platform have in common: its orders and goods are read; what it cannot do, a person does.

An adapter of a platform fills in what the platform's public interface offers. Everything else is refused as
UNSUPPORTED, which the bot turns into a case for a person, with what was asked for in the note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from time import monotonic
from typing import Any, NoReturn, TypeVar

from shop.china_time import CHINA
from shop.demo.catalogue import couriers as known_couriers
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
    PriceRefund,
    Product,
    Promotion,
    RestockWish,
    Return,
    ShopEvent,
    Ticket,
    TicketKind,
)
from shop.platform_staff import PlatformStaff
from shop.protocol import NotFound, Refusal, Refused, ShopUnavailable
from shop.search import ProductIndex

T = TypeVar("T")
_CATALOGUE_LIVES_S = 60  # for finding by words; a product that is asked for is read anew


class PlatformShop(PlatformStaff):
    """Subclasses give the reading calls, and those writes that their platform has."""

    def __init__(self, policy: Mapping[str, Any]) -> None:
        self._policy = policy
        self._found: tuple[float, ProductIndex, Sequence[Product]] | None = None

    def policy(self) -> Mapping[str, Any]:
        return self._policy

    def products(self, *, category: str | None = None) -> Sequence[Product]:
        found = self._catalogue()[2]
        return [each for each in found if category is None or each.category == category]

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        _, index, known = self._catalogue()
        by_id = {each.id: each for each in known}
        return [by_id[each] for each in index.find(text, limit=limit)]

    def _catalogue(self) -> tuple[float, ProductIndex, Sequence[Product]]:
        if self._found is None or monotonic() - self._found[0] > _CATALOGUE_LIVES_S:
            known = self._all_products()
            self._found = monotonic(), ProductIndex(known), known
        return self._found

    def _all_products(self) -> Sequence[Product]:
        raise NotImplementedError

    def couriers(self) -> Sequence[Courier]:
        return known_couriers()

    # Nothing of the kind on a platform that knows orders and goods

    def promotions(self) -> Sequence[Promotion]:
        return ()

    def returns(self, shopper_id: str) -> Sequence[Return]:
        return ()

    def coupons(self, shopper_id: str) -> Sequence[Coupon]:
        return ()

    def coupon_offers(self) -> Sequence[CouponOffer]:
        return ()

    def installations(self, shopper_id: str) -> Sequence[Installation]:
        return ()

    def installation_days(self, shopper_id: str, order_id: str) -> Sequence[date]:
        return ()

    def tickets(self, shopper_id: str) -> Sequence[Ticket]:
        return ()

    def tickets_since(self, kind: TicketKind, since: datetime) -> int:
        return 0

    def tickets_opened(self, *, since: datetime, limit: int = 100) -> Sequence[Ticket]:
        return ()

    def invoice(self, shopper_id: str, order_id: str) -> Invoice | None:
        return None

    def events(self, *, after: str = "", limit: int = 100) -> Sequence[ShopEvent]:
        """Platforms push what happens: by their webhooks, turned into ours."""
        return ()

    # Left to a person

    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        return _unsupported()

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        return _unsupported()

    def change_item(
        self, shopper_id: str, order_id: str, sku_id: str, *, to_sku_id: str, quantity: int, key: str
    ) -> Order:
        return _unsupported()

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        return _unsupported()

    def merge_orders(self, shopper_id: str, order_ids: Sequence[str], *, key: str) -> Merged:
        return _unsupported()

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
        return _unsupported()

    def withdraw_return(self, shopper_id: str, return_id: str, *, key: str) -> Return:
        return _unsupported()

    def note_return_parcel(
        self, shopper_id: str, return_id: str, *, courier: str, tracking_no: str, key: str
    ) -> Return:
        return _unsupported()

    def claim_price_protection(self, shopper_id: str, order_id: str, *, key: str) -> PriceRefund:
        return _unsupported()

    def book_installation(self, shopper_id: str, order_id: str, *, day: date, window: str, key: str) -> Installation:
        return _unsupported()

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
        return _unsupported()

    def close_ticket(self, shopper_id: str, ticket_id: str, *, key: str) -> Ticket:
        return _unsupported()

    def request_invoice(
        self, shopper_id: str, order_id: str, *, title: str, tax_no: str, email: str, key: str
    ) -> Invoice:
        return _unsupported()

    def take_coupon(self, shopper_id: str, offer_id: str, *, key: str) -> Coupon:
        return _unsupported()

    def notify_restock(self, shopper_id: str, sku_id: str, *, key: str) -> RestockWish:
        return _unsupported()


def _unsupported() -> NoReturn:
    raise Refused(Refusal.UNSUPPORTED)


def owned(order: Mapping[str, Any], owner: object, shopper_id: str) -> Mapping[str, Any]:
    if str(owner) != shopper_id:
        raise NotFound
    return order


def proven(phone: str, last4: str) -> None:
    """Raises unless the four digits are the phone's last."""
    digits = "".join(filter(str.isdigit, phone))
    if len(last4) != 4 or not last4.isdigit() or not digits.endswith(last4):
        raise NotFound


def objects(found: Any) -> list[Mapping[str, Any]]:
    """A list of objects, or the platform talks nonsense."""
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ShopUnavailable("no list of objects")
    return found


def number(given: str) -> str:
    """The platforms' ids are numbers: anything else is nothing of theirs."""
    if not given.isascii() or not given.isdigit():
        raise NotFound
    return given


def understood(read: Callable[[], T]) -> T:
    """An answer of another shape than the platform documents is as good as none."""
    try:
        return read()
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ShopUnavailable("an answer of another shape") from error


def yuan(given: str | int | float | None) -> Decimal:
    return Decimal(str(given or "0")).quantize(Decimal("0.01"))


def moment(text: str | None) -> datetime | None:
    """Platforms give UTC, some without saying so."""
    if not text:
        return None
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(CHINA)


def flagged(text: str, flag: Flag | None) -> str:
    """The platforms know no flags: the word stands in front."""
    return f"[{_FLAGS[flag]}] {text}" if flag else text


_FLAGS = {Flag.RED: "红旗", Flag.YELLOW: "黄旗", Flag.GREEN: "绿旗", Flag.BLUE: "蓝旗", Flag.PURPLE: "紫旗"}
