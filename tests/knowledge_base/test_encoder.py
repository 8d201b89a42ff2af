from pathlib import Path

import numpy as np
import pytest

from knowledge_base import encoder
from knowledge_base.onnx_encoder import OnnxEncoder
from tests.knowledge_base.builders import TOPICS

TEXTS = TOPICS["returns.fee"]

pytestmark = pytest.mark.filterwarnings("ignore")  # PyTorch's and transformers' own


def test_the_bundled_encoder_is_a_sentence_transformer_too() -> None:
    vectors = encoder.load().encode(TEXTS)
    assert (vectors * OnnxEncoder().encode(TEXTS)).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_both_ways_to_the_bundled_encoder_bear_one_fingerprint() -> None:
    assert encoder.fingerprint(encoder.load()) == encoder.open_encoder().fingerprint


def test_the_module_is_saved_and_loaded(tmp_path: Path) -> None:
    from knowledge_base.sentence_module import OnnxModule

    saved = OnnxModule(OnnxEncoder().path)
    saved.save(str(tmp_path))
    loaded = OnnxModule.load(str(tmp_path))
    assert loaded.encoder.fingerprint == saved.encoder.fingerprint
    assert loaded.get_embedding_dimension() == 384


def small_model(folder: Path, seed: int) -> str:
    """A real sentence-transformers model on disk, of random words."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(seed)
    words = StaticEmbedding(OnnxEncoder().tokenizer, embedding_dim=16)
    SentenceTransformer(modules=[words], device="cpu").save(str(folder))
    return str(folder)


def test_any_sentence_transformer_takes_its_place(tmp_path: Path) -> None:
    named = encoder.open_encoder(small_model(tmp_path, 1))
    vectors = named.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), named.dimension) == (4, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(tmp_path: Path) -> None:
    assert encoder.open_encoder(small_model(tmp_path, 1)).encode([]).shape == (0, 16)


def test_other_weights_bear_another_fingerprint(tmp_path: Path) -> None:
    first, second = (encoder.open_encoder(small_model(tmp_path / str(seed), seed)).fingerprint for seed in (1, 2))
    again = encoder.open_encoder(str(tmp_path / "1")).fingerprint
    assert first == again != second
