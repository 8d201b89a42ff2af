"""`python -m bench.data_care`: what a look through the training sentences and a preview cost, and how right they are.

Vectors are made before the clock runs; XIAOER_INDEX_DIR keeps those of the training sentences.
"""

from __future__ import annotations

import asyncio
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from assist_api.domain.data_care import CareRules
from assist_api.settings import read
from assist_api.teaching.known_sentences import KnownSentences
from assist_api.teaching.looking import look
from assist_api.teaching.quick_classifier import Guess, Sentences, guessed
from assist_api.teaching.text_vectors import TextVectors
from knowledge_base.encoder import open_encoder
from knowledge_base.onnx_encoder import Floats
from nlu_data.dataset import Sentence, read_sentences
from nlu_data.restructuring import Merge, intent_after

T = TypeVar("T")
MERGE = Merge("ask_ship_time", "urge_shipping")


def main() -> None:
    train, exam = read_sentences("train"), read_sentences("test")
    vectors, asked = asyncio.run(_vectors(train, exam))
    rules = CareRules.of(tomllib.loads(Path("assist_api/teaching.toml").read_text("utf-8")))
    found = _timed("a look through all", lambda: look("", train, vectors, rules, lambda share: None))
    print(f"  {len(found.close)} close pairs, {len(found.contradicted)} contradicted")
    sentences = _timed("features", lambda: Sentences([one.plain for one in train], vectors))
    labels, right = [one.intent for one in train], [one.intent for one in exam]
    machine = _timed("learning all", lambda: sentences.learn(labels))
    features = sentences.of([one.plain for one in exam], asked)
    print(f"  right on nlu_data/test: {_right(guessed(machine, features, right), right):.3f}")
    merged = [intent_after(MERGE, one) for one in train]
    _timed("a merge learned anew", lambda: sentences.learn_again(machine, merged, {MERGE.source, MERGE.target}))


async def _vectors(train: Sequence[Sentence], exam: Sequence[Sentence]) -> tuple[Floats, Floats]:
    settings = read()
    encoder = open_encoder(settings.encoder or None)

    async def encode(texts: Sequence[str]) -> Floats:
        return encoder.encode(texts)

    known = KnownSentences(settings.nlu_data, settings.index_dir, encode, encoder.fingerprint, 256)
    file = settings.var / "teaching" / "texts.npz"
    kept = TextVectors(file, encode, encoder.fingerprint, 256, known)
    return await kept.of_training([one.plain for one in train]), await kept.of([one.plain for one in exam])


def _right(guesses: Sequence[Guess], right: Sequence[str]) -> float:
    return float(np.mean([guess.intent == label for guess, label in zip(guesses, right, strict=True)]))


def _timed(what: str, work: Callable[[], T]) -> T:
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(f"{what}: {time.process_time() - cpu:.1f} s CPU, {time.perf_counter() - began:.1f} s")
    return result


if __name__ == "__main__":
    main()
