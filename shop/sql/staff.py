"""What the shop's people do, each operation by its own function: one way in for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from shop.models import Order
from shop.operations import (
    OPERATIONS,
    AddNote,
    CancelOrder,
    ChangeAddress,
    ChangeItem,
    ChangePostage,
    ChangePrice,
    DecideReturn,
    GrantCoupon,
    GrantPoints,
    MakeExchange,
    NoteReturnParcel,
    Operation,
    PayOut,
    ReceiveReturn,
    Refund,
    RefundDifference,
    RegisterReturn,
    Resend,
    ReturnPostage,
    SetFlag,
    name_of,
)
from shop.protocol import NotFound
from shop.sql import staff_orders, staff_refunds, staff_returns, staff_treats
from shop.sql.base import Call, SqlBase, Write
from shop.staff_protocol import Done, Operator

_DO: Mapping[type, Callable[[Write, Order, Any], Done]] = {
    ChangeAddress: staff_orders.change_address,
    ChangeItem: staff_orders.change_item,
    ChangePostage: staff_orders.change_postage,
    ChangePrice: staff_orders.change_price,
    CancelOrder: staff_orders.cancel_order,
    SetFlag: staff_orders.set_flag,
    AddNote: staff_orders.add_note,
    Refund: staff_refunds.refund,
    PayOut: staff_treats.pay_out,
    ReturnPostage: staff_treats.return_postage,
    RefundDifference: staff_treats.refund_difference,
    RegisterReturn: staff_returns.register_return,
    DecideReturn: staff_returns.decide_return,
    NoteReturnParcel: staff_returns.note_return_parcel,
    ReceiveReturn: staff_returns.receive_return,
    MakeExchange: staff_returns.make_exchange,
    Resend: staff_returns.resend,
}
_WITHOUT_ORDER: Mapping[type, Callable[[Write, Order | None, Any], Done]] = {
    GrantCoupon: staff_treats.grant_coupon,
    GrantPoints: staff_treats.grant_points,
}


class Staff(SqlBase):
    def operations(self) -> frozenset[str]:
        return frozenset(OPERATIONS)

    def perform(
        self,
        by: Operator,
        shopper_id: str,
        order_id: str | None,
        operation: Operation,
        *,
        key: str,
        preview: bool = False,
    ) -> Done:
        name = name_of(operation)

        def work(write: Write) -> Done:
            before = write.lock(order_id) if order_id else None
            done = _done(write, before, operation)
            return replace(done, operation=name, before=before, order=write.order(order_id) if order_id else None)

        call = Call(f"staff.{name}", shopper_id, key, order_id or "", by)
        return self._write(call, Done, work, preview=preview)


def _done(write: Write, order: Order | None, operation: Operation) -> Done:
    free = _WITHOUT_ORDER.get(type(operation))
    if free:
        return free(write, order, operation)
    if order is None:
        raise NotFound
    return _DO[type(operation)](write, order, operation)
