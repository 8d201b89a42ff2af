from __future__ import annotations

from datetime import timedelta

from actions.services.service import hours, not_understood, praised, request_human
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


def test_praise_is_thanked_for_without_paying_for_a_review(shop: SqlShop, ask: Ask) -> None:
    assert "评价" in praised(shop, ask("你们家真不错")).text
    assert "返现" not in praised(shop, ask("你们家真不错")).text
