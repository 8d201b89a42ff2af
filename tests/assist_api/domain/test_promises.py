"""Promises are found in sentences, with what and until when; what only looks like one is left alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist_api.domain.duty import SHOP_TIME
from assist_api.domain.promise_times import PromiseRules
from assist_api.domain.promises import Promised, find
from tests.assist_api.domain.ticket_builder import TABLE

SENTENCES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "promise_sentences.yml").read_text("utf8"))
RULES = PromiseRules.of(TABLE["promises"], ["09:00", "23:00"])
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=SHOP_TIME)


def found(text: str) -> list[Promised]:
    return find(text, NOW, RULES)


def precision_and_recall() -> tuple[float, float]:
    hits = sum(bool(found(text)) for text, _, _ in SENTENCES["promises"])
    false = sum(bool(found(text)) for text in SENTENCES["look_alikes"])
    return hits / (hits + false), hits / len(SENTENCES["promises"])


@pytest.mark.parametrize(("text", "kind", "due"), SENTENCES["promises"])
def test_a_promise_is_found_with_its_kind_and_its_time(text: str, kind: str, due: str) -> None:
    (one,) = found(text)
    assert one.kind.value == kind
    assert (one.due_at.astimezone(SHOP_TIME).strftime("%Y-%m-%d %H:%M") if one.dated else "") == due


@pytest.mark.parametrize("text", SENTENCES["look_alikes"])
def test_what_looks_like_a_promise_is_none(text: str) -> None:
    assert found(text) == []
