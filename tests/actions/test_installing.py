from __future__ import annotations

from datetime import date

import pytest

from actions.services.installing import FORM, book, said_day
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk

WEDNESDAY = date(2026, 11, 11)


def begun(shop: SqlShop, ask: Ask, text: str) -> FormTalk:
    order = next(each for each in shop.orders("s1009") if each.lines[0].product_id == "a610")
    return talk(FORM, shop, ask, "s1009", book(shop, ask(text, "s1009", entities={"order_id": [order.id]})))


def test_a_day_and_a_part_of_it_are_booked_after_a_yes(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "热水器约安装，后天下午")
    assert "确认预约吗" in book(shop, ask("热水器约安装，后天下午", "s1009")).text
    assert "约好了" in form.says("确认预约").text
    booked = next(each for each in shop.installations("s1009") if "热水器" in each.product_title)
    assert booked.booked_for and booked.booked_for.date() == date(2026, 11, 13) and booked.window == "下午"


def test_a_part_of_the_day_that_is_full_is_told_with_the_way_left(shop: SqlShop, ask: Ask) -> None:
    full = begun(shop, ask, "热水器约安装，后天上午").says("确认预约")
    assert "约满了" in full.text and [button.title for button in full.buttons] == ["下午", "晚上", "换个时间"]


def test_the_day_can_be_corrected(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "热水器约安装，后天上午")
    assert "周六" in form.says("不对，周六").text


def test_a_day_on_which_nobody_can_come_is_told(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "热水器约安装")
    reply = form.says("12月20号")
    assert "排不出来" in reply.text and reply.buttons


def test_what_is_booked_is_told_with_the_fitter(shop: SqlShop, ask: Ask) -> None:
    text = book(shop, ask("净水器安装约的什么时候", "s1009")).text
    assert "11月13日" in text and "李师傅" in text


def test_a_booking_is_moved(shop: SqlShop, ask: Ask) -> None:
    first = book(shop, ask("净水器安装改到周六下午", "s1009"))
    talk(FORM, shop, ask, "s1009", first).says("确认预约")
    moved = next(each for each in shop.installations("s1009") if "净水器" in each.product_title)
    assert moved.booked_for and moved.booked_for.date() == date(2026, 11, 14) and moved.state == "已改期"


def test_naming_another_day_moves_it(shop: SqlShop, ask: Ask) -> None:
    assert "确认预约吗" in book(shop, ask("净水器周六下午能来装吗", "s1009")).text


def test_before_the_day_a_chase_is_answered_with_the_day(shop: SqlShop, ask: Ask) -> None:
    assert "还没到时间" in book(shop, ask("净水器师傅怎么还没来", "s1009")).text


def test_who_has_bought_nothing_to_fit_is_told_so(shop: SqlShop, ask: Ask) -> None:
    assert "没有需要上门安装" in book(shop, ask("预约安装", "s1010")).text


def test_the_cost_stands_in_the_sheet(shop: SqlShop, ask: Ask) -> None:
    assert "材料费" in book(shop, ask("安装收费吗", None, page_product_id="a610")).text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天", (11, 12)),
        ("周五", (11, 13)),
        ("周一行吗", (11, 16)),
        ("下周三", (11, 18)),
        ("这周末", (11, 14)),
        ("15号", (11, 15)),
        ("12月3日", (12, 3)),
        ("11.20", (11, 20)),
    ],
)
def test_days_are_read_as_people_say_them(text: str, day: tuple[int, int]) -> None:
    found = said_day(text, WEDNESDAY)
    assert found and (found.month, found.day) == day


def test_a_booking_can_be_moved_by_a_button(shop: SqlShop, ask: Ask) -> None:
    reply = book(shop, ask("净水器什么时候来装", "s1009"))
    assert reply.buttons[0].says and "改" in reply.buttons[0].says
    assert book(shop, ask(reply.buttons[0].says, "s1009", focus_order_id=reply.order_id)).draft


def test_after_the_cost_a_fitter_is_offered_to_who_waits_for_one(shop: SqlShop, ask: Ask) -> None:
    reply = book(shop, ask("热水器安装要钱不", "s1009"))
    assert reply.offer and reply.offer.intent == "book_installation"
