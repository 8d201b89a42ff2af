from __future__ import annotations

import pytest

from actions.services.complaints import FORM, complain, level_of
from shop.models import TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk as form_talk
from tests.actions.walk import walk


@pytest.mark.parametrize(
    ("text", "level"), [("孩子用了过敏送医院了", 1), ("三天了还不发货 差评", 2), ("客服态度也太敷衍了吧", 3)]
)
def test_the_level_of_a_complaint_follows_its_words(text: str, level: int) -> None:
    assert level_of(text).number == level


def test_a_complaint_hears_sorry_first_and_is_asked_what_shall_come_of_it(shop: SqlShop, ask: Ask) -> None:
    reply = complain(shop, ask("三天了还不发货 差评", "s1002"))
    assert "抱歉" in reply.text[:25] and "希望" in reply.text
    assert [button.title for button in reply.buttons][-1] == "给个说法"


def test_a_complaint_becomes_a_ticket_with_its_deadline_and_goes_to_a_person(shop: SqlShop, ask: Ask) -> None:
    question = ask("三天了还不发货 差评", "s1002")
    reply = walk(FORM, complain(shop, question), shop, question, "尽快发货/送到")
    (ticket,) = shop.tickets("s1002")
    assert ticket.kind is TicketKind.COMPLAINT and ticket.level == 2 and ticket.wish == "尽快处理"
    assert "今天晚上 7:00前" in reply.text and ticket.id in reply.text
    assert reply.custom["handover"]["reason"] == "complaint" and reply.custom["handover"]["level"] == 2


def test_a_bare_complaint_is_asked_what_happened(shop: SqlShop, ask: Ask) -> None:
    question = ask("我要投诉你们", "s1002")
    begun = complain(shop, question)
    assert "哪里" in begun.text
    assert "希望" in walk(FORM, begun, shop, question, "说好的赠品没有给").text


def test_safety_goes_to_a_person_without_a_question(shop: SqlShop, ask: Ask) -> None:
    reply = complain(shop, ask("锅冒烟差点起火 我要投诉", "s1002"))
    assert reply.draft is None and reply.custom["handover"]["level"] == 1
    assert "停止使用" in reply.text and shop.tickets("s1002")[0].level == 1


def test_a_visitors_complaint_goes_to_a_person_too(shop: SqlShop, ask: Ask) -> None:
    reply = complain(shop, ask("客服态度太差 投诉", None))
    assert reply.custom["handover"]["reason"] == "complaint" and "24 小时" in reply.text


def test_a_foreign_order_is_not_complained_of(shop: SqlShop, ask: Ask) -> None:
    foreign = shop.orders("s1001")[0].id
    question = ask(f"{foreign} 态度太差 投诉", "s1002")
    walk(FORM, complain(shop, question), shop, question, "给个说法")
    assert shop.tickets("s1002")[0].order_id is None


def test_money_as_a_wish_is_understood(shop: SqlShop, ask: Ask) -> None:
    first = complain(shop, ask("我要投诉 说好48小时发", "s1002"))
    assert first.draft is not None
    done = form_talk(FORM, shop, ask, "s1002", first).says("赔钱")
    assert "您希望给个说法" in done.text
