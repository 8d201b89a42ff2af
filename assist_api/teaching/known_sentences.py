"""The bot's own training sentences as vectors: what a message is near to, and how new it is.

`python -m assist_api.teaching.known_sentences` makes the vectors ahead; the service encodes only what was added since.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from anyio import to_thread
from numpy.typing import NDArray

from assist_api.settings import read as read_settings
from assist_api.teaching import vector_file
from assist_api.teaching.encoding import Encode, encoded
from assist_api.teaching.vector_file import Half
from knowledge_base.encoder import open_encoder
from knowledge_base.onnx_encoder import Floats
from nlu_data.dataset import Sentence, read_sentences

FILE = "sentences.npz"
PAUSE_S = 0.02  # between two batches: shoppers' messages get their turn at the encoder
KEPT_EVERY = 2000  # sentences, so that little is lost when the service stops meanwhile


@dataclass(frozen=True)
class Nearest:
    """What the known sentences nearest to a message say: intents with their share of the vote, and how near."""

    votes: Mapping[str, float]
    likeness: float

    @property
    def intent(self) -> str | None:
        return max(self.votes, key=lambda name: self.votes[name], default=None)

    @property
    def newness(self) -> float:
        return float(min(1.0, max(0.0, 1 - self.likeness)))


class KnownSentences:
    """`folder` keeps the vectors; those of another encoder are made anew."""

    def __init__(self, root: Path, folder: Path, encode: Encode, encoder_name: str, batch: int) -> None:
        self._root, self._file = root, folder / FILE
        self._encode, self._encoder_name, self._batch = encode, encoder_name, batch
        self._read_at: dict[Path, int] = {}
        self._refreshing = asyncio.Lock()
        self._vectors: dict[str, Half] | None = None
        self.sentences: list[Sentence] = []
        self.matrix: Half = np.empty((0, 0), np.float16)  # a row a sentence
        self._wide: Floats = np.empty((0, 0), np.float32)  # kept: each batch would fill a heap

    async def refresh(self) -> None:
        """Read the files again where one of them has changed, and encode what is new in them."""
        async with self._refreshing:
            await self._refresh()

    @property
    def vectors(self) -> Mapping[str, Half]:
        """By text; none before the first refresh."""
        return self._vectors or {}

    async def _refresh(self) -> None:
        stand = await to_thread.run_sync(_changes, self._root)
        if stand == self._read_at:
            return
        sentences = await to_thread.run_sync(read_sentences, "train", self._root)
        known = await self._known()
        await self._encode_missing([one.plain for one in sentences], known)
        self.matrix = np.array([known[one.plain] for one in sentences], np.float16)
        self._wide = self.matrix.astype(np.float32)
        self._vectors = {one.plain: vector for one, vector in zip(sentences, self.matrix, strict=True)}  # views of it
        self.sentences, self._read_at = sentences, stand

    def nearest(self, vectors: Floats, neighbours: int) -> list[Nearest]:
        """For each vector; nobody votes where there are no sentences."""
        if not self.sentences:
            return [Nearest({}, 0.0) for _ in vectors]
        likeness = vectors @ self._wide.T
        best = np.argpartition(-likeness, min(neighbours, len(self.sentences)) - 1, axis=1)[:, :neighbours]
        return [self._vote(row[chosen], chosen) for row, chosen in zip(likeness, best, strict=True)]

    def _vote(self, likeness: Floats, chosen: NDArray[np.intp]) -> Nearest:
        """The nearer, the weightier; what points away has no vote."""
        votes: defaultdict[str, float] = defaultdict(float)
        for weight, at in zip(np.clip(likeness, 1e-6, None), chosen, strict=True):
            votes[self.sentences[at].intent] += float(weight)
        total = sum(votes.values())
        return Nearest({name: vote / total for name, vote in votes.items()}, float(likeness.max()))

    async def _known(self) -> dict[str, Half]:
        if self._vectors is None:
            return await to_thread.run_sync(vector_file.load, self._file, self._encoder_name)
        return dict(self._vectors)

    async def _encode_missing(self, texts: Sequence[str], known: dict[str, Half]) -> None:
        missing = sorted({text for text in texts if text not in known}, key=len)
        for start in range(0, len(missing), self._batch):
            batch = missing[start : start + self._batch]
            found = (await encoded(self._encode, batch)).astype(np.float16)
            known.update(zip(batch, found, strict=True))
            if start // KEPT_EVERY != (start + self._batch) // KEPT_EVERY:
                await to_thread.run_sync(vector_file.keep, self._file, self._encoder_name, dict(known))
            await asyncio.sleep(PAUSE_S)
        if missing:
            await to_thread.run_sync(vector_file.keep, self._file, self._encoder_name, dict(known))


def _changes(root: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in sorted((root / "train").glob("*/*.yml"))}


def main() -> None:
    """Make the vectors now, so that the running service has nothing to encode at first."""
    settings = read_settings()
    encoder = open_encoder(settings.encoder or None)

    async def encode(texts: Sequence[str]) -> Floats:
        return encoder.encode(texts)

    known = KnownSentences(settings.nlu_data, settings.index_dir, encode, encoder.fingerprint, 256)
    asyncio.run(known.refresh())
    print(f"{len(known.sentences)} sentences")


if __name__ == "__main__":
    main()
