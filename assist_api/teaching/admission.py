"""What may go into the training data and what into the exam: neither may hold what the other does, in other words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from anyio import to_thread
from ruamel.yaml import YAML

from assist_api.domain.data_care import CareRules, Refusal, Refused
from assist_api.teaching.data_folder import Data, DataFolder
from assist_api.teaching.text_vectors import TextVectors
from knowledge_base.onnx_encoder import Floats
from nlu_data.dataset import Sentence, Side
from nlu_data.near_copies import NEAR, NearCopies, essence, normalised, similarity

_WORDS = re.compile(r"[^\W\d_]")
_FEWEST_WORDS = 2  # letters or characters; below them a vector says nothing
_COPY_OF: Mapping[Side, Refusal] = {"train": Refusal.EXAM_COPY, "test": Refusal.TRAIN_COPY}


class Admission:
    def __init__(self, folder: DataFolder, vectors: TextVectors, rules: CareRules) -> None:
        self._folder, self._vectors, self._rules = folder, vectors, rules

    async def judged(self, sentences: Sequence[Sentence], coming: Collection[str] = ()) -> list[Refused | None]:
        """Why each may not be added, or None; of two in this list that cannot both be, the first may.

        `coming`: intents that the catalogue will name by then.
        """
        data = await self._folder.read()
        failures = await to_thread.run_sync(known_failures, self._folder.root)
        known = {*data.catalogue, *coming}
        found: list[Refused | None] = []
        standing: dict[str, list[Sentence]] = defaultdict(list)
        for one in (*data.exam, *data.train):
            standing[essence(one.plain)].append(one)
        for one, copy in zip(sentences, await self._copies(data, sentences), strict=True):
            like = standing[essence(one.plain)]
            found.append(_plainly_wrong(one, known) or _clash(one, like) or _failure(one, failures) or copy)
            if found[-1] is None:
                like.append(one)
        return found

    async def _copies(self, data: Data, sentences: Sequence[Sentence]) -> list[Refused | None]:
        """What says the same as a sentence of the other side, by its signs or by its vector."""
        found: dict[int, Refused] = {}
        other_side: Mapping[Side, Sequence[Sentence]] = {"train": data.exam, "test": data.train}
        for side, others in other_side.items():
            places = [at for at, one in enumerate(sentences) if one.side == side]
            texts = [sentences[at].plain for at in places]
            likeness = await self._likeness(texts, side, [other.plain for other in others])
            for at, nearest in zip(places, likeness, strict=True):
                if nearest >= self._rules.copy:
                    found[at] = Refused(_COPY_OF[sentences[at].side], likeness=round(nearest, 3))
        return [found.get(at) for at in range(len(sentences))]

    async def _likeness(self, texts: Sequence[str], side: Side, others: Sequence[str]) -> list[float]:
        """To the most alike of the others, which stand on the other side; 1.0 for a copy by its signs."""
        if not texts or not others:
            return [0.0] * len(texts)
        worded = [other for other in others if has_words(other)]
        vectors, known = await self._vectors.of(texts), await self._of(side, worded)
        return await to_thread.run_sync(_nearest, texts, vectors, others, known)

    async def _of(self, side: Side, others: Sequence[str]) -> Floats:
        if side == "train":
            return await self._vectors.of(others)
        return await self._vectors.of_training(others)


def known_failures(folder: Path) -> list[dict[str, str]]:
    """`text`, `right` and `says` of each."""
    path = folder / "known_failures.yml"
    found = YAML(typ="safe").load(path.read_text("utf-8")) if path.exists() else None
    return [{name: str(value) for name, value in one.items()} for one in found or []]


def _nearest(texts: Sequence[str], vectors: Floats, others: Sequence[str], known: Floats) -> list[float]:
    copies = NearCopies(others)
    signs = [max((similarity(text, one) for one in copies.of(text, NEAR)), default=0.0) for text in texts]
    cosines = (vectors @ known.T).max(axis=1) if len(known) else np.zeros(len(texts))
    return [
        1.0 if sign else float(cosine) if has_words(text) else 0.0
        for text, sign, cosine in zip(texts, signs, cosines, strict=True)
    ]


def has_words(text: str) -> bool:
    """Whether its vector says anything: all emoji are one to the encoder."""
    return len(_WORDS.findall(text)) >= _FEWEST_WORDS


def _plainly_wrong(one: Sentence, known: Collection[str]) -> Refused | None:
    if one.intent not in known:
        return Refused(Refusal.UNKNOWN_INTENT, one.intent)
    if not normalised(one.plain):
        return Refused(Refusal.EMPTY)
    if re.search(r"[\[\]]", one.plain):
        return Refused(Refusal.BROKEN_MARK)
    return None


def _clash(one: Sentence, like: Sequence[Sentence]) -> Refused | None:
    """`like`: sentences that say the same but for a soft word at the end, which within an intent may differ."""
    for other in like:
        if other.side != one.side:
            return Refused(_COPY_OF[one.side], other.intent, 1.0)
        if other.intent != one.intent:
            return Refused(Refusal.ELSEWHERE, other.intent, 1.0)
        if normalised(other.plain) == normalised(one.plain):
            return Refused(Refusal.THERE, other.intent)
    return None


def _failure(one: Sentence, failures: Iterable[Mapping[str, str]]) -> Refused | None:
    known = any(essence(failure["text"]) == essence(one.plain) for failure in failures)
    return Refused(Refusal.KNOWN_FAILURE) if known else None
