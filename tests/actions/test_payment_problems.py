from __future__ import annotations

from actions.services.payment_problems import report
from shop.models import OrderState, TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask
from tests.actions.test_address_change import of


def test_a_paid_order_is_told_from_the_record(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    told = report(shop, ask("明明付了 为什么显示未付款", "s1002").about_order(order.id))
    assert "付款成功" in told.text and "不用再付" in told.text and not told.custom


def test_money_taken_for_an_unpaid_order_is_looked_into_by_a_time(shop: SqlShop, ask: Ask) -> None:
    told = report(shop, ask("钱扣了订单还显示待付款", "s1001"))
    assert "先别重复付" in told.text and "今天晚上 7:00前" in told.text
    assert told.custom["promise"]["kind"] == "payment" and shop.tickets("s1001")[0].kind is TicketKind.PAYMENT


def test_the_same_goods_paid_twice_can_be_cancelled_once(shop: SqlShop, ask: Ask) -> None:
    one, other = shop.orders("s1007")
    line = other.lines[0]
    shop.change_item("s1007", other.id, line.sku_id, to_sku_id=one.lines[0].sku_id, quantity=1, key="k")
    told = report(shop, ask("我好像付了两次钱", "s1007"))
    assert "拍了两单一样的" in told.text and told.buttons[0].entities == {"order_id": one.id}


def test_one_order_taken_twice_is_a_ticket(shop: SqlShop, ask: Ask) -> None:
    told = report(shop, ask("扣了我两遍钱", "s1002"))
    assert "只有一单" in told.text and shop.tickets("s1002")[0].wish == "退回多扣的款"


def test_a_failing_payment_gets_advice_that_fits(shop: SqlShop, ask: Ask) -> None:
    assert "发卡行" in report(shop, ask("国外的visa卡付不了", "s1001")).text
    assert "限额" in report(shop, ask("提示超出限额", "s1001")).text
    assert "换个网络" in report(shop, ask("付款页面一直转圈", "s1001")).text


def test_a_visitor_gets_advice_without_a_ticket(shop: SqlShop, ask: Ask) -> None:
    told = report(shop, ask("付不了款", None))
    assert "换" in told.text and not told.custom and told.needs is None


def test_many_within_the_hour_are_an_alert(shop: SqlShop, ask: Ask) -> None:
    told = [report(shop, ask("付不了款", f"s100{number}", message_id=f"m{number}")) for number in range(1, 6)]
    assert "alert" not in told[3].custom
    assert told[4].custom["alert"] == {"kind": "payment_outage", "count": 5}
    assert shop.tickets_since(TicketKind.PAYMENT, NOW) == 5


def test_who_has_tried_in_vain_gets_no_second_advice_but_an_hour(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("微信也试了 都付不了", "s1001"))
    assert "请同事查原因" in reply.text and "换个网络" not in reply.text
    assert shop.tickets("s1001")[0].kind is TicketKind.PAYMENT
