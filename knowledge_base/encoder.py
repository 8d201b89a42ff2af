"""Which encoder is in force: the bundled one, or any model of sentence-transformers.

`open_encoder` is what the service uses; the bundled encoder then needs no PyTorch. `load` gives the same as a
SentenceTransformer, whose import costs seconds and several hundred megabytes.
"""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge_base.onnx_encoder import Floats, OnnxEncoder, bundled

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Encoder(Protocol):
    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Floats: ...


def open_encoder(name: str | None = None, threads: int = 1) -> Encoder:
    """`name` is what XIAOER_ENCODER holds, read by the caller; nothing means the bundled encoder."""
    return NamedEncoder(load(name)) if name else OnnxEncoder(threads=threads)


def load(name: str | None = None) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    if name:
        return SentenceTransformer(name)
    from sentence_transformers.sentence_transformer.modules import Normalize

    from knowledge_base.sentence_module import OnnxModule

    return SentenceTransformer(modules=[OnnxModule(bundled()), Normalize()], device="cpu")


def fingerprint(model: "SentenceTransformer") -> str:
    """Names the weights, by their hash, wherever they came from."""
    own = getattr(model[0], "encoder", None)
    if isinstance(own, OnnxEncoder):
        return own.fingerprint
    total = hashlib.sha256()
    for name, weights in sorted(model.state_dict().items()):
        total.update(name.encode() + weights.cpu().numpy().tobytes())
    return f"{type(model[0]).__name__}@{total.hexdigest()[:12]}"


class NamedEncoder:
    """A SentenceTransformer behind the same three names as the bundled encoder."""

    def __init__(self, model: "SentenceTransformer") -> None:
        self.model = model
        self.fingerprint = fingerprint(model)
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Floats:
        found = self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(-1, self.dimension)  # also where there is no text
