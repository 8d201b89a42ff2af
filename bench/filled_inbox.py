"""Messages in the inbox of a running copy, as they are there once all has been found out about them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from assist_api.domain.inbox import Line
from assist_api.domain.messages import Understanding
from assist_api.domain.teaching import Lacks, TeachingRules
from assist_api.services import inbox_filling
from assist_api.services.inbox_filling import Placed
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import UnitOfWork, in_transaction
from bench.stand import ROOT, Stand
from knowledge_base.encoder import open_encoder


def fill(stand: Stand, said: Mapping[str, Understanding]) -> dict[str, str]:
    """`said`: what the bot understands of each text. The ids of the items, by their masked texts."""
    engine = open_engine(stand.environment["XIAOER_DATABASE_URL"])
    try:
        return in_transaction(engine, _fill, said)[0]
    finally:
        engine.dispose()


def _fill(unit: UnitOfWork, said: Mapping[str, Understanding]) -> dict[str, str]:
    rules = TeachingRules.of(tomllib.loads((ROOT / "assist_api/teaching.toml").read_text("utf-8")))
    now = datetime.now(UTC)
    inbox_filling.import_lines(unit, [Line(f"filled:{text}", text, now) for text in said], rules.weights)
    lacking = inbox_filling.lacking(unit, Lacks.VECTOR, len(said))
    vectors = open_encoder().encode([one.text for one in lacking]).astype(np.float16)
    placed = [Placed(one.id, vector.tobytes(), None, None, None) for one, vector in zip(lacking, vectors, strict=True)]
    inbox_filling.place(unit, placed, rules.weights)
    for one in lacking:
        if one.text in said:
            inbox_filling.read(unit, one.id, said[one.text], None, rules)
    return {one.text: one.id for one in lacking}
