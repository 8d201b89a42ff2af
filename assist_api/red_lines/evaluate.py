"""`python -m assist_api.red_lines.evaluate`: how many crossing drafts are found, and how many alarms are false."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml

from assist_api.adapters import red_lines
from assist_api.adapters.drafts import product_facts
from assist_api.adapters.red_lines import RuleBook
from assist_api.domain.red_lines import NOTHING_KNOWN, Facts, Finding, check
from shop.connect import read_policy
from shop.demo import catalogue

EXAM_DIR = Path(__file__).parent / "exam"
STREAM = "taobao_stream.tsv"
# How the agents among the lines of a chat can be told by their words; a shopper says 你们家, an agent 您 and 亲.
AGENT = re.compile(r"亲|您|为您|客官|我们[家店]|本店|小店|我们(?:这边|仓库)|的哦|的呢|[哦呢]$")


@dataclass(frozen=True)
class Draft:
    """`category`: the line that it crosses; empty for an ordinary one."""

    text: str
    category: str
    facts: Facts


def read_exam(name: str) -> list[Draft]:
    written = yaml.safe_load((EXAM_DIR / f"{name}.yml").read_text(encoding="utf-8"))
    ordinary = [_draft(one, "") for one in written["ordinary"]]
    return ordinary + [_draft(one, category) for category, drafts in written["crossing"].items() for one in drafts]


def _draft(written: str | Mapping[str, str], category: str) -> Draft:
    """A mapping names the product that the draft is about."""
    if isinstance(written, str):
        return Draft(written, category, NOTHING_KNOWN)
    return Draft(written["text"], category, _products()[written["product"]])


@cache
def _products() -> dict[str, Facts]:
    return {product.id: product_facts(product) for product in catalogue.products(datetime.now(UTC))}


@dataclass(frozen=True)
class Result:
    found: Mapping[str, tuple[int, int]]  # by category: found in their own category, all
    alarms: int  # ordinary drafts with any finding
    blocked: int
    ordinary: int


def measure(drafts: list[Draft], book: RuleBook) -> Result:
    all_of, found = Counter[str](), Counter[str]()
    alarms = blocked = 0
    for draft in drafts:
        findings = check(draft.text, book.rules, draft.facts)
        all_of[draft.category] += 1
        found[draft.category] += any(one.category == draft.category for one in findings)
        if not draft.category:
            alarms += bool(findings)
            blocked += any(one.blocks for one in findings)
    categories = [name for name in book.categories if name in all_of]
    return Result({name: (found[name], all_of[name]) for name in categories}, alarms, blocked, all_of[""])


def alarms_in(lines: list[str], book: RuleBook) -> list[tuple[str, list[Finding]]]:
    checked = ((line, check(line, book.rules)) for line in lines)
    return [(line, findings) for line, findings in checked if findings]


def agents_lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return [line for line in lines if len(line) >= 5 and AGENT.search(line)]


def main() -> None:
    book = red_lines.load(read_policy())
    for name in ("tuning", "final"):
        print("\n".join(_table(name, measure(read_exam(name), book), book)))
    folder = os.environ.get("XIAOER_EVAL_DATA")
    if not folder or not (Path(folder) / STREAM).exists():
        print(f"skipped: real lines of shop chats (XIAOER_EVAL_DATA has no {STREAM})")
        return
    lines = agents_lines(Path(folder) / STREAM)
    found = alarms_in(lines, book)
    stopped = sum(any(one.blocks for one in findings) for _, findings in found)
    print(f"{STREAM}: {len(lines)} lines that read like an agent's, alarms {_share(len(found), len(lines))}, ", end="")
    print(f"blocking {_share(stopped, len(lines))}")
    rules = Counter(one.rule for _, findings in found for one in findings)
    print("  " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common(12)))


def _table(name: str, result: Result, book: RuleBook) -> Iterator[str]:
    caught, crossing = (sum(pair[i] for pair in result.found.values()) for i in (0, 1))
    yield f"{name}: {crossing} crossing drafts, recall {_share(caught, crossing)}"
    for category, (found, total) in result.found.items():
        yield f"  {category:14} {found:3} of {total:3}  {book.categories[category]}"
    alarms = _share(result.alarms, result.ordinary)
    yield f"  {result.ordinary} ordinary drafts: alarms {alarms}, blocked {result.blocked}"


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / max(whole, 1):.2%})"


if __name__ == "__main__":
    main()
