"""`python -m bench.knowledge_preview [FILE]`: a changed entry held against a week of questions, without the service.

Measured: making 2,000 questions ready (once a process), and each preview after that. Without a file the questions are
the exam's own; a file has a question a line, in its last column.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assist_api.adapters.entry_preview import EntryPreview
from assist_api.adapters.entry_words import words_of
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.entry_effects import Question
from assist_api.learning.editing import MOST_QUESTIONS
from knowledge_base import exam
from knowledge_base.encoder import open_encoder
from shop.connect import read_policy

CHANGED = ("shipping.fee", "invoice.can", "returns.how")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    texts = _texts(parser.parse_args().file)
    now = datetime.now(UTC)
    asked = [Question(text, 1, now, "", False) for text in texts]
    knowledge = KnowledgeReader.open(Path("var/index"), read_policy(), open_encoder(None))
    preview = EntryPreview(knowledge)
    began = time.perf_counter()
    await preview.remember(asked)
    print(f"{len(asked)} questions made ready: {time.perf_counter() - began:.1f} s")
    for entry in [one for one in knowledge.entries if one.id in CHANGED] or knowledge.entries[:3]:
        words = replace(words_of(entry), variants=entry.variants[: len(entry.variants) // 2])
        began = time.perf_counter()
        found = await preview.changes(entry.id, words, asked, now)
        print(f"{entry.id} with half of its variants: {len(found)} differ, {time.perf_counter() - began:.2f} s")


def _texts(file: Path | None) -> Sequence[str]:
    if file is None:
        lines = [one.text for one in exam.load(exam.EXAM)]
    else:
        lines = [line.rstrip("\n").split("\t")[-1] for line in file.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(line for line in lines if line.strip()))[:MOST_QUESTIONS]


if __name__ == "__main__":
    asyncio.run(main())
