"""Write an encoder's folder: the ONNX file, the tokenizer, and the settings with the centre.

The centre is the mean vector of the sentences that the repository's own training data and knowledge entries hold.
"""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from knowledge_base import encoder_graph
from knowledge_base.base_weights import Floats
from knowledge_base.encoder_weights import MAX_TOKENS, PREFIX, Weights
from knowledge_base.onnx_encoder import OnnxEncoder
from knowledge_base.sentences import sentences

NAME = "xiaoer-e5-small"
CENTER_SENTENCES = 4_000  # spread over all of them; more take minutes and move the centre by nothing


def write(target: Path, weights: Weights, exact: bool = False) -> None:
    target.mkdir(parents=True, exist_ok=True)
    weights.splitter.save(str(target / "tokenizer.json"), pretty=False)
    graph = encoder_graph.build(weights.tensors, weights.shape, exact, weights.fine)
    onnx.save(graph, str(target / "encoder.onnx"))
    write_config(target, np.zeros(weights.shape.hidden, np.float32), 0)  # the encoder needs one to be measured
    texts = spread(sorted(set(sentences())), CENTER_SENTENCES)
    write_config(target, center(OnnxEncoder(target, threads=2), texts), len(texts))


def spread(texts: list[str], count: int) -> list[str]:
    return [texts[place * len(texts) // count] for place in range(count)] if len(texts) > count else texts


def center(encoder: OnnxEncoder, texts: list[str]) -> Floats:
    """Of vectors that are not centred yet: the settings hold zeros at this point."""
    return np.asarray(encoder.encode(texts).mean(axis=0), dtype=np.float32)


def write_config(target: Path, middle: Floats, count: int) -> None:
    settings: dict[str, Any] = {
        "name": NAME,
        "base": "intfloat/multilingual-e5-small",
        "prefix": PREFIX,
        "dimension": len(middle),
        "max_tokens": MAX_TOKENS,
        "center_sentences": count,
        "center": [round(float(value), 6) for value in middle],
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    (target / "config.json").write_text(re.sub(r",\n\s+(-?\d)", r", \1", text) + "\n", encoding="utf-8")
