from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the dependency group 'train' is not installed")

from knowledge_base import encoder_graph
from knowledge_base.base_weights import Shape
from knowledge_base.encoder_unpacking import unpacked
from knowledge_base.onnx_encoder import bundled


def test_the_bundled_encoder_comes_back_as_the_floats_that_pack_into_it_again(tmp_path: Path) -> None:
    weights = unpacked(bundled())
    assert isinstance(weights.shape, Shape) and weights.shape.layers == 12
    again = encoder_graph.build(weights.tensors, weights.shape, tuned=weights.fine).SerializeToString()
    before = (bundled() / "encoder.onnx").stat().st_size
    assert abs(len(again) - before) < 100_000
    assert all(np.isfinite(tensor).all() for tensor in weights.tensors.values())
