"""The team's file on a shopper, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.events import OrderChanged, ShopperNoted
from assist_api.errors import InvalidInput, NotAllowed
from assist_api.services import backoffice, chat, desk, people, shopper_file
from assist_api.services.backoffice import Deed
from assist_api.services.people import Agent
from assist_api.store.unit_of_work import in_transaction
from tests.assist_api.conftest import OPENING

QING, HE, ZHOU = (
    Agent("a1", "小青", ("agent",)),
    Agent("a2", "小禾", ("agent",)),
    Agent("s1", "周主管", ("supervisor",)),
)


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    for one in (QING, HE, ZHOU):
        in_transaction(engine, people.ensure_staff, one, "-")
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def case(run: Callable[..., Any]) -> str:
    conversation = str(run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id)
    run(chat.post, conversation, "x", "在吗", None, OPENING)
    return conversation


def tags(kept: dict[str, Any]) -> list[str]:
    return [each["tag"] for each in kept["tags"]]


def test_a_tag_is_there_once_and_goes_again(run: Callable[..., Any], case: str) -> None:
    run(shopper_file.add_tag, case, QING, "老客户", OPENING)
    assert tags(run(shopper_file.add_tag, case, HE, "#老客户", OPENING)) == ["老客户"]
    assert tags(run(shopper_file.remove_tag, case, HE, "老客户", OPENING)) == []
    assert tags(run(shopper_file.remove_tag, case, HE, "老客户", OPENING)) == []


def test_tags_and_notes_belong_to_the_shopper_and_not_to_the_case(run: Callable[..., Any], case: str) -> None:
    run(shopper_file.add_tag, case, QING, "急性子", OPENING)
    run(shopper_file.add_note, case, QING, "家里有狗，送货先打电话", OPENING)
    other = run(chat.open_conversation, chat.Arrival("s2", "小李"), None, OPENING).id
    assert run(shopper_file.read, other)["tags"] == []
    again = run(shopper_file.read, case)
    assert (tags(again), again["notes"][0]["text"], again["usual_tags"]) == (
        ["急性子"], "家里有狗，送货先打电话", ["急性子"]
    )  # fmt: skip


def test_every_desk_hears_of_a_new_tag(engine: Engine, run: Callable[..., Any], case: str) -> None:
    _, (event,) = in_transaction(engine, shopper_file.add_tag, case, QING, "急性子", OPENING)
    assert isinstance(event, ShopperNoted) and event.shopper_id == "s1" and event.tags[0]["by"] == "小青"


def test_a_note_is_removed_by_its_writer_or_a_supervisor(run: Callable[..., Any], case: str) -> None:
    (note,) = run(shopper_file.add_note, case, QING, "爱砍价", OPENING)["notes"]
    with pytest.raises(NotAllowed, match="小青"):
        run(shopper_file.remove_note, case, HE, note["id"], OPENING)
    assert run(shopper_file.remove_note, case, ZHOU, note["id"], OPENING)["notes"] == []
    assert run(shopper_file.remove_note, case, HE, note["id"], OPENING)["notes"] == []


def test_a_visitor_who_is_not_known_has_no_file(run: Callable[..., Any]) -> None:
    visitor = run(chat.open_conversation, chat.Arrival(), None, OPENING).id
    assert run(shopper_file.read, visitor)["known"] is False
    with pytest.raises(InvalidInput, match="没有登录"):
        run(shopper_file.add_tag, visitor, QING, "老客户", OPENING)


def test_a_deed_is_recorded_once_for_each_key(engine: Engine, run: Callable[..., Any], case: str) -> None:
    deed = Deed("pay_out", "o1", "k1", {"effects": ["顾客得到 8.00 元"]})
    _, told = in_transaction(engine, backoffice.record, case, QING, deed, OPENING)
    _, again = in_transaction(engine, backoffice.record, case, QING, deed, OPENING)
    assert (told, again) == ([OrderChanged(case, "o1", "小青")], [])


def test_the_history_tells_what_was_done_newest_first(run: Callable[..., Any], case: str) -> None:
    run(desk.take, case, QING, OPENING)
    run(backoffice.record, case, QING, Deed("pay_out", "o1", "k1", {"effects": ["顾客得到 8.00 元"]}), OPENING)
    run(desk.close, case, QING, OPENING + timedelta(minutes=5))
    told = [(each["what"], each["words"]) for each in run(shopper_file.read, case)["history"]]
    assert told == [("close", []), ("order.pay_out", ["顾客得到 8.00 元"])]
