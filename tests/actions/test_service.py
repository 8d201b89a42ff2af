from __future__ import annotations

from datetime import timedelta

from actions.services.service import hours, not_understood, praised, request_human, shown
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask


def test_who_asks_for_a_person_gets_one(ask: Ask) -> None:
    assert request_human(ask("转人工")).custom["handover"]["reason"] == "requested"


def test_the_second_misunderstanding_in_a_row_offers_a_person(ask: Ask) -> None:
    first, second = (not_understood(ask("哔哩吧啦"), again=again) for again in (False, True))
    assert not first.buttons and second.buttons[0].intent == "request_human"
    assert first.custom == second.custom == {"failure": "fallback"}


def test_the_hours_say_whether_somebody_is_there_now(shop: SqlShop, ask: Ask) -> None:
    assert "现在就有人" in hours(shop, ask("几点上班")).text
    night = hours(shop, ask("几点上班", now=NOW + timedelta(hours=10)))
    assert "不在上班时间" in night.text and "09:00–23:00" in night.text


def test_a_picture_alone_is_asked_about_with_buttons(ask: Ask) -> None:
    assert "图片收到啦" in shown(ask(pictures=["/p/1"])).text
    assert "2 张图片收到啦" in shown(ask("看图", pictures=["/p/1", "/p/2"])).text
    assert [each.title for each in shown(ask(pictures=["/p/1"])).buttons][:2] == ["质量问题", "发错货了"]


def test_a_picture_that_did_not_arrive_is_asked_for_again(ask: Ask) -> None:
    assert "还没收到" in shown(ask("图发你了")).text


def test_praise_is_thanked_for_without_paying_for_a_review(shop: SqlShop, ask: Ask) -> None:
    assert "评价" in praised(shop, ask("你们家真不错")).text
    assert "返现" not in praised(shop, ask("你们家真不错")).text
