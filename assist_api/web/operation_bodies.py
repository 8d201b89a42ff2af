"""Bodies of what agents do to orders. Their limits are those of a form; what is allowed is the shop's to say."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from assist_api.web.schemas import Body, ClientId

Money = Annotated[Decimal, Field(ge=0, le=Decimal(1_000_000), max_digits=9, decimal_places=2)]
SomeMoney = Annotated[Decimal, Field(gt=0, le=Decimal(1_000_000), max_digits=9, decimal_places=2)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
Pieces = Annotated[int, Field(ge=1, le=999)]
Reason = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
FlagName = Literal["red", "yellow", "green", "blue", "purple"]


class OperationBody(Body):
    """`key`: the same one never does it twice. `preview`: tell what would come of it, and do nothing."""

    key: ClientId
    preview: bool = False

    def fields(self) -> dict[str, Any]:
        """As the shop's operation has them, plain."""
        found: dict[str, Any] = self.model_dump(mode="json", exclude={"key", "preview"})
        return found


class AddressBody(Body):
    """An empty part stays as it is; region and detail change together."""

    receiver: Annotated[str, Field(max_length=40)] = ""
    phone: Annotated[str, Field(max_length=20, pattern=r"^(\+?\d[\d -]{5,18}\d)?$")] = ""
    region: Annotated[str, Field(max_length=20)] = ""
    detail: Annotated[str, Field(max_length=120)] = ""


class ChangeAddress(OperationBody):
    address: AddressBody


class ChangeItem(OperationBody):
    sku_id: Id
    to_sku_id: Id
    quantity: Pieces


class ChangePostage(OperationBody):
    postage: Money


class ChangePrice(OperationBody):
    sku_id: Id
    price: SomeMoney


class CancelOrder(OperationBody):
    reason: Reason


class SetFlag(OperationBody):
    flag: FlagName | None


class AddNote(OperationBody):
    text: Words
    flag: FlagName | None = None


class Refund(OperationBody):
    """Without a SKU the whole order, without `pieces` the whole line."""

    reason: Reason
    sku_id: Annotated[str, Field(max_length=64, pattern=r"^[\w.:-]*$")] = ""
    pieces: Annotated[int, Field(ge=0, le=999)] = 0


class PayOut(OperationBody):
    amount: SomeMoney
    reason: Reason


class ReturnPostage(OperationBody):
    way: Literal["out", "back"]
    amount: SomeMoney | None = None


class RefundDifference(OperationBody):
    pass


class GrantCoupon(OperationBody):
    amount: SomeMoney
    from_amount: Money = Decimal(0)
    reason: Reason


class GrantPoints(OperationBody):
    points: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Reason


class PieceBody(Body):
    sku_id: Id
    quantity: Pieces


class Resend(OperationBody):
    pieces: Annotated[list[PieceBody], Field(min_length=1, max_length=50)]
    reason: Reason


class RegisterReturn(OperationBody):
    sku_id: Id
    kind: Literal["退货退款", "换货", "仅退款"]
    reason: Reason
    exchange_sku_id: Id | None = None


class DecideReturn(OperationBody):
    return_id: Id
    approve: bool
    reason: Annotated[str, Field(max_length=200)] = ""


class NoteReturnParcel(OperationBody):
    return_id: Id
    courier: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    tracking_no: Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]


class ReceiveReturn(OperationBody):
    return_id: Id


class MakeExchange(OperationBody):
    return_id: Id


BODIES: dict[str, type[OperationBody]] = {
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
