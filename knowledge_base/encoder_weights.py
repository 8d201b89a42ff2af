"""An encoder's weights while it is made: the base with its vocabulary cut, later tuned or distilled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge_base import base_weights, vocabulary
from knowledge_base.base_weights import Base, Floats, Shape

MAX_TOKENS = 128
PREFIX = "query: "


@dataclass(frozen=True)
class Weights:
    """`fine`: the layers that lie on no grid of 4 bits, because they were trained here."""

    tensors: Mapping[str, Floats]
    shape: Shape
    splitter: Tokenizer
    fine: Collection[int] = ()

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of each text, with the prefix, without padding."""
        plain = Tokenizer.from_str(self.splitter.to_str())
        plain.no_padding()
        return [encoding.ids for encoding in plain.encode_batch([PREFIX + text for text in texts])]


def untuned(pieces: int) -> Weights:
    """The base with its vocabulary cut."""
    base = base_weights.read(base_weights.packaged_file())
    ids = vocabulary.kept(base.pieces, base.scores, pieces, PREFIX)
    splitter = vocabulary.tokenizer([base.pieces[i] for i in ids], base.scores[ids], MAX_TOKENS)
    return Weights(cut(base, ids), base.shape, splitter)


def cut(base: Base, ids: NDArray[np.int64]) -> dict[str, Floats]:
    hidden, wide = base.shape.hidden, base.shape.feed_forward
    tensors = {name: base.vector(name) for name in base.tensors if not _is_matrix(name)}
    for name in filter(_is_matrix, base.tensors):
        rows = ids if name == "emb.word" else np.arange(MAX_TOKENS) if name == "emb.pos" else None
        tensors[name] = base.matrix(name, wide if ".fo." in name else hidden, rows)
    return tensors


def _is_matrix(name: str) -> bool:
    return name in {"emb.word", "emb.pos", "emb.type"} or (name.endswith(".w") and "ln." not in name)


def save(path: Path, weights: Weights) -> None:
    """In 32-bit floats, for further making (`train_encoder distil`, `pack`): 140 MB, never to be committed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **weights.tensors)  # type: ignore[arg-type]


def saved(path: Path, pieces: int) -> Weights:
    """`save`'s file; shape and vocabulary are those of the base."""
    with np.load(path) as stored:
        return replace(untuned(pieces), tensors={name: stored[name] for name in stored.files})
