from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from assist_api.adapters.bot import BotClient, BotReply, harmless, read_answer
from assist_api.errors import BotUnavailable

CARD = {"type": "card", "kind": "parcel", "order_id": "1"}
BUTTONS = {"type": "buttons", "buttons": [{"title": "好", "payload": "/affirm"}]}


def test_a_card_before_the_text_belongs_to_it_and_so_do_the_buttons_after_it() -> None:
    items: list[dict[str, Any]] = [
        {"custom": {"parts": [CARD]}},
        {"text": "到杭州了", "buttons": [{"title": "好", "payload": "/affirm"}]},
    ]
    assert read_answer(items).replies == (BotReply("到杭州了", (CARD, BUTTONS)),)


def test_two_texts_are_two_messages_and_a_card_belongs_to_the_one_before_it() -> None:
    items: list[dict[str, Any]] = [{"text": "一"}, {"custom": {"parts": [CARD]}}, {"text": "二"}]
    assert read_answer(items).replies == (BotReply("一", (CARD,)), BotReply("二"))


def test_what_the_bot_asks_of_us_is_read_and_makes_no_message() -> None:
    due = "2026-11-24T12:00:00+08:00"
    items: list[dict[str, Any]] = [
        {"text": "好"},
        {"custom": {"handover": {"reason": "complaint", "note": "鞋底开胶"}, "failure": "fallback"}},
        {"custom": {"alert": {"kind": "payment_outage", "count": 5}}},
        {"custom": {"promise": {"order_id": "7", "kind": "urge_shipping", "due_at": due}}},
        {"custom": {"knowledge": {"query": "发票"}}},
    ]
    answer = read_answer(items)
    assert (answer.handover, answer.note, answer.failure) == ("complaint", "鞋底开胶", "fallback")
    assert answer.alerts == (("payment_outage", 5),)
    assert answer.promises == (("7", "urge_shipping", datetime(2026, 11, 24, 4, tzinfo=UTC)),)
    assert answer.replies == (BotReply("好"), BotReply("", (), "发票"))


def test_what_a_talk_on_trial_did_not_write_is_an_answer_of_its_own() -> None:
    answer = read_answer([{"custom": {"trial": "stopped"}}])
    assert (answer.trial, answer.replies) == ("stopped", ())
    assert read_answer([{"text": "好"}]).trial is None


def test_an_entry_that_is_named_takes_its_place_among_the_replies() -> None:
    items: list[dict[str, Any]] = [{"custom": {"knowledge": {"entry": "gifts.card"}}}, {"text": "还有吗"}]
    assert read_answer(items).replies == (BotReply("", entry="gifts.card"), BotReply("还有吗"))


def test_only_a_slash_in_front_is_made_harmless() -> None:
    assert harmless("/restart") == "／restart"
    assert harmless(" \n/restart") == "／restart"
    assert harmless("1/2") == "1/2"


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, json=[]),
        httpx.Response(500, text="boom"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[{"custom": {"failure": "fallback"}}]),
        httpx.Response(200, json=[{"custom": {"knowledge": None}}]),
        httpx.Response(200, json={"status": "failure"}),
    ],
)
async def test_errors_nonsense_and_the_empty_reply_are_one_cause(response: httpx.Response) -> None:
    bot = BotClient("http://rasa", 1, httpx.MockTransport(lambda _: response))
    with pytest.raises(BotUnavailable):
        await bot.ask("c1", "在吗", {})
    await bot.close()


async def test_while_the_bot_restarts_it_is_tried_again_until_the_time_is_up() -> None:
    tries = []

    def restarting(_request: httpx.Request) -> httpx.Response:
        tries.append(1)
        if len(tries) < 3:
            raise httpx.ConnectError("restarting")
        return httpx.Response(200, json=[{"text": "我在"}])

    bot = BotClient("http://rasa", 3, httpx.MockTransport(restarting))
    assert (await bot.ask("c1", "在吗", {})).replies == (BotReply("我在"),)
    await bot.close()
