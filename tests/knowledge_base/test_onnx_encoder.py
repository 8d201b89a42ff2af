import json
import subprocess
import sys

import numpy as np
import pytest

from knowledge_base.onnx_encoder import OnnxEncoder, bundled

TEXTS = ["快递费要多少钱", "邮费怎么收", "裙子有几种颜色", "退货的运费谁来承担呢 我要退"]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


def test_vectors_have_length_one(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (4, encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_same_question_in_other_words_is_nearer_than_another_matter(encoder: OnnxEncoder) -> None:
    asked, same, other, _ = encoder.encode(TEXTS)
    assert asked @ same > asked @ other + 0.2


def test_a_vector_does_not_depend_on_its_neighbours(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_the_order_of_the_texts_is_kept(encoder: OnnxEncoder) -> None:
    assert encoder.encode(TEXTS[::-1])[::-1] == pytest.approx(encoder.encode(TEXTS), abs=1e-4)


def test_no_text_gives_no_vector(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_very_long_text_is_cut_not_refused(encoder: OnnxEncoder) -> None:
    assert encoder.features(["发货" * 2000])["input_ids"].shape[1] <= encoder.config["max_tokens"]


def test_signs_outside_the_vocabulary_are_taken(encoder: OnnxEncoder) -> None:
    assert np.isfinite(encoder.encode(["😀𠮷ཀ\u200b", ""])).all()


def test_the_fingerprint_names_the_files(encoder: OnnxEncoder) -> None:
    assert encoder.fingerprint.startswith("xiaoer-e5-small@")
    assert encoder.fingerprint == OnnxEncoder().fingerprint


def test_the_files_are_small_enough_to_lie_in_the_repository() -> None:
    assert sum(path.stat().st_size for path in bundled().iterdir()) < 30_000_000


def test_the_card_and_the_licence_lie_beside_the_weights() -> None:
    assert "multilingual-e5-small" in (bundled() / "CARD.md").read_text(encoding="utf-8")
    assert "MIT License" in (bundled() / "LICENSE").read_text(encoding="utf-8")


def test_the_service_needs_no_pytorch() -> None:
    program = "import knowledge_base.search, knowledge_base.encoder, sys, json; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"torch", "sentence_transformers", "transformers", "sklearn"}
