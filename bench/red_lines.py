"""`python -m bench.red_lines`: what it costs to hold a draft against the red lines, on one thread."""

from __future__ import annotations

import statistics
import time

from assist_api.adapters import red_lines
from assist_api.adapters.red_lines import RuleBook
from assist_api.domain.red_lines import check
from assist_api.red_lines.evaluate import read_exam
from shop.connect import read_policy

ROUNDS = 5
LONGEST = 2000  # characters of a message


def main() -> None:
    book = red_lines.load(read_policy())
    drafts = [draft.text for name in ("tuning", "final") for draft in read_exam(name)]
    longest = "。".join(drafts)[:LONGEST]
    times = sorted(_milliseconds(draft, book) for _ in range(ROUNDS) for draft in drafts)
    worst = min(_milliseconds(longest, book) for _ in range(ROUNDS))
    p95 = times[int(len(times) * 0.95)]
    print(f"{len(book.rules)} rules, {len(drafts)} drafts: mean {statistics.mean(times):.2f} ms CPU, p95 {p95:.2f} ms")
    print(f"one of {LONGEST} characters: {worst:.1f} ms")


def _milliseconds(draft: str, book: RuleBook) -> float:
    began = time.process_time()
    check(draft, book.rules)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
