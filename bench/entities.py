"""`python -m bench.entities`: what finding entities costs a message, on one thread."""

from __future__ import annotations

import statistics
import time

from bot.components.entities.reader import EntityReader
from bot.evaluate_entities import LISTS, SETS, Marked, read_set

ROUNDS = 5


def main() -> None:
    reader = EntityReader(LISTS)
    messages = [message for name in ("tuning", "final") for message in read_set(SETS / f"{name}.yml")]
    times = sorted(_milliseconds(reader, message) for _ in range(ROUNDS) for message in messages)
    long = " ".join(message.text for message in messages)[:2000]
    p95 = times[int(len(times) * 0.95)]
    print(f"{len(times)} messages: mean {statistics.mean(times):.2f} ms CPU, p95 {p95:.2f} ms")
    print(
        f"one of {len(long)} characters: {_milliseconds(reader, Marked(long, messages[0].today, frozenset())):.1f} ms"
    )


def _milliseconds(reader: EntityReader, message: Marked) -> float:
    began = time.process_time()
    reader.read(message.text, message.today)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
