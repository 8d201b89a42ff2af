"""What the shop's people do from their desk: each operation, its rule, and that it is done once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from shop.models import Flag, Order, OrderState, Return, ReturnState
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
    Piece,
    ReceiveReturn,
    Refund,
    RefundDifference,
    RegisterReturn,
    Resend,
    ReturnPostage,
    SetFlag,
    Way,
)
from shop.protocol import NotFound, Refusal
from shop.staff_protocol import Done, Operator, StaffShop
from tests.shop.conftest import NOW
from tests.shop.contract_orders import HOME
from tests.shop.finding import CHANGING, MERGING, OVER, PROTECTED, SHORT, order_in, order_of, refused, same_twice, stock

QING, ZHOU = Operator("小青", "agent"), Operator("周主管", "supervisor")
NUTS, HOODIE = "f406-01", "c101-02"


def do(shop: StaffShop, order: Order, asked: Operation, *, by: Operator = QING, key: str = "k1") -> Done:
    return shop.perform(by, order.shopper_id, order.id, asked, key=key)


def exchange(shop: StaffShop) -> tuple[Order, Return]:
    """A hoodie that shall become a size larger; the return is approved at once."""
    order = order_in(shop, "s1004", OrderState.SIGNED)
    asked = do(shop, order, RegisterReturn(HOODIE, "换货", "尺码不合适", "c101-03"), key="k0").returned
    assert asked
    return order, asked


class StaffContract:
    def test_a_shop_with_a_system_of_its_own_does_everything(self, shop: StaffShop) -> None:
        assert shop.operations() == frozenset(OPERATIONS)

    def test_a_foreign_order_is_not_found(self, shop: StaffShop) -> None:
        theirs = shop.orders("s1006")[0]
        for asked in (AddNote("轻放"), Refund("不想要了"), SetFlag(Flag.RED)):
            with pytest.raises(NotFound):
                shop.perform(QING, "s1001", theirs.id, asked, key="k1")

    def test_a_preview_tells_what_would_come_and_writes_nothing(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        told = shop.perform(QING, CHANGING, order.id, ChangeAddress(HOME), key="k1", preview=True)
        assert told.order and told.order.receiver == "李**" and told.before == order
        assert shop.order(CHANGING, order.id) == order
        assert do(shop, order, ChangeAddress(HOME)).order == shop.order(CHANGING, order.id)

    def test_a_preview_is_refused_as_the_deed_would_be(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.LOCKED)
        with refused(Refusal.LOCKED):
            shop.perform(QING, CHANGING, order.id, ChangeAddress(HOME), key="k1", preview=True)

    # Before it is sent

    def test_an_address_is_changed_under_the_name_of_who_did_it(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        done = do(shop, order, ChangeAddress(HOME))
        assert done.order and done.order.address_masked == "浙江省杭州市西湖区****"
        assert done.order.notes[-1].by == "小青" and done.order.flag is Flag.YELLOW

    def test_an_item_is_changed_and_the_stock_moves(self, shop: StaffShop) -> None:
        order, before = order_in(shop, CHANGING, OrderState.PAID), stock(shop, "c106-03")
        done = do(shop, order, ChangeItem("c106-02", "c106-03", 1))
        assert done.order and done.order.lines[0].sku_id == "c106-03"
        assert stock(shop, "c106-03") == before - 1

    def test_postage_of_an_unpaid_order_is_what_one_asks_for(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1001", OrderState.UNPAID)
        dearer = do(shop, order, ChangePostage(Decimal(12))).order
        assert dearer and (dearer.postage, dearer.paid) == (Decimal(12), Decimal(0))
        done = do(shop, order, ChangePostage(Decimal(0)), key="k2")
        assert done.order and (done.order.postage, done.amount, done.left) == (Decimal(0), Decimal(0), Decimal(18))

    def test_postage_of_a_paid_order_only_falls_and_comes_back(self, shop: StaffShop) -> None:
        order = order_in(shop, MERGING, OrderState.PAID)
        done = do(shop, order, ChangePostage(Decimal(3)))
        assert done.order and (done.amount, done.order.postage, done.order.paid) == (
            Decimal(5),
            Decimal(3),
            Decimal(38),
        )
        with refused(Refusal.PRICE_DIFFERS):
            do(shop, order, ChangePostage(Decimal(9)), key="k2")
        with refused(Refusal.NOTHING_DUE):
            do(shop, order, ChangePostage(Decimal(3)), key="k3")

    def test_on_tmall_prices_stay_as_they_are(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1001", OrderState.UNPAID)
        with refused(Refusal.PRICE_FIXED):
            do(shop, order, ChangePrice("c106-02", Decimal(100)), by=ZHOU)

    def test_a_paid_order_is_cancelled_into_a_refund(self, shop: StaffShop) -> None:
        order = order_in(shop, MERGING, OrderState.PAID)
        done = do(shop, order, CancelOrder("拍错了"))
        assert done.order and (done.order.state, done.amount) == (OrderState.REFUNDING, order.paid)

    def test_nothing_of_an_order_changes_once_the_warehouse_has_it(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.LOCKED)
        asked = (
            ChangeAddress(HOME),
            ChangeItem("c108-02", "c108-03", 1),
            ChangePostage(Decimal(1)),
            CancelOrder("不要"),
        )
        for each in (*asked, Refund("不要了")):
            with refused(Refusal.LOCKED):
                do(shop, order, each)

    # Flag and note

    def test_a_flag_is_set_and_taken_away(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.LOCKED)
        done = do(shop, order, SetFlag(Flag.RED))
        assert done.order and done.order.flag is Flag.RED and done.order.notes == order.notes
        gone = do(shop, order, SetFlag(None), key="k2")
        assert gone.order and gone.order.flag is None

    def test_a_note_bears_the_name_of_who_wrote_it(self, shop: StaffShop) -> None:
        done = do(shop, order_in(shop, "s1001", OrderState.SHIPPED), AddNote("放快递柜", Flag.BLUE))
        assert done.order and (done.order.notes[-1].by, done.order.notes[-1].text) == ("小青", "放快递柜")

    # Refunds

    def test_an_order_that_was_not_sent_is_refunded_and_its_goods_are_free(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        before = stock(shop, "s203-03")
        done = do(shop, order, Refund("不想要了"))
        assert done.order and (done.order.state, done.amount, done.left) == (
            OrderState.REFUNDED,
            Decimal(208),
            Decimal(292),
        )
        assert stock(shop, "s203-03") == before + 1
        (paid,) = shop.returns(CHANGING)
        assert (paid.kind, paid.state, paid.amount, paid.refunded_at) == (
            "仅退款",
            ReturnState.REFUNDED,
            Decimal(208),
            NOW,
        )

    def test_a_cancelled_order_is_refunded_without_counting_its_goods_twice(self, shop: StaffShop) -> None:
        order, before = order_of(shop, MERGING, "s211-01"), stock(shop, "s211-01")
        do(shop, order, CancelOrder("拍错了"))
        done = do(shop, order, Refund("取消订单"), key="k2")
        assert done.order and (done.order.state, done.amount) == (OrderState.REFUNDED, Decimal(43))
        assert stock(shop, "s211-01") == before + 1
        assert [each.state for each in shop.returns(MERGING)] == [ReturnState.REFUNDED]

    def test_a_refund_is_paid_once(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        same_twice(lambda: do(shop, order, Refund("不想要了")))
        with refused(Refusal.WRONG_STATE):
            do(shop, order, Refund("不想要了"), key="k2")

    def test_a_line_gets_its_share_and_the_order_goes_on(self, shop: StaffShop) -> None:
        """219 and 139 cost 318 together: 318 x 139 / 358 for the hoodie."""
        order = order_in(shop, "s1001", OrderState.SHIPPED)
        done = do(shop, order, Refund("缺货", HOODIE))
        assert done.order and (done.amount, done.order.state) == (Decimal("123.46"), OrderState.SHIPPED)
        rest = do(shop, order, Refund("丢件"), key="k2")
        assert rest.order and (rest.amount, rest.order.state) == (Decimal("194.54"), OrderState.REFUNDED)

    def test_the_last_line_closes_the_order(self, shop: StaffShop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        do(shop, order, Refund("缺货", "c106-02"))
        done = do(shop, order, Refund("缺货", "s203-03"), key="k2")
        assert done.order and done.order.state is OrderState.REFUNDED
        assert sum(each.amount for each in shop.returns(CHANGING)) == 208

    def test_single_pieces_are_refunded_until_none_is_left(self, shop: StaffShop) -> None:
        order = order_of(shop, SHORT, NUTS)
        first = do(shop, order, Refund("少发", NUTS, 1))
        assert first.order and (first.amount, first.order.state) == (Decimal(25), OrderState.SIGNED)
        with refused(Refusal.TOO_MUCH):
            do(shop, order, Refund("少发", NUTS, 3), key="k2")
        last = do(shop, order, Refund("少发", NUTS, 2), key="k3")
        assert last.order and (last.amount, last.order.state) == (Decimal(50), OrderState.REFUNDED)

    def test_goods_that_shall_come_back_are_paid_for_when_they_are_back(self, shop: StaffShop) -> None:
        (asked,) = (each for each in shop.returns("s1006") if each.state is ReturnState.SENT_BACK)
        order = shop.order("s1006", asked.order_id)
        for each in (Refund("退货", asked.sku_id), Refund("退货")):
            with refused(Refusal.WRONG_STATE):
                do(shop, order, each)
        do(shop, order, ReceiveReturn(asked.id))
        done = do(shop, order, Refund("退货", asked.sku_id), key="k2")
        assert done.returned and (done.returned.id, done.returned.state) == (asked.id, ReturnState.REFUNDED)
        assert done.order and done.order.state is OrderState.REFUNDED

    def test_a_role_refunds_up_to_its_limit(self, shop: StaffShop) -> None:
        order = order_of(shop, "s1009", "a610-01")
        with refused(Refusal.OVER_LIMIT):
            do(shop, order, Refund("质量问题"))
        done = do(shop, order, Refund("质量问题"), by=ZHOU)
        assert (done.amount, done.left) == (Decimal(1269), Decimal(5000 - 1269))

    def test_an_unknown_role_gives_nothing(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        with refused(Refusal.OVER_LIMIT):
            do(shop, order, PayOut(Decimal(1), "补偿"), by=Operator("林训练师", "trainer"))

    # Small payments and the like

    def test_a_small_payment_is_made_beside_the_order(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        done = do(shop, order, PayOut(Decimal("8.50"), "线头"))
        assert done.order and (done.amount, done.left, done.order.paid) == (
            Decimal("8.50"),
            Decimal("11.50"),
            order.paid,
        )
        assert "小额打款 8.50 元" in done.order.notes[-1].text and done.order.flag is Flag.PURPLE

    def test_small_payments_add_up_whoever_makes_them(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        do(shop, order, PayOut(Decimal(15), "线头"))
        with refused(Refusal.OVER_LIMIT):
            do(shop, order, PayOut(Decimal(6), "线头"), by=replace(QING, name="小禾"), key="k2")
        assert do(shop, order, PayOut(Decimal(6), "线头"), by=ZHOU, key="k3").left == 200 - 21

    def test_a_fourth_small_payment_and_more_than_was_paid_are_refused(self, shop: StaffShop) -> None:
        order = order_of(shop, SHORT, "c104-02")
        with refused(Refusal.TOO_MUCH):
            do(shop, order, PayOut(Decimal(80), "补偿"), by=ZHOU)
        for number in range(3):
            do(shop, order, PayOut(Decimal(1), "补偿"), key=f"p{number}")
        with refused(Refusal.ALREADY_OPEN):
            do(shop, order, PayOut(Decimal(1), "补偿"), key="p3")

    def test_a_payment_that_is_clicked_twice_is_made_once(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        same_twice(lambda: do(shop, order, PayOut(Decimal(10), "线头")))
        assert do(shop, order, PayOut(Decimal(1), "线头"), key="k2").left == 9

    def test_nothing_is_paid_out_for_what_was_never_paid(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1001", OrderState.UNPAID)
        for asked in (PayOut(Decimal(1), "补偿"), ReturnPostage(Way.OUT), RefundDifference(), Refund("不要了")):
            with refused(Refusal.WRONG_STATE):
                do(shop, order, asked)

    def test_postage_comes_back_once(self, shop: StaffShop) -> None:
        order = order_in(shop, MERGING, OrderState.PAID)
        done = do(shop, order, ReturnPostage(Way.OUT))
        assert done.order and (done.amount, done.order.postage, done.order.paid) == (
            Decimal(8),
            Decimal(0),
            Decimal(35),
        )
        with refused(Refusal.NOTHING_DUE):
            do(shop, order, ReturnPostage(Way.OUT), key="k2")

    def test_the_way_back_is_paid_for_goods_that_have_arrived(self, shop: StaffShop) -> None:
        done = do(shop, order_in(shop, "s1004", OrderState.SIGNED), ReturnPostage(Way.BACK, Decimal(12)))
        assert done.order and (done.amount, done.order.paid, done.left) == (Decimal(12), Decimal(159), Decimal(18))
        with refused(Refusal.WRONG_STATE):
            do(shop, order_in(shop, MERGING, OrderState.PAID), ReturnPostage(Way.BACK, Decimal(12)))

    def test_a_difference_comes_back_with_its_basis(self, shop: StaffShop) -> None:
        order = order_in(shop, PROTECTED, OrderState.SIGNED)
        done = do(shop, order, RefundDifference())
        (fall,) = done.basis
        assert (done.amount, fall.paid, fall.lowest, fall.quantity) == (Decimal(20), Decimal(159), Decimal(139), 1)
        with refused(Refusal.ALREADY_OPEN):
            do(shop, order, RefundDifference(), key="k2")

    def test_a_coupon_lies_in_the_wallet(self, shop: StaffShop) -> None:
        done = shop.perform(QING, "s1005", None, GrantCoupon(Decimal(10), Decimal(59), "久等了"), key="k1")
        assert done.coupon and done.coupon in shop.coupons("s1005") and done.order is None
        assert (done.coupon.amount, done.coupon.from_amount) == (Decimal(10), Decimal(59))
        assert done.coupon.valid_until == NOW + timedelta(days=30)

    def test_coupons_and_points_count_for_the_shopper(self, shop: StaffShop) -> None:
        first, second = shop.orders(CHANGING)
        do(shop, first, GrantCoupon(Decimal(15), Decimal(0), "久等了"))
        with refused(Refusal.OVER_LIMIT):
            do(shop, second, GrantCoupon(Decimal(10), Decimal(0), "久等了"))
        done = do(shop, second, GrantPoints(200, "久等了"))
        assert (
            done.order and (done.points, done.left) == (200, Decimal(300)) and "200 积分" in done.order.notes[-1].text
        )

    # Returns

    def test_a_return_is_registered_by_the_shops_rules(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = do(shop, order, RegisterReturn(HOODIE, "退货退款", "质量问题")).returned
        assert asked and asked.state is ReturnState.APPLIED and asked in shop.returns("s1004")
        late = order_in(shop, OVER, OrderState.SIGNED)
        with refused(Refusal.TOO_LATE):
            do(shop, late, RegisterReturn("s203-03", "退货退款", "不喜欢"))

    def test_a_return_goes_its_way_step_by_step(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = do(shop, order, RegisterReturn(HOODIE, "退货退款", "质量问题")).returned
        assert asked
        with refused(Refusal.WRONG_STATE):
            do(shop, order, ReceiveReturn(asked.id))
        steps: list[Operation] = [DecideReturn(asked.id, True), NoteReturnParcel(asked.id, "顺丰速运", "SF1")]
        steps += [NoteReturnParcel(asked.id, "顺丰速运", "SF12"), ReceiveReturn(asked.id)]
        states = [do(shop, order, step, key=f"s{number}").returned for number, step in enumerate(steps)]
        assert [each.state.value for each in states if each] == ["approved", "sent_back", "sent_back", "received"]
        assert states[-1] and (states[-1].tracking_no, states[-1].received_at) == ("SF12", NOW)

    def test_a_rejected_return_leaves_the_order_as_it_was(self, shop: StaffShop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = do(shop, order, RegisterReturn(HOODIE, "退货退款", "质量问题")).returned
        assert asked
        done = do(shop, order, DecideReturn(asked.id, False, "照片里没有看到问题"))
        assert done.returned and done.returned.state is ReturnState.REJECTED
        assert done.order and done.order.state is OrderState.SIGNED and "照片里没有" in done.order.notes[-1].text
        with refused(Refusal.WRONG_STATE):
            do(shop, order, DecideReturn(asked.id, True), key="k2")

    def test_a_return_of_another_order_is_not_found(self, shop: StaffShop) -> None:
        (asked, *_) = shop.returns("s1006")
        other = order_in(shop, "s1006", OrderState.PAID)
        with pytest.raises(NotFound):
            do(shop, other, ReceiveReturn(asked.id))

    # Exchange and re-sending

    def test_an_exchange_leaves_by_an_order_that_costs_nothing(self, shop: StaffShop) -> None:
        order, asked = exchange(shop)
        kept = stock(shop, "c101-03")
        do(shop, order, NoteReturnParcel(asked.id, "顺丰速运", "SF1"))
        done = do(shop, order, MakeExchange(asked.id))
        made = done.replacement
        assert made and (made.state, made.paid, made.lines[0].sku_id) == (OrderState.PAID, Decimal(0), "c101-03")
        assert (made.receiver, made.address_masked) == (order.receiver, order.address_masked)
        assert made == shop.order("s1004", made.id) and order.id in made.notes[0].text
        assert stock(shop, "c101-03") == kept
        assert done.returned and done.returned.exchange_order_id == made.id

    def test_an_exchange_is_made_once_and_cannot_be_withdrawn_then(self, shop: StaffShop) -> None:
        order, asked = exchange(shop)
        same_twice(lambda: do(shop, order, MakeExchange(asked.id), by=ZHOU))
        with refused(Refusal.ALREADY_OPEN):
            do(shop, order, MakeExchange(asked.id), by=ZHOU, key="k2")
        with refused(Refusal.WRONG_STATE):
            shop.withdraw_return("s1004", asked.id, key="m1")

    def test_who_may_send_before_the_goods_are_under_way_is_a_matter_of_role(self, shop: StaffShop) -> None:
        order, asked = exchange(shop)
        with refused(Refusal.WRONG_STATE):
            do(shop, order, MakeExchange(asked.id))
        assert do(shop, order, MakeExchange(asked.id), by=ZHOU, key="k2").replacement

    def test_an_ordinary_return_makes_no_exchange(self, shop: StaffShop) -> None:
        (asked,) = (each for each in shop.returns("s1006") if each.state is ReturnState.SENT_BACK)
        with refused(Refusal.WRONG_STATE):
            do(shop, shop.order("s1006", asked.order_id), MakeExchange(asked.id), by=ZHOU)

    def test_missing_pieces_are_sent_again_sooner_than_promised(self, shop: StaffShop) -> None:
        order, before = order_of(shop, SHORT, NUTS), stock(shop, NUTS)
        done = do(shop, order, Resend((Piece(NUTS, 1),), "少件"))
        made = done.replacement
        assert made and (made.lines[0].quantity, made.paid, made.ship_by) == (1, Decimal(0), NOW + timedelta(hours=24))
        assert "加急发顺丰速运" in made.notes[-1].text and stock(shop, NUTS) == before - 1
        assert done.left == 200 - 25

    def test_no_more_is_sent_again_than_was_bought(self, shop: StaffShop) -> None:
        order = order_of(shop, SHORT, NUTS)
        do(shop, order, Resend((Piece(NUTS, 2),), "少件"))
        with refused(Refusal.TOO_MUCH):
            do(shop, order, Resend((Piece(NUTS, 2),), "少件"), key="k2")

    def test_what_has_not_been_sent_is_not_sent_again(self, shop: StaffShop) -> None:
        with refused(Refusal.WRONG_STATE):
            do(shop, order_in(shop, CHANGING, OrderState.PAID), Resend((Piece("c106-02", 1),), "丢件"))

    def test_what_may_be_sent_again_is_a_matter_of_role(self, shop: StaffShop) -> None:
        order, asked = order_of(shop, "s1009", "a612-01"), Resend((Piece("a612-01", 1),), "破损")
        with refused(Refusal.OVER_LIMIT):
            do(shop, order, asked)
        assert do(shop, order, asked, by=ZHOU).replacement
