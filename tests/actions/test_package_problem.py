from __future__ import annotations

from decimal import Decimal

from actions.services.package_problem import FORM, report
from shop.models import OrderState, ReturnState, TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk


def begun(shop: SqlShop, ask: Ask, shopper_id: str, text: str, **more: object) -> FormTalk:
    return talk(FORM, shop, ask, shopper_id, report(shop, ask(text, shopper_id, **more)))


def test_a_wrong_colour_in_the_packing_record_is_admitted_without_proof(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("颜色发错了", "s1004"))
    assert "错装成了燕麦白" in reply.text or "错装成了" in reply.text
    assert "照片" not in reply.text and {button.title for button in reply.buttons} >= {"换成对的", "退货退款"}


def test_the_right_one_is_sent_and_the_wrong_one_comes_back_at_our_cost(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1004", "颜色发错了")
    assert "来回运费我们出" in form.says("换成对的").text
    done = form.says("确认提交")
    assert done.custom["promise"]["kind"] == "package_problem" and "抱歉" in done.text
    exchanged = shop.returns("s1004")[0]
    assert (exchanged.kind, exchanged.exchange_sku_id) == ("换货", "c101-02")
    ticket = shop.tickets("s1004")[0]
    assert (ticket.kind, ticket.level) == (TicketKind.WRONG_ITEM, 2)


def test_who_keeps_it_gets_a_share_of_the_price_by_policy(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1004", "颜色发错了")
    line = shop.orders("s1004")[0].lines[0]
    share = min(line.price / 10, Decimal(20))
    assert f"{share.normalize():f}"[:3] in form.says("留下吧").text
    form.says("确认")
    assert shop.tickets("s1004")[0].wish == "留下补偿" and not shop.returns("s1004")


def test_a_missing_piece_of_three_is_counted_from_the_record(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("锅巴少了一包", "s1011"))
    assert "买了 3 件" in reply.text and "只装了 2 件" in reply.text


def test_the_money_for_the_missing_piece_alone_comes_back(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1011", "锅巴少了一包")
    order = next(each for each in shop.orders("s1011") if each.lines[0].product_id == "f406")
    said = form.says("退我一包的钱").text
    one = (order.paid - order.postage) / 3
    assert f"{one:.0f}"[:2] in said
    form.says("确认")
    assert not shop.returns("s1011") and shop.tickets("s1011")[0].kind is TicketKind.MISSING_ITEM


def test_what_the_record_does_not_show_needs_a_photo(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣收到是破的")
    assert form.draft.asking == "evidence"
    assert "怎么处理" in form.says("", pictures=["/p/bag.jpg"]).text
    assert "补发 1 件" in form.says("补发").text


def test_broken_goods_paid_back_open_a_return_with_the_photo(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣收到是破的")
    form.says("", pictures=["/p/bag.jpg"])
    form.says("退款", "确认提交")
    opened = shop.returns("s1010")[0]
    assert (opened.kind, opened.state, opened.evidence) == ("仅退款", ReturnState.APPLIED, ("/p/bag.jpg",))


def test_the_kind_can_be_corrected(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣收到是破的")
    form.says("没有照片")
    assert form.draft.values["kind"] == "damaged"
    form.says("不对，是发错了")
    assert form.draft.values["kind"] == "wrong"


def test_a_piece_in_another_parcel_is_not_missing(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1013") if each.state is OrderState.PARTLY_SHIPPED)
    reply = report(shop, ask("热水器没发，少发了", "s1013", entities={"order_id": [order.id]}))
    assert "没有漏发" in reply.text and reply.offer and reply.offer.intent == "urge_shipping"


def test_harm_goes_to_a_person_at_once_and_is_recorded(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("锅巴里有玻璃渣，孩子嘴划伤了", "s1011"))
    assert reply.custom["handover"]["reason"] == "risk" and reply.custom["handover"]["level"] == 1
    assert "停止使用" in reply.text and shop.tickets("s1011")[0].level == 1


def test_before_it_is_sent_there_is_nothing_to_report(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("少发了", "s1002", entities={"order_id": [shop.orders("s1002")[0].id]}))
    assert reply.draft is None and "还没发出" in reply.text


def test_a_second_report_of_the_same_kind_keeps_the_first_deadline(shop: SqlShop, ask: Ask) -> None:
    for _ in range(2):
        begun(shop, ask, "s1011", "锅巴少了一包").says("补发", "确认")
    assert len(shop.tickets("s1011")) == 1


def test_the_order_whose_record_shows_it_is_meant(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("零食少给我一袋", "s1011"))
    assert "只装了 2 件" in reply.text and not reply.needs


def test_who_is_too_lazy_to_send_it_back_keeps_it(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1004", "颜色发错了")
    assert "东西您留下" in form.says("懒得退 你补点钱算了").text


def test_a_return_becomes_an_exchange_at_the_confirmation(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1004", "颜色发错了")
    form.says("我要退货")
    assert "换成您买的规格" in form.says("不了 还是换吧", intent="request_exchange").text
