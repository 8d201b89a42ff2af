from __future__ import annotations

from datetime import datetime

from actions.services.repairs import FORM, request
from actions.services.warranty import repair_until
from shop.models import TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk


def begun(shop: SqlShop, ask: Ask, product_id: str, text: str, shopper_id: str = "s1006") -> FormTalk:
    order = next(each for each in shop.orders(shopper_id) if each.lines[0].product_id == product_id)
    return talk(FORM, shop, ask, shopper_id, request(shop, ask(text, shopper_id, entities={"order_id": [order.id]})))


def test_under_warranty_it_is_mended_for_nothing_at_home(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "a601", "帮我修一下")
    form.says("不加热了")
    assert "免费" in form.says("没视频").text
    assert "保修期内免费" in form.says("上门").text
    done = form.says("确认报修")
    assert "上门时间" in done.text and shop.tickets("s1006")[0].kind is TicketKind.REPAIR


def test_the_way_can_be_corrected(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "a601", "帮我修一下")
    form.says("不加热了", "没视频", "上门")
    assert "寄修" in form.says("还是寄修吧").text


def test_clothes_are_not_mended_but_a_fault_is_a_matter_of_quality(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1006") if each.lines[0].product_id == "c102")
    reply = request(shop, ask("扣子掉了能修吗", "s1006", entities={"order_id": [order.id]}))
    assert reply.draft is None and [button.intent for button in reply.buttons] == ["report_quality_issue"]


def test_a_spare_part_is_told_with_its_price(shop: SqlShop, ask: Ask) -> None:
    assert "179 元" in request(shop, ask("净化器滤芯怎么买", None, page_product_id="a603")).text


def test_the_warranty_ends_with_the_day_a_year_later(shop: SqlShop) -> None:
    order = next(each for each in shop.orders("s1006") if each.lines[0].product_id == "a601")
    until = repair_until(order, "小家电", shop.policy())
    assert until and order.signed_at
    assert until.date() == datetime(order.signed_at.year + 1, order.signed_at.month, order.signed_at.day).date()


def test_other_goods_have_no_warranty(shop: SqlShop) -> None:
    assert repair_until(shop.orders("s1010")[0], "服饰", shop.policy()) is None
