"""The bundled encoder without PyTorch: tokenizers and ONNX Runtime, one folder of files.

Vectors are centred: the mean of many sentences is subtracted, then the length made one again. Without that, the
cosines of this family of models lie between 0.86 and 0.95 whatever the sentences say.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

Floats = NDArray[np.float32]
FILES = ("config.json", "tokenizer.json", "encoder.onnx")


def bundled() -> Path:
    return Path(__file__).parent / "model"


class OnnxEncoder:
    """`threads=1` suits single messages beside a busy service; a build may take more."""

    def __init__(self, path: Path | None = None, threads: int = 1) -> None:
        self.path, self.threads = path or bundled(), threads
        self.config = json.loads((self.path / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        self.session = open_session(self.path / "encoder.onnx", threads)
        self.prefix: str = self.config["prefix"]
        self.dimension: int = self.config["dimension"]
        self.center: Floats = np.array(self.config["center"], dtype=np.float32)

    def encode(self, texts: Sequence[str], batch_size: int = 32) -> Floats:
        """Unit vectors [texts, dimension], in the order of `texts`."""
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            vectors[chosen] = self.run(self.features([texts[index] for index in chosen]))
        return vectors

    def features(self, texts: Sequence[str]) -> dict[str, NDArray[np.int64]]:
        encodings = self.tokenizer.encode_batch([self.prefix + text for text in texts])
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": mask}

    def run(self, features: dict[str, NDArray[np.int64]]) -> Floats:
        (vectors,) = self.session.run(["sentence_embedding"], features)
        return self.centred(vectors)

    def centred(self, vectors: Floats) -> Floats:
        moved = vectors - self.center
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any of the files, so that an index of other vectors is recognised."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((self.path / name).read_bytes())
        return f"{self.config['name']}@{digest.hexdigest()[:12]}"


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
