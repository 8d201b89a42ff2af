from __future__ import annotations

import pytest

from actions.services.service import complain, level_of, not_understood, request_human
from shop.sql import SqlShop
from tests.actions.conftest import Ask


@pytest.mark.parametrize(
    ("text", "level"), [("孩子用了过敏送医院了", 1), ("三天了还不发货 差评", 2), ("客服态度也太敷衍了吧", 3)]
)
def test_the_level_of_a_complaint_follows_its_words(text: str, level: int) -> None:
    assert level_of(text).number == level


def test_a_complaint_hears_sorry_first_and_goes_to_a_person_with_its_deadline(shop: SqlShop, ask: Ask) -> None:
    reply = complain(shop, ask("三天了还不发货 差评"))
    assert "抱歉" in reply.text[:25] and "今天晚上 7:00前" in reply.text
    assert reply.custom["handover"]["reason"] == "complaint" and reply.custom["handover"]["level"] == 2


def test_who_asks_for_a_person_gets_one(ask: Ask) -> None:
    assert request_human(ask("转人工")).custom["handover"]["reason"] == "requested"


def test_the_second_misunderstanding_in_a_row_offers_a_person(ask: Ask) -> None:
    first, second = (not_understood(ask("哔哩吧啦"), again=again) for again in (False, True))
    assert not first.buttons and second.buttons[0].intent == "request_human"
    assert first.custom == second.custom == {"failure": "fallback"}
