from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assist_api.adapters.knowledge import KnowledgeReader
from knowledge_base.search import Knowledge
from tests.assist_api.conftest import OPENING
from tests.knowledge_base.builders import CALIBRATION, CharacterEncoder, entry, words

POLICY = {"returns": {"no_reason_days": 7}}


def reader(**changed: Any) -> KnowledgeReader:
    known = Knowledge.of([entry("returns.fee", **changed)], CharacterEncoder(), words(), CALIBRATION)
    return KnowledgeReader(known, POLICY)


def test_an_entry_is_told_in_the_shops_own_numbers() -> None:
    assert reader(answer="{policy.returns.no_reason_days} 天内").answer_of("returns.fee", OPENING) == "7 天内"


@pytest.mark.parametrize(
    "changed",
    [{"public": False}, {"valid_until": date(2026, 1, 1)}, {"answer": "单号 {order.id}"}, {"id": "returns.other"}],
)
def test_what_a_shopper_may_not_be_told_is_no_answer(changed: dict[str, Any]) -> None:
    assert reader(**changed).answer_of("returns.fee", OPENING + timedelta(days=1)) is None
