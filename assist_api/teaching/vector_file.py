"""Texts with their vectors in a file; those of another encoder are as good as none."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)
Half = NDArray[np.float16]


def load(file: Path, encoder_name: str) -> dict[str, Half]:
    if not file.exists():
        return {}
    with np.load(file) as kept:
        if str(kept["encoder"]) != encoder_name:
            return {}
        texts = bytes(kept["texts"]).decode()
        return dict(zip(texts.split("\n"), kept["vectors"], strict=True)) if texts else {}


def keep(file: Path, encoder_name: str, vectors: Mapping[str, Half]) -> None:
    """In one move: another process reads the old file or the new one. What cannot be kept is made again next time."""
    draft = file.with_name(f"{file.stem}.{id(vectors)}.new.npz")
    texts = np.frombuffer("\n".join(vectors).encode(), np.uint8)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(draft, encoder=encoder_name, texts=texts, vectors=np.array(list(vectors.values()), np.float16))
        draft.replace(file)
    except OSError:
        log.warning("teaching.vectors_not_kept", exc_info=True)
