from __future__ import annotations

import asyncio
from typing import Any

from bot.readings import read_all
from tests.bot.in_bot import holds, needs_the_bot


class Agent:
    """Encodes what is not in the cache that it shares with others, as models of one process do."""

    def __init__(self, cache: set[str]) -> None:
        self._cache = cache
        self.encoded: list[str] = []

    async def parse_message(self, text: str) -> dict[str, Any]:
        if text not in self._cache:
            self.encoded.append(text)
            self._cache.add(text)
        return {"intent": {"name": "greet", "confidence": 1.0}}


def test_no_model_profits_from_what_the_one_before_it_has_encoded() -> None:
    cache: set[str] = set()
    agents = [Agent(cache), Agent(cache)]
    sentences = [("你好", "greet"), ("在吗", "greet")]
    asyncio.run(read_all(agents, sentences, lambda share: None, cache.discard))
    assert [agent.encoded for agent in agents] == [["你好", "在吗"]] * 2


@needs_the_bot
def test_a_forgotten_vector_is_made_anew_and_is_the_same() -> None:
    holds("""
from pathlib import Path
from tempfile import mkdtemp
from bot.kept_vectors import KeptVectors

heard = []
kept = KeptVectors(Path(mkdtemp()), lambda done, wanted: heard.append((done, wanted)))
first = kept._vectors.of(["发货了吗"])["发货了吗"]
kept._vectors.of(["发货了吗"])
kept.forget("发货了吗")
assert (kept._vectors.of(["发货了吗"])["发货了吗"] == first).all()
assert heard == [(1, 1), (1, 1)], heard
""")


@needs_the_bot
def test_the_exams_sentences_are_no_progress_of_the_training() -> None:
    holds("""
import contextlib, io
from bot.training_run import _encoded

said = io.StringIO()
with contextlib.redirect_stdout(said):
    _encoded(1, 1)
    _encoded(4000, 4000)
assert said.getvalue().splitlines()[0] == "编码句子：4000/4000", said.getvalue()
""")
