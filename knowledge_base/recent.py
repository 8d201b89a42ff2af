"""An encoder for a service: feeling, search and suggestions ask for the same message, and it is encoded once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from knowledge_base.encoder import Encoder
from knowledge_base.onnx_encoder import Floats

KEPT = 512  # vectors: under a megabyte


class Recent:
    """Holds the newest vectors it gave. Two threads that ask at once may both encode; none waits for the other."""

    def __init__(self, encoder: Encoder, kept: int = KEPT) -> None:
        self._encoder, self._kept = encoder, kept
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()
        self.dimension, self.fingerprint = encoder.dimension, encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        if missing := [text for text in dict.fromkeys(texts) if text not in found]:
            found |= dict(zip(missing, self._encoder.encode(missing), strict=True))
        if len(texts) <= self._kept:  # an index that is built would push everything else out
            self._keep(found)
        return np.array([found[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)

    def _keep(self, found: dict[str, Floats]) -> None:
        with self._lock:
            for text, vector in found.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
