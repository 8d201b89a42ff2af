"""How well the bot understands: `.venv-bot/bin/python -m bot.evaluate [--model FILE]`.

On nlu_data/test, and where XIAOER_EVAL_DATA names a folder with them, on real messages: shoppers_dev.jsonl (right is
the intent or its alternative) and out_of_scope_dev.tsv (right is whatever does not pretend to be about the shop). The
whole pipeline is asked, fallback included.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.paths import ROOT, settle_libraries
from bot.train import model_path

MOST_CONFUSIONS = 15
NOT_THE_SHOPS = frozenset({"out_of_scope", "nlu_fallback", "chitchat"})


@dataclass(frozen=True)
class Example:
    text: str
    intent: str
    right: frozenset[str]


@dataclass(frozen=True)
class Judged:
    example: Example
    said: str

    @property
    def hit(self) -> bool:
        return self.said in self.example.right


def main() -> None:
    arguments = _arguments()
    settle_libraries()
    predict = load(arguments.model or model_path())
    examples = list(test_sentences())
    judged = report("nlu_data/test", examples, predict)
    print("\n".join([*_per_intent(judged), *_confusions(judged)]))
    data = os.environ.get("XIAOER_EVAL_DATA")
    if not data:
        print("\nSkipped: real messages (XIAOER_EVAL_DATA names no folder).")
        return
    for name, read in (("shoppers_dev.jsonl", _shoppers), ("out_of_scope_dev.tsv", _out_of_scope)):
        _report_file(Path(data) / name, read, predict, arguments.every)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well the bot understands.")
    parser.add_argument("--model", type=Path, help="a model file; else the one of the present training files")
    parser.add_argument("--every", type=int, default=1, help="of out_of_scope_dev.tsv, take every n-th line")
    return parser.parse_args()


def load(model: Path) -> Any:
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))["intent"]["name"]


def test_sentences(folder: Path = ROOT / "nlu_data" / "test") -> Iterator[Example]:
    from rasa.shared.nlu.training_data.loading import load_data

    for message in load_data(str(folder)).intent_examples:
        intent = str(message.get("intent"))
        yield Example(str(message.get("text")), intent, frozenset({intent}))


def _shoppers(path: Path, every: int) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Example(row["text"], row["intent"], frozenset({row["intent"], row["alt"] or row["intent"]}))


def _out_of_scope(path: Path, every: int) -> Iterator[Example]:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    yield from (Example(row["text"], "out_of_scope", NOT_THE_SHOPS) for row in rows[::every])


def _report_file(path: Path, read: Any, predict: Any, every: int) -> None:
    if not path.exists():
        print(f"\nSkipped: {path.name} is not in XIAOER_EVAL_DATA.")
        return
    judged = report(path.name, list(read(path, every)), predict)
    print("\n".join(_confusions(judged)))


def report(name: str, examples: Sequence[Example], predict: Any) -> list[Judged]:
    started = time.monotonic()
    judged = [Judged(example, predict(example.text)) for example in examples]
    each = 1000 * (time.monotonic() - started) / max(len(judged), 1)
    unsure = sum(one.said == "nlu_fallback" for one in judged) / max(len(judged), 1)
    print(
        f"\n{name}: {len(judged)} messages, accuracy {accuracy(judged):.3f}, macro-F1 {macro_f1(judged):.3f}, "
        f"not understood {unsure:.3f}, {each:.1f} ms each"
    )
    return judged


def accuracy(judged: Sequence[Judged]) -> float:
    return sum(one.hit for one in judged) / max(len(judged), 1)


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean over the intents that occur; a right alternative counts as the labelled intent."""
    scores = [f1 for _, _, _, f1 in _scores(judged)]
    return sum(scores) / max(len(scores), 1)


def _scores(judged: Sequence[Judged]) -> Iterator[tuple[str, int, float, float]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        said = one.example.intent if one.hit else one.said
        counts[one.example.intent]["there"] += 1
        counts[said]["said"] += 1
        counts[one.example.intent]["hit"] += one.hit
    for intent, count in sorted(counts.items()):
        if count["there"]:
            f1 = 2 * count["hit"] / (count["there"] + count["said"])
            yield intent, count["there"], count["hit"] / count["there"], f1


def _per_intent(judged: Sequence[Judged]) -> Iterable[str]:
    yield f"\n{'intent':<26}{'sentences':>10}{'recall':>8}{'F1':>7}"
    for intent, there, recall, f1 in sorted(_scores(judged), key=lambda row: row[3]):
        yield f"{intent:<26}{there:>10}{recall:>8.2f}{f1:>7.2f}"


def _confusions(judged: Sequence[Judged]) -> Iterable[str]:
    wrong = Counter(("/".join(sorted(one.example.right)), one.said) for one in judged if not one.hit)
    yield "\nMost frequent confusions (right → said):"
    for (right, said), count in wrong.most_common(MOST_CONFUSIONS):
        yield f"{count:>4}  {right} → {said}"


if __name__ == "__main__":
    main()
