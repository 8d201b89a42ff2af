"""The component runs in the bot's environment, so it is asked there, in a process of its own."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge_base.onnx_encoder import OnnxEncoder

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bot" / "bin" / "python"
TEXTS = ["今天下单什么时候发货？", "這件 XL 碼還有貨嗎😀", "退货运费谁出", "今天下单什么时候发货？"]
PROGRAM = """
import json, sys
from bot.components.encoder_featurizer import EncoderFeaturizer
from rasa.shared.nlu.training_data.message import Message
texts = json.loads(sys.argv[1])
config = {**EncoderFeaturizer.get_default_config(), "cache_size": 2, "scale": 3.0}
featurizer = EncoderFeaturizer(config, "encoder")
messages = featurizer.process([Message.build(text) for text in [*texts, ""]])
found = [message.get_dense_features("text") for message in messages]
print(json.dumps({
    "sentence": [features[1].features[0].tolist() for features in found[:-1]],
    "sequence": [features[0] is not None for features in found],
    "empty": found[-1][1] is None,
    "cached": list(featurizer.vectors.cache),
    "addon": EncoderFeaturizer.fingerprint_addon({}),
}))
"""

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="the bot's environment .venv-bot is not installed")


@cache
def answer() -> dict[str, Any]:
    command = [str(PYTHON), "-W", "ignore", "-c", PROGRAM, json.dumps(TEXTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_the_bot_reads_the_same_vectors_as_the_knowledge_base() -> None:
    here = OnnxEncoder().encode(TEXTS)
    there = np.array(answer()["sentence"]) / 3.0
    assert (here * there).sum(axis=1) == pytest.approx(1.0, abs=1e-3)


def test_the_same_text_has_the_same_vector_twice() -> None:
    sentence = answer()["sentence"]
    assert sentence[0] == sentence[3]


def test_the_scale_is_the_length_of_the_vectors() -> None:
    assert np.linalg.norm(answer()["sentence"], axis=1) == pytest.approx(3.0, abs=1e-3)


def test_a_message_gets_sentence_features_only_and_an_empty_one_none() -> None:
    assert not any(answer()["sequence"])
    assert answer()["empty"]


def test_no_more_texts_are_remembered_than_asked_for() -> None:
    assert len(answer()["cached"]) == 2


def test_another_encoder_file_would_be_another_fingerprint() -> None:
    assert len(answer()["addon"]) == 64
