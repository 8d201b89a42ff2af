from __future__ import annotations

import pytest

from actions.services.order_notes import FORM, add, kind_of
from actions.services.reply import Reply
from shop.models import Flag, Order, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.test_address_change import of
from tests.actions.walk import walk


def talk(shop: SqlShop, ask: Ask, order: Order, text: str, *answers: str) -> Reply:
    question = ask(text, order.shopper_id, intent="add_order_note").about_order(order.id)
    begun = add(shop, question)
    return walk(FORM, begun, shop, question, *answers) if begun.draft else begun


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("可以帮我包装成礼物吗", "gift"),
        ("贺卡写 祝妈妈生日快乐", "card"),
        ("里面别放小票 送人的", "secret"),
        ("先别发 等我回来再发", "wait"),
        ("只能下午五点以后送", "window"),
        ("不要放驿站 送上门", "courier"),
        ("易碎 包厚一点", "careful"),
        ("挑日期新鲜的", "check"),
        ("吊牌别剪", "remark"),
    ],
)
def test_a_wish_is_of_a_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_bare_wish_to_note_something_is_asked_what(shop: SqlShop, ask: Ask) -> None:
    assert "想备注什么" in talk(shop, ask, of(shop, "s1002", OrderState.PAID), "帮我备注一下").text


def test_a_gift_is_written_down_in_green_after_the_yes(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    before = len(order.notes)
    assert "礼品包装，不另收费" in talk(shop, ask, order, "送人的 帮我包装成礼物").text
    assert len(shop.order("s1002", order.id).notes) == before
    talk(shop, ask, order, "送人的 帮我包装成礼物", "好的")
    assert shop.order("s1002", order.id).notes[-1].flag is Flag.GREEN


def test_a_card_needs_its_words(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    assert "想写什么" in talk(shop, ask, order, "能放张贺卡吗").text
    talk(shop, ask, order, "能放张贺卡吗", "小满生日快乐 天天开心", "可以")
    assert "内容：“小满生日快乐 天天开心”" in shop.order("s1002", order.id).notes[-1].text


def test_a_wish_for_the_delivery_of_a_sent_parcel_is_passed_on_by_a_time(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1001", OrderState.SHIPPED)
    done = talk(shop, ask, order, "送货前给我打电话", "确认备注")
    assert done.custom["promise"]["kind"] == "tell_courier"
    assert "转告快递" in shop.order("s1001", order.id).notes[-1].text


def test_a_wish_for_the_warehouse_comes_too_late_for_a_sent_parcel(shop: SqlShop, ask: Ask) -> None:
    told = talk(shop, ask, of(shop, "s1001", OrderState.SHIPPED), "帮我包装成礼物")
    assert "来不及" in told.text and not told.draft


def test_with_the_warehouse_nothing_is_promised(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.LOCKED)
    assert "不保证赶得上" in talk(shop, ask, order, "包厚一点 易碎").text
    talk(shop, ask, order, "包厚一点 易碎", "好")
    assert shop.order("s1008", order.id).notes[-1].flag is Flag.BLUE


def test_what_was_noted_is_told(shop: SqlShop, ask: Ask) -> None:
    assert "门店调货" in talk(shop, ask, of(shop, "s1002", OrderState.PAID), "我的备注你们看到没").text


def test_an_order_that_has_arrived_takes_no_note(shop: SqlShop, ask: Ask) -> None:
    assert "已经签收" in talk(shop, ask, of(shop, "s1004", OrderState.SIGNED), "帮我备注一下").text
