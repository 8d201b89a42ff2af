"""The cheap end: one vector a piece and no network. Only to be compared with; nothing in the product reads it.

A piece's vector is what the encoder makes of the piece alone, cut to its main directions; a sentence is the mean of
its pieces, the frequent ones counting less (smooth inverse frequency).
"""

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from knowledge_base.onnx_encoder import Floats, OnnxEncoder
from knowledge_base.sentences import sentences

DIRECTIONS = 256
SMOOTH = 1e-3
FILE = "vectors.npy"


def make(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    encoder = OnnxEncoder(source, threads=2)
    shutil.copy(source / "tokenizer.json", target)
    names = sorted(encoder.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    vectors = encoder.encode([name.replace("▁", " ").strip() for name, _ in names])
    texts = sorted(set(sentences()))
    cut = _main_directions(vectors) * _weights(encoder.tokenizer, texts)[:, None]
    np.save(target / FILE, cut.astype(np.float16))
    center = StaticEncoder(target).means(texts).mean(axis=0)
    (target / "config.json").write_text(json.dumps({"center": center.tolist()}), encoding="utf-8")


def _main_directions(vectors: Floats) -> Floats:
    _, _, directions = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    return np.asarray((vectors - vectors.mean(axis=0)) @ directions[:DIRECTIONS].T, dtype=np.float32)


def _weights(splitter: Tokenizer, texts: Sequence[str]) -> Floats:
    counts = Counter(piece for encoding in splitter.encode_batch(list(texts)) for piece in encoding.ids)
    shares = np.array([counts[piece] for piece in range(splitter.get_vocab_size())]) / counts.total()
    return np.asarray(SMOOTH / (SMOOTH + shares), dtype=np.float32)


class StaticEncoder:
    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.vectors = np.load(path / FILE).astype(np.float32)
        settings = path / "config.json"
        self.center = np.array(json.loads(settings.read_text())["center"]) if settings.exists() else 0.0
        self.dimension, self.fingerprint = self.vectors.shape[1], path.name

    def encode(self, texts: Sequence[str]) -> Floats:
        moved = self.means(texts) - self.center
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def means(self, texts: Sequence[str]) -> Floats:
        """Unit vectors; the pieces at both ends of every sentence say nothing."""
        encodings = self.tokenizer.encode_batch(list(texts))
        summed = np.stack([self.vectors[encoding.ids[1:-1]].sum(axis=0) for encoding in encodings])
        return np.asarray(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9), dtype=np.float32)
