import struct
from pathlib import Path

import numpy as np
import pytest

from knowledge_base import base_weights

WIDTH = 32


def stored_block(scale: float, nibbles: list[int]) -> bytes:
    low, high = nibbles[:16], nibbles[16:]
    return np.float16(scale).tobytes() + bytes(a | b << 4 for a, b in zip(low, high, strict=True))


def small_file(folder: Path) -> Path:
    """Two pieces, an empty map, one packed tensor of two rows and one of plain floats."""
    pieces, packed = "啊不", stored_block(0.5, list(range(8)) * 4) + stored_block(-0.25, [0] * 32)
    plain = np.array([1.5, -2.0], "<f4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 1, 64, 2, 4, 1, 1e-12, 32)
    words = struct.pack("<5iQ", 2, 0, 1, 1, 1, 6) + struct.pack("<3I2f", 0, 3, 6, -1.0, -2.0) + pieces.encode()
    start = len(head) + len(words) + struct.calcsize("<iI") + 4 + 2 * struct.calcsize("<H8sBIQQ")
    listed = struct.pack("<iIi", 0, 0, 2)
    listed += struct.pack("<H8sBIQQ", 8, b"emb.word", 1, 64, start, len(packed))
    listed += struct.pack("<H8sBIQQ", 8, b"emb.ln.b", 0, 2, start + len(packed), len(plain))
    path = folder / "base.bin"
    path.write_bytes(head + words + listed + packed + plain)
    return path


def test_the_file_is_read(tmp_path: Path) -> None:
    base = base_weights.read(small_file(tmp_path))
    assert (base.shape.hidden, base.shape.vocabulary) == (WIDTH, 2)
    assert base.pieces == ["啊", "不"]
    assert base.scores.tolist() == [-1, -2]
    assert base.vector("emb.ln.b").tolist() == [1.5, -2]


def test_a_packed_weight_is_its_nibble_less_eight_times_the_scale(tmp_path: Path) -> None:
    word = base_weights.read(small_file(tmp_path)).matrix("emb.word", WIDTH)
    assert word[0].tolist() == [(value - 8) * 0.5 for value in range(8)] * 4
    assert word[1].tolist() == [2.0] * 32


def test_rows_can_be_chosen(tmp_path: Path) -> None:
    word = base_weights.read(small_file(tmp_path)).matrix("emb.word", WIDTH, np.array([1]))
    assert word.tolist() == [[2.0] * 32]


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ValueError, match="not a file of the package"):
        base_weights.read(tmp_path / "other.bin")


def test_weights_of_4_bits_come_back_exactly() -> None:
    chance = np.random.default_rng(7)
    scales = chance.normal(size=(5, 4, 1)).astype(np.float16).astype(np.float32)
    nibbles = chance.integers(0, 16, (5, 4, 32))
    nibbles[..., 0] = 0  # the weight of the largest size, as the base was packed
    weights = ((nibbles - 8) * scales).astype(np.float32).reshape(5, 128)
    codes, found = base_weights.blocks_of_4_bits(weights)
    back = np.stack([codes & 15, codes >> 4], axis=-1).reshape(5, 4, 32)
    restored = (back.astype(np.float32) - 8) * found[..., None].astype(np.float32)
    assert np.array_equal(restored, weights.reshape(5, 4, 32))


def test_a_block_of_zeros_stays_zero() -> None:
    codes, scales = base_weights.blocks_of_4_bits(np.zeros((1, 32), np.float32))
    assert not scales.any()
    assert codes.shape == (1, 1, 16)


def test_weights_of_8_bits_come_back_within_half_a_step() -> None:
    weights = np.random.default_rng(3).normal(size=(5, 128)).astype(np.float32)
    codes, found = base_weights.blocks_of_8_bits(weights)
    scales = found.astype(np.float32)[..., None]
    back = (codes.astype(np.float32) - 128) * scales
    assert (np.abs(back - weights.reshape(back.shape)) <= 0.51 * scales).all()
