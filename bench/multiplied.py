"""Many sentences out of the repository's own: vectors by small perturbations, texts by small edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.onnx_encoder import Floats
from knowledge_base.sentences import sentences

REAL = 4_000  # sentences that are encoded; the rest are copies of these
AN_ENTRY = 10  # sentences
FARTHEST = 0.35  # length of the longest perturbation of a unit vector
CHUNK = 50_000
SMALL_WORDS = "啊呀哦呢吧哈的了嘛诶"


@dataclass(frozen=True)
class Source:
    texts: Sequence[str]
    vectors: Floats
    queries: Sequence[str]


@dataclass(frozen=True)
class Table:
    entries: Sequence[Entry]
    texts: Sequence[str]
    vectors: Floats


def source(encoder: Encoder, queries: int) -> Source:
    found = list(dict.fromkeys(sentences()))
    mixed = [found[place] for place in np.random.default_rng(1).permutation(len(found))[: REAL + queries]]
    return Source(mixed[queries:], encoder.encode(mixed[queries:]), mixed[:queries])


def table(real: Source, size: int) -> Table:
    """The copies of a sentence lie side by side, so that an entry's sentences mean nearly the same."""
    random = np.random.default_rng(size)
    origins = np.sort(random.integers(0, len(real.texts), size))
    texts = [_edited(real.texts[place], random) for place in origins]
    entries = [
        Entry(f"copy.e{start}", texts[start], tuple(texts[start + 1 : start + AN_ENTRY]), answer="")
        for start in range(0, size, AN_ENTRY)
    ]
    return Table(entries, texts, _perturbed(real.vectors, origins, random))


def _edited(text: str, random: np.random.Generator) -> str:
    """One sign left out, or a small word put in."""
    draw, place = random.random(2)
    at = int(place * len(text))
    return text[:at] + text[at + 1 :] if draw < 0.5 else text[:at] + SMALL_WORDS[int(draw * 20) - 10] + text[at:]


def _perturbed(vectors: Floats, origins: NDArray[np.int64], random: np.random.Generator) -> Floats:
    found = vectors[origins]
    for start in range(0, len(found), CHUNK):
        part = found[start : start + CHUNK]
        noise = random.standard_normal(part.shape, dtype=np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        part += FARTHEST * random.random((len(part), 1), dtype=np.float32) * noise
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return found
