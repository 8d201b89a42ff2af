"""The weights of an encoder's ONNX file as floats again: `encoder_graph` backwards, for a model that begins with it."""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer

from knowledge_base.base_weights import BLOCK, Floats, Shape
from knowledge_base.encoder_weights import Weights

SCALES = ".scales"
HEADS = 12
EPSILON = 1e-12


def unpacked(folder: Path) -> Weights:
    """Of a folder that `encoder_files.write` wrote in 4 and 8 bits. The layers in 8 bits are the `fine` ones."""
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(folder / "encoder.onnx")).graph.initializer}
    tensors = {name: _floats(name, stored) for name in stored if name.endswith((".w", ".b")) or name.startswith("emb.")}
    tensors = {name: value for name, value in tensors.items() if not name.endswith(SCALES)}
    layers = sum(name.endswith(".qkv.w") for name in tensors)
    for layer in range(layers):
        tensors |= _parted(layer, tensors)
    tensors["emb.type"] = np.zeros((2, tensors["emb.word"].shape[1]), np.float32)  # it was added to the positions
    fine = [layer for layer in range(layers) if stored[f"l{layer}.ao.w"].shape[-1] == BLOCK]
    return Weights(tensors, _shape(tensors, layers), Tokenizer.from_file(str(folder / "tokenizer.json")), fine)


def _floats(name: str, stored: dict[str, NDArray[np.generic]]) -> Floats:
    value = stored[name]
    if f"{name}{SCALES}" not in stored:
        return np.asarray(value, dtype=np.float32)
    codes = np.asarray(value, dtype=np.uint8).reshape(len(value), -1)
    scales = np.asarray(stored[f"{name}{SCALES}"], dtype=np.float32).reshape(len(value), -1, 1)
    blocks = codes.reshape(len(value), scales.shape[1], -1)
    whole = blocks.shape[-1] == BLOCK
    numbers = blocks.astype(np.float32) - 128 if whole else _nibbles(blocks) - 8
    return np.asarray(numbers * scales, dtype=np.float32).reshape(len(value), -1)


def _nibbles(blocks: NDArray[np.uint8]) -> Floats:
    pairs = np.stack([blocks & 15, blocks >> 4], axis=-1)
    return np.asarray(pairs.reshape(*blocks.shape[:2], BLOCK), dtype=np.float32)


def _parted(layer: int, tensors: dict[str, Floats]) -> dict[str, Floats]:
    """Query, key and value, which the graph keeps as one product."""
    joined = {kind: np.split(tensors.pop(f"l{layer}.qkv.{kind}"), 3) for kind in "wb"}
    return {f"l{layer}.{part}.{kind}": joined[kind][at] for kind in "wb" for at, part in enumerate("qkv")}


def _shape(tensors: dict[str, Floats], layers: int) -> Shape:
    pieces, hidden = tensors["emb.word"].shape
    wide = tensors["l0.fi.w"].shape[0]
    return Shape(hidden, layers, HEADS, wide, pieces, len(tensors["emb.pos"]), 2, EPSILON)
