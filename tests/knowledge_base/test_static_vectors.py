import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge_base import static_vectors
from knowledge_base.onnx_encoder import bundled
from knowledge_base.static_vectors import StaticEncoder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("words")
    shutil.copytree(bundled(), source, dirs_exist_ok=True)
    frequent_pieces_only(source / "tokenizer.json")
    static_vectors.make(source, target)
    return StaticEncoder(target)


def frequent_pieces_only(path: Path, count: int = 2000) -> None:
    """The others cost a minute."""
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    tokenizer["model"]["vocab"] = tokenizer["model"]["vocab"][:count]
    path.write_text(json.dumps(tokenizer), encoding="utf-8")


def test_vectors_have_length_one(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(["什么时候发货", "能开发票吗"])
    assert vectors.shape == (2, encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_order_of_the_words_means_nothing(encoder: StaticEncoder) -> None:
    one, other = encoder.encode(["发 货", "货 发"])
    assert one @ other > 0.99


def test_a_text_of_unknown_signs_is_taken(encoder: StaticEncoder) -> None:
    assert np.isfinite(encoder.encode(["", "😀"])).all()
