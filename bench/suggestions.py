"""`python -m bench.suggestions`: what a suggestion for a conversation costs, from its question to its being kept.

The real service's parts over the demo shop and a knowledge base of 10,000 entries: the real ones, copied with small
shifts of their vectors. The shoppers' sentences are those of `nlu_data/test`; what the bot made of them is stored
already, as it is when an agent owns the conversation.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from assist_api import canned_library, settings
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.past import PastAnswers
from assist_api.adapters.shop import ShopReader
from assist_api.domain.messages import Understanding
from assist_api.hub.memory import MemoryHub
from assist_api.reactions import Tools
from assist_api.runner import Runner
from assist_api.services import canned, chat, desk, people
from assist_api.services.people import Agent
from assist_api.store import messages
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.unit_of_work import UnitOfWork, in_transaction
from assist_api.suggesting import Suggester
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.entries import Entry
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Knowledge
from nlu_data.dataset import read_sentences
from shop.connect import read_policy
from shop.demo.create import create
from shop.sql import SqlShop

SENTENCES_OF_AN_ENTRY = 9
ORIGINALS = 100
SHIFT = 0.02
ASKED = 300
SHOPPERS = [f"s{number}" for number in range(1001, 1013)]


class Shifted:
    """Encodes a copy's sentence as its original's with a small shift; others as the real encoder does."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Floats] = {}
        self._draw = np.random.default_rng(0)
        self.dimension, self.fingerprint = encoder.dimension, encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._one(text) for text in texts])

    def _one(self, text: str) -> Floats:
        original, copied, _ = text.partition("\u200b")
        if not copied:
            return np.asarray(self._encoder.encode([text])[0], dtype=np.float32)
        if original not in self._known:
            self._known[original] = self._encoder.encode([original])[0]
        shifted = self._known[original] + self._draw.normal(0, SHIFT, self.dimension).astype(np.float32)
        return np.asarray(shifted / np.linalg.norm(shifted), dtype=np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(_measure(Path(folder), given.entries)))


async def _measure(folder: Path, size: int) -> str:
    knowledge = _large(size)
    runner, suggester = _service(folder, KnowledgeReader(knowledge, read_policy()))
    await suggester.warm()
    sentences = read_sentences("test")
    random.Random(0).shuffle(sentences)
    waited: list[float] = []
    worked: list[float] = []
    for number, (sentence, shopper) in enumerate(zip(sentences, itertools.cycle(SHOPPERS), strict=False)):
        conversation_id = await runner.run(_asked, shopper, sentence.text, sentence.intent, number)
        began, work = time.perf_counter(), time.process_time()
        await suggester.refresh(conversation_id)
        waited.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - work) * 1000)
        if number == ASKED:
            break
    what = f"{size} entries, {size * SENTENCES_OF_AN_ENTRY} vectors, {len(waited) - 1} messages"
    return f"{what}\nuntil it is kept: {_told(waited[1:])}\nof it work, on all cores: {_told(worked[1:])}"


def _told(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.1f} ms, p95 {sorted(times)[int(len(times) * 0.95)]:.1f} ms"


def _large(size: int) -> Knowledge:
    built = Knowledge.open(settings.read().index_dir, open_encoder(None))
    originals = built.index.entries[:: max(1, len(built.index.entries) // ORIGINALS)]
    copies = [_copy(entry, number) for number, entry in zip(range(size), itertools.cycle(originals), strict=False)]
    return Knowledge.of(copies, Shifted(built.encoder), built.cut, built.calibration)


def _copy(entry: Entry, number: int) -> Entry:
    texts = [f"{text}\u200b{number}" for text in itertools.islice(itertools.cycle(entry.texts), SENTENCES_OF_AN_ENTRY)]
    return replace(entry, id=f"{entry.id}.copy{number}", question=texts[0], variants=tuple(texts[1:]))


def _service(folder: Path, knowledge: KnowledgeReader) -> tuple[Runner, Suggester]:
    create(f"sqlite:///{folder}/shop.db")
    engine = open_engine(f"sqlite:///{folder}/xiaoer.db")
    migrate(engine)
    now = datetime.now(UTC)
    in_transaction(engine, canned.seed, canned_library.load(), now)
    in_transaction(engine, people.ensure_staff, AGENT, "-")
    shop = ShopReader(SqlShop(f"sqlite:///{folder}/shop.db", read_policy()))
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    tools = cast(Tools, SimpleNamespace(knowledge=knowledge, shop=shop, clock=clock))
    runner = Runner(engine, MemoryHub())
    return runner, Suggester(runner, tools, PastAnswers(knowledge.in_memory))


AGENT = Agent("a1", "小青", ("agent",))


def _asked(unit: UnitOfWork, shopper_id: str, text: str, intent: str, number: int) -> str:
    """A conversation in an agent's hands, its last message read; a minute after the one before it."""
    now = datetime.now(UTC) + timedelta(minutes=number)
    conversation: Any = chat.open_conversation(unit, chat.Arrival(shopper_id, "顾客"), "c101", now)
    chat.post(unit, conversation.id, f"x{number}", text, None, now)
    [message] = messages.latest(unit.connection, conversation.id, 1)
    messages.note_reading(unit.connection, message.id, Understanding(intent, 0.9), None)
    if conversation.agent_id is None:
        desk.take(unit, conversation.id, AGENT, now)
    return str(conversation.id)


if __name__ == "__main__":
    main()
