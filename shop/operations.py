"""What a person of the shop can do for a shopper from the desk, as plain values: one class for each operation.

All of them concern the one order they are done to; coupons and points may be given without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shop.models import Address, Flag


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)


# Before it is sent


@dataclass(frozen=True)
class ChangeAddress:
    """An empty part stays as it is; region and detail change together."""

    address: Address


@dataclass(frozen=True)
class ChangeItem:
    """Another SKU of the same product, or another quantity."""

    sku_id: str
    to_sku_id: str
    quantity: int

    def __post_init__(self) -> None:
        _require(self.quantity > 0, "at least one piece")


@dataclass(frozen=True)
class ChangePostage:
    """Unpaid: what is asked for. Paid: only less, and the difference goes back."""

    postage: Decimal

    def __post_init__(self) -> None:
        _require(self.postage >= 0, "no postage below nothing")


@dataclass(frozen=True)
class ChangePrice:
    """Of one piece, while nothing is paid; where the platform lets a shop do so."""

    sku_id: str
    price: Decimal

    def __post_init__(self) -> None:
        _require(self.price > 0, "goods cost something")


@dataclass(frozen=True)
class CancelOrder:
    reason: str


# For the shop's own people


@dataclass(frozen=True)
class SetFlag:
    """None takes the flag away."""

    flag: Flag | None


@dataclass(frozen=True)
class AddNote:
    text: str
    flag: Flag | None = None


# Money and its like


@dataclass(frozen=True)
class Refund:
    """Everything that was paid, or the share of one line, or of some of its pieces."""

    reason: str
    sku_id: str = ""  # "": the whole order
    pieces: int = 0  # 0: all of the line

    def __post_init__(self) -> None:
        _require(self.pieces >= 0 and (bool(self.sku_id) or not self.pieces), "pieces are of a line")


@dataclass(frozen=True)
class PayOut:
    """小额打款: beside the order, which stays as it is."""

    amount: Decimal
    reason: str

    def __post_init__(self) -> None:
        _require(self.amount > 0, "something is paid")


class Way(StrEnum):
    OUT = "out"  # 发货运费: what the order was charged
    BACK = "back"  # 退货运费: what the shopper laid out to send goods back


@dataclass(frozen=True)
class ReturnPostage:
    way: Way
    amount: Decimal | None = None  # None: all that the order was charged; needed for the way back

    def __post_init__(self) -> None:
        _require(self.amount is None or self.amount > 0, "something is paid")
        _require(self.way is Way.OUT or self.amount is not None, "the way back needs its amount")


@dataclass(frozen=True)
class RefundDifference:
    """价保: calculated, never a sum of one's own choice."""


@dataclass(frozen=True)
class GrantCoupon:
    amount: Decimal
    from_amount: Decimal
    reason: str

    def __post_init__(self) -> None:
        _require(self.amount > 0 and self.from_amount >= 0, "a coupon is worth something")


@dataclass(frozen=True)
class GrantPoints:
    points: int
    reason: str

    def __post_init__(self) -> None:
        _require(self.points > 0, "at least one point")


# After the sale


@dataclass(frozen=True)
class Piece:
    sku_id: str
    quantity: int

    def __post_init__(self) -> None:
        _require(self.quantity > 0, "at least one piece")


@dataclass(frozen=True)
class Resend:
    """补发: an order of its own for what was lost, missing or broken, sent sooner than the shop's promise."""

    pieces: tuple[Piece, ...]
    reason: str

    def __post_init__(self) -> None:
        _require(len({piece.sku_id for piece in self.pieces}) == len(self.pieces) > 0, "each SKU once")


@dataclass(frozen=True)
class RegisterReturn:
    """退货登记 in the shopper's place, by the shop's rules."""

    sku_id: str
    kind: str  # 退货退款, 换货, 仅退款
    reason: str
    exchange_sku_id: str | None = None


@dataclass(frozen=True)
class DecideReturn:
    return_id: str
    approve: bool
    reason: str = ""  # needed to reject

    def __post_init__(self) -> None:
        _require(self.approve or bool(self.reason), "a rejection has a reason")


@dataclass(frozen=True)
class NoteReturnParcel:
    return_id: str
    courier: str
    tracking_no: str


@dataclass(frozen=True)
class ReceiveReturn:
    """The warehouse has it."""

    return_id: str


@dataclass(frozen=True)
class MakeExchange:
    """换货制单: the order by which the exchanged goods leave; they were kept back when the exchange was asked for."""

    return_id: str


Operation = (
    ChangeAddress
    | ChangeItem
    | ChangePostage
    | ChangePrice
    | CancelOrder
    | SetFlag
    | AddNote
    | Refund
    | PayOut
    | ReturnPostage
    | RefundDifference
    | GrantCoupon
    | GrantPoints
    | Resend
    | RegisterReturn
    | DecideReturn
    | NoteReturnParcel
    | ReceiveReturn
    | MakeExchange
)

OPERATIONS: Mapping[str, type[Operation]] = {
    "change_address": ChangeAddress,
    "change_item": ChangeItem,
    "change_postage": ChangePostage,
    "change_price": ChangePrice,
    "cancel_order": CancelOrder,
    "set_flag": SetFlag,
    "add_note": AddNote,
    "refund": Refund,
    "pay_out": PayOut,
    "return_postage": ReturnPostage,
    "refund_difference": RefundDifference,
    "grant_coupon": GrantCoupon,
    "grant_points": GrantPoints,
    "resend": Resend,
    "register_return": RegisterReturn,
    "decide_return": DecideReturn,
    "note_return_parcel": NoteReturnParcel,
    "receive_return": ReceiveReturn,
    "make_exchange": MakeExchange,
}
_NAMES = {kind: name for name, kind in OPERATIONS.items()}


def name_of(operation: Operation) -> str:
    return _NAMES[type(operation)]
