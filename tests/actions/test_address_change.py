from __future__ import annotations

import pytest

from actions.services.address_change import FORM, change
from actions.services.reply import Reply
from shop.models import Flag, Order, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.walk import walk


def of(shop: SqlShop, shopper: str, state: OrderState) -> Order:
    return next(order for order in shop.orders(shopper) if order.state is state)


def talk(shop: SqlShop, ask: Ask, order: Order, text: str, *answers: str) -> Reply:
    question = ask(text, order.shopper_id, intent="change_address").about_order(order.id)
    return walk(FORM, change(shop, question), shop, question, *answers)


def test_a_whole_address_is_shown_masked_and_changed_once_confirmed(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    text = "地址改成 李梅 13900001234 浙江杭州西湖区文三路100号"
    asked = talk(shop, ask, order, text)
    assert "李**" in asked.text and "139****1234" in asked.text and "文三路****" in asked.text
    assert shop.order("s1008", order.id).receiver == order.receiver
    done = talk(shop, ask, order, text, "确认修改")
    changed = shop.order("s1008", order.id)
    assert changed.region == "浙江" and changed.receiver == "李**" and changed.flag is Flag.YELLOW
    assert "13900001234" not in done.text and "100号" not in done.text


def test_only_the_phone_changes_and_the_rest_stays(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    talk(shop, ask, order, "收货电话填错了", "13900001234", "对的")
    changed = shop.order("s1008", order.id)
    assert changed.phone_masked == "139****1234"
    assert (changed.receiver, changed.address_masked) == (order.receiver, order.address_masked)


def test_a_door_goes_to_the_warehouse_as_a_yellow_note(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    talk(shop, ask, order, "楼号写错了 是6栋不是9栋", "好的")
    note = shop.order("s1008", order.id).notes[-1]
    assert "6栋" in note.text and note.flag is Flag.YELLOW


def test_a_street_without_a_city_lies_where_the_order_goes(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    asked = talk(shop, ask, order, "改地址", "解放大道200号")
    assert "武汉市江汉区解放大道****" in asked.text


def test_a_place_without_a_street_is_asked_for_it(shop: SqlShop, ask: Ask) -> None:
    assert "街道和门牌号" in talk(shop, ask, of(shop, "s1008", OrderState.PAID), "改到苏州").text


def test_a_region_not_delivered_to_is_told_and_another_asked_for(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    asked = talk(shop, ask, order, "地址改成香港九龙弥敦道100号")
    assert "香港目前还送不到" in asked.text and asked.draft
    assert "跟您核对" in talk(shop, ask, order, "地址改成香港九龙弥敦道100号", "那寄深圳市南山区科苑路8号").text


def test_a_remote_region_costs_more_and_a_person_settles_it(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    text = "地址换成新疆乌鲁木齐市天山区解放南路22号"
    assert "运费要多 15 元" in talk(shop, ask, order, text).text
    assert talk(shop, ask, order, text, "确认修改").custom["handover"]["reason"] == "postage_due"


def test_an_unpaid_order_is_asked_the_postage_of_the_new_region(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1001", OrderState.UNPAID)
    done = talk(shop, ask, order, "地址换成新疆乌鲁木齐市天山区解放南路22号", "确认修改")
    assert shop.order("s1001", order.id).postage == 15 and not done.custom


def test_a_phone_of_ten_digits_is_asked_for_again(shop: SqlShop, ask: Ask) -> None:
    assert "11 位" in talk(shop, ask, of(shop, "s1008", OrderState.PAID), "电话错了", "1390000123").text


def test_the_phone_may_join_in_at_the_end(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1008", OrderState.PAID)
    assert "手机号" in talk(shop, ask, order, "收件人改成李梅", "电话也改一下").text


@pytest.mark.parametrize(
    ("shopper", "state", "word"), [("s1008", OrderState.LOCKED, "配货"), ("s1001", OrderState.SHIPPED, "改派")]
)
def test_too_late_proposes_a_person_and_hands_over_on_a_yes(
    shop: SqlShop, ask: Ask, shopper: str, state: OrderState, word: str
) -> None:
    order = of(shop, shopper, state)
    told = change(shop, ask("改地址", shopper).about_order(order.id))
    assert word in told.text and told.offer and not told.draft
    yes = change(shop, ask("", shopper, entities={name: [value] for name, value in told.offer.entities.items()}))
    assert yes.custom["handover"]["reason"] == "intercept" and order.id in yes.custom["handover"]["note"]
