"""Questions that ask the same, told by the nearness of their vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from anyio import to_thread

from assist_api.adapters.knowledge import KnowledgeReader
from knowledge_base.onnx_encoder import Floats

MEASURED_ON = 200  # entries
MOST_REMEMBERED = 10_000
BATCH = 64  # so that shoppers' questions get their turn at the encoder


class Clusters:
    """Leader clustering: a question joins the group whose leader is nearest, or leads a group of its own."""

    def __init__(self, knowledge: KnowledgeReader) -> None:
        self._knowledge = knowledge
        self._vectors: dict[str, Floats] = {}
        self._near: float | None = None

    async def grouped(self, texts: Sequence[str], leaders: Sequence[str]) -> list[int]:
        """The group of each text, by number: those of `leaders` first, then the new ones in order."""
        if not texts:
            return []
        known, asked = await self._encoded(leaders), await self._encoded(texts)
        near = await self._nearness()
        return await to_thread.run_sync(led, asked, known, near)

    async def _nearness(self) -> float:
        """As near as two ways to ask for one entry are, and two entries are not; each encoder has its own."""
        if self._near is None:
            pairs = [entry.texts[:2] for entry in self._knowledge.entries if len(entry.texts) > 1][:MEASURED_ON]
            if len(pairs) < 2:
                return 1.0
            questions, variants = zip(*pairs, strict=True)
            first, second = await self._encoded(questions), await self._encoded(variants)
            self._near = border(first @ second.T)
        return self._near

    async def _encoded(self, texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(self._vectors) + len(new) > MOST_REMEMBERED:
            self._vectors, new = {}, list(dict.fromkeys(texts))
        for at in range(0, len(new), BATCH):
            batch = new[at : at + BATCH]
            self._vectors.update(zip(batch, await self._knowledge.encode(batch), strict=True))
        return np.array([self._vectors[text] for text in texts], dtype=np.float32)


def led(vectors: Floats, leaders: Floats, near: float) -> list[int]:
    heads = list(leaders)
    groups = []
    for vector in vectors:
        likeness = np.array(heads) @ vector if heads else np.zeros(1)
        best = int(likeness.argmax())
        if not heads or likeness[best] < near:
            heads.append(vector)
            best = len(heads) - 1
        groups.append(best)
    return groups


def border(likeness: Floats) -> float:
    """The nearness that tells the diagonal (the same matter) from the rest best, by the F1 measure."""
    same = np.eye(len(likeness), dtype=bool)
    order = np.argsort(-likeness, axis=None)
    hits = np.cumsum(same.ravel()[order])
    scores = 2 * hits / (np.arange(1, hits.size + 1) + len(likeness))
    return float(likeness.ravel()[order[int(scores.argmax())]])
