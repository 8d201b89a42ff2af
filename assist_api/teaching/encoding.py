"""Many texts for the encoder, in pieces that neither take it for long nor make it large."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence

import numpy as np

from knowledge_base.onnx_encoder import Floats

Encode = Callable[[Sequence[str]], Awaitable[Floats]]
LETTERS = 1500  # of a piece, each text counted as long as its longest: what the encoder keeps grows with their square


async def encoded(encode: Encode, texts: Sequence[str]) -> Floats:
    """One vector a text, in their order. Between two pieces, whoever else asks the encoder has their turn."""
    vectors = [np.empty(0, np.float32)] * len(texts)
    for piece in pieces(texts):
        found = np.asarray(await encode([texts[at] for at in piece]), np.float32)
        for at, vector in zip(piece, found, strict=True):
            vectors[at] = vector
    return np.array(vectors, np.float32)


def pieces(texts: Sequence[str], letters: int = LETTERS) -> Iterator[list[int]]:
    """The places of texts of like length; a text that is too long for any piece is one by itself."""
    piece: list[int] = []
    for at in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        if piece and len(texts[at]) * (len(piece) + 1) > letters:
            yield piece
            piece = []
        piece.append(at)
    if piece:
        yield piece
