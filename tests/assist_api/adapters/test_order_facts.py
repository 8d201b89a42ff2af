from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from assist_api.adapters.order_facts import facts_of, order_in_question
from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.domain.order_facts import Standing
from shop.connect import read_policy
from shop.sql import SqlShop
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.dialogues import dialogue

MANY, STALLED, UNSENT, NEW = "s1006", "s1003", "s1002", "s1005"


@pytest.fixture
def reader(shop_url: str) -> ShopReader:
    return ShopReader(SqlShop(shop_url, read_policy(), clock=lambda: OPENING))


def files_of(reader: ShopReader, shopper_id: str) -> Sequence[OrderFile]:
    return asyncio.run(reader.order_files(shopper_id))


def test_the_only_order_is_meant_without_a_word(reader: ShopReader) -> None:
    found = order_in_question(files_of(reader, STALLED), [])
    assert found is not None
    facts = facts_of(reader, found)
    assert facts.goods
    assert facts.parcel is not None
    assert facts.parcel.place


def test_of_several_the_one_that_was_shown_last_is_meant(reader: ShopReader) -> None:
    files = files_of(reader, MANY)
    shown = {"parts": [{"type": "card", "kind": "order", "id": files[2].order.id}]}
    found = order_in_question(files, dialogue(("bot", "亲，是这一单吗", shown), ("shopper", "是的")))
    assert found is files[2]


def test_of_several_shown_at_once_none_is_meant(reader: ShopReader) -> None:
    files = files_of(reader, MANY)
    both = {"parts": [{"type": "card", "kind": "order", "id": file.order.id} for file in files[1:3]]}
    alone = [file for file in files if file.order.state.value in ("paid", "locked", "shipped")]
    found = order_in_question(files, dialogue(("bot", "您想查哪一单", both)))
    assert found is (alone[0] if len(alone) == 1 else None)


def test_what_the_shopper_names_counts_more_than_what_was_shown_before(reader: ShopReader) -> None:
    files = files_of(reader, MANY)
    shown = {"parts": [{"type": "card", "kind": "order", "id": files[0].order.id}]}
    named = files[3].order.id
    assert order_in_question(files, dialogue(("bot", "看看", shown), ("shopper", f"不是，是{named}"))) is files[3]


def test_what_was_said_outright_counts_most_and_a_foreign_one_is_none(reader: ShopReader) -> None:
    files = files_of(reader, MANY)
    assert order_in_question(files, [], files[1].order.id) is files[1]
    assert order_in_question(files, [], "999") is None
    assert order_in_question(files_of(reader, NEW), []) is None


def test_an_order_past_its_promise_stands_as_late(reader: ShopReader) -> None:
    found = order_in_question(files_of(reader, UNSENT), [])
    assert found is not None
    facts = facts_of(reader, found)
    assert facts.paid_at is not None
    assert facts.ship_by is not None
    late = facts.ship_by.replace(year=facts.ship_by.year + 1)
    assert facts.standing(late) is Standing.LATE


def test_about_goods_that_arrived_the_one_still_on_its_way_is_not_meant(reader: ShopReader) -> None:
    files = files_of(reader, MANY)
    assert order_in_question(files, []) is not None
    assert order_in_question(files, [], arrived=True) is None
