"""An encoder for measuring: measures share most of their sentences, and each is encoded once."""

from collections.abc import Sequence

import numpy as np

from knowledge_base.encoder import Encoder
from knowledge_base.onnx_encoder import Floats


class Remembering:
    """Holds every vector it ever gave: not for a service."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.known = encoder, dict[str, Floats]()
        self.dimension, self.fingerprint = encoder.dimension, encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        if missing := [text for text in dict.fromkeys(texts) if text not in self.known]:
            self.known.update(zip(missing, self.encoder.encode(missing), strict=True))
        vectors = [self.known[text] for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimension)
