"""`python -m bench.search`: words found in a hundred thousand messages, on SQLite.

The messages are put together from the sentences of `nlu_data/test`, two to four each, in conversations of twenty.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from assist_api.domain.messages import Message, Sender
from assist_api.domain.search import Filters
from assist_api.services import search
from assist_api.store import search as index
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.schema import conversations, messages
from assist_api.store.unit_of_work import reading
from nlu_data.dataset import read_sentences

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TURNS = 20
TIMES = 30
QUERIES = ("快", "快递", "运费险", "什么时候发货", "快递 退货", "没人说过的词")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    wanted: int = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/search.db")
        migrate(engine)
        seconds = _timed(lambda: _fill(engine, wanted))
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        print(f"{wanted} messages stored and indexed in {seconds:.0f} s, {size:.0f} MB")
        for query in QUERIES:
            _measure(engine, query, Filters())
        _measure(engine, "快递", Filters(agent="小青", since=BEGIN + timedelta(days=30)))
        engine.dispose()


def _measure(engine: Engine, query: str, filters: Filters) -> None:
    found = reading(engine, search.find, query, filters)
    spent = sorted(_timed(lambda: reading(engine, search.find, query, filters)) * 1000 for _ in range(TIMES))
    narrow = "，按客服和日期" if filters.narrow else ""
    shown = f"{len(found['results'])}{'+' if found['more'] else ''} shown"
    print(f"{query}{narrow}: median {statistics.median(spent):.1f} ms, slowest {spent[-1]:.1f} ms, {shown}")


def _timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def _fill(engine: Engine, wanted: int) -> None:
    sentences = [one.text for one in read_sentences("test")]
    chance = random.Random(7)
    with engine.begin() as connection:
        for number in range(wanted // TURNS):
            _conversation(connection, number, chance, sentences)


def _conversation(connection: Connection, number: int, chance: random.Random, sentences: list[str]) -> None:
    name, at = f"c{number}", BEGIN + timedelta(minutes=number * 10)
    zero = {"epoch": 0, "session": 0, "urgency": 0, "feeling": "neutral", "topic": "", "last_text": "", "last_from": ""}
    row = {"id": name, "shopper_name": f"顾客{number}", "state": "closed", "last_seq": TURNS, "opened_at": at}
    connection.execute(insert(conversations).values(**zero, **row, updated_at=at))
    said = [_message(name, seq, chance, sentences, at) for seq in range(1, TURNS + 1)]
    connection.execute(insert(messages), [_row(one) for one in said])
    for one in said:
        index.add(connection, one)


def _message(conversation: str, seq: int, chance: random.Random, sentences: list[str], at: datetime) -> Message:
    sender = Sender.SHOPPER if seq % 2 else Sender.AGENT
    text = "，".join(chance.choices(sentences, k=chance.randint(2, 4)))
    moment = at + timedelta(seconds=seq * 20)
    return Message(f"{conversation}m{seq}", conversation, seq, f"x{seq}", sender, "小青", text, (), moment)


def _row(message: Message) -> dict[str, object]:
    kept = {
        name: getattr(message, name) for name in ("id", "conversation_id", "seq", "client_id", "name", "text", "at")
    }
    return {**kept, "sender": message.sender.value, "parts": [], "failed": False}


if __name__ == "__main__":
    main()
