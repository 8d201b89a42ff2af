"""Sentence vectors of earlier trainings, on disk: encoding every sentence anew is most of a training's time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.components.encoder_featurizer import EncoderFeaturizer, SentenceVectors, shared_vectors
from bot.paths import ROOT

MOST_KEPT = 100_000


class KeptVectors:
    """Those of the bundled encoder, while this process trains: the featurizers of all its models use them."""

    def __init__(self, folder: Path, encoded: Callable[[int, int], None] = lambda done, wanted: None) -> None:
        """`encoded` hears how many of how many sentences have been encoded."""
        config = EncoderFeaturizer.get_default_config()
        encoder = ROOT / config["model_dir"]
        self._file = folder / f"vectors-{hashlib.sha256((encoder / 'encoder.onnx').read_bytes()).hexdigest()[:16]}.npz"
        self._vectors: SentenceVectors = shared_vectors(encoder, config["cache_size"])
        self._vectors.cache_size, self._vectors.told = MOST_KEPT, encoded

    def read(self) -> int:
        """How many there are."""
        if self._file.exists():
            with np.load(self._file, allow_pickle=False) as kept:
                self._vectors.remember(dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True)))
        return len(self._vectors.cache)

    def forget(self, text: str) -> None:
        """It is encoded anew, as a shopper's message is."""
        self._vectors.cache.pop(text, None)

    def write(self) -> None:
        """Those that were used last come last, and stay longest."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new.npz")
        cache = self._vectors.cache
        np.savez(draft, texts=np.array(list(cache)), vectors=np.stack(list(cache.values())))
        draft.replace(self._file)
