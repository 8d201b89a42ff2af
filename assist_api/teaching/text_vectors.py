"""The vectors of sentences, kept on disk, so that each is encoded once for each encoder."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from anyio import to_thread

from assist_api.teaching import vector_file
from assist_api.teaching.encoding import Encode, encoded
from assist_api.teaching.known_sentences import KnownSentences
from assist_api.teaching.vector_file import Half
from knowledge_base.onnx_encoder import Floats

PAUSE_S = 0.02  # between two batches: shoppers' messages get their turn at the encoder
MOST_KEPT = 20_000


class TextVectors:
    """Those of the training sentences are kept by `known`, all others in `file`."""

    def __init__(self, file: Path, encode: Encode, encoder_name: str, batch: int, known: KnownSentences) -> None:
        self._file, self._encode, self._encoder_name, self._batch = file, encode, encoder_name, batch
        self._known = known
        self._own: dict[str, Half] | None = None
        self._encoding = asyncio.Lock()

    async def of(self, texts: Sequence[str]) -> Floats:
        """A row a text, of length 1."""
        async with self._encoding:
            own = self._own if self._own is not None else await self._loaded()
            known = self._known.vectors
            if missing := [text for text in dict.fromkeys(texts) if text not in own and text not in known]:
                await self._fill(own, missing, set(texts))
            rows = [known[text] if text in known else own[text] for text in texts]
        return np.asarray(rows, np.float32).reshape(len(rows), -1)

    async def of_training(self, texts: Sequence[str]) -> Floats:
        """As `of`, for sentences of the training data, which are encoded first where they are not yet."""
        await self._known.refresh()
        return await self.of(texts)

    async def _loaded(self) -> dict[str, Half]:
        self._own = await to_thread.run_sync(vector_file.load, self._file, self._encoder_name)
        return self._own

    async def _fill(self, own: dict[str, Half], missing: Sequence[str], wanted: Collection[str]) -> None:
        for start in range(0, len(missing), self._batch):
            batch = missing[start : start + self._batch]
            found = (await encoded(self._encode, batch)).astype(np.float16)
            own.update(zip(batch, found, strict=True))
            await asyncio.sleep(PAUSE_S)
        for text in [one for one in own if one not in wanted][: max(0, len(own) - MOST_KEPT)]:
            del own[text]
        await to_thread.run_sync(vector_file.keep, self._file, self._encoder_name, dict(own))
