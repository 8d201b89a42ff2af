"""Sentence vectors of the bundled encoder as dense features: tokenizers and ONNX Runtime, no PyTorch.

The same files give the same vectors as `knowledge_base.onnx_encoder`, which lives in the other environment; a test
holds the two together. Only sentence features: what LogisticRegressionClassifier reads.
"""

import hashlib
import json
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Type

import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer as RasaTokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[2]
BATCH = 32


class SentenceVectors:
    """The model folder as a function from texts to centred unit vectors, with the last `cache_size` remembered."""

    def __init__(self, model_dir: Path, cache_size: int) -> None:
        config = json.loads((model_dir / "config.json").read_text(encoding="utf-8"))
        self.prefix: str = config["prefix"]
        self.center = np.array(config["center"], dtype=np.float32)
        self.tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        path = str(model_dir / "encoder.onnx")
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.cache: OrderedDict[str, np.ndarray] = OrderedDict()
        self.cache_size = cache_size
        self.told: Callable[[int, int], None] = lambda done, wanted: None  # hears how many have been encoded

    def of(self, texts: Sequence[str]) -> Dict[str, np.ndarray]:
        known = {text: self.cache[text] for text in texts if text in self.cache}
        missing = sorted(set(texts) - set(known), key=len)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            known.update(zip(batch, self.encode(batch), strict=True))
            self.told(start + len(batch), len(missing))
        self.remember(known)
        return known

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        encodings = self.tokenizer.encode_batch([self.prefix + text for text in texts])
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        (vectors,) = self.session.run(["sentence_embedding"], {"input_ids": ids, "attention_mask": mask})
        moved = vectors - self.center
        return moved / np.linalg.norm(moved, axis=1, keepdims=True)

    def remember(self, vectors: Dict[str, np.ndarray]) -> None:
        for text, vector in vectors.items():
            self.cache[text] = vector
            self.cache.move_to_end(text)
        while len(self.cache) > self.cache_size:
            self.cache.popitem(last=False)


@lru_cache(maxsize=2)
def shared_vectors(model_dir: Path, cache_size: int) -> SentenceVectors:
    """One for all models of a process: the session is most of what a model weighs."""
    return SentenceVectors(model_dir, cache_size)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    @classmethod
    def required_components(cls) -> List[Type]:
        return [RasaTokenizer]

    @staticmethod
    def required_packages() -> List[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`scale` is the length of the vectors: a linear classifier regularises small features away beside counts."""
        return {
            **DenseFeaturizer.get_default_config(),
            "model_dir": "knowledge_base/model",
            "cache_size": 256,
            "scale": 1.0,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        return cls(config, execution_context.node_name)

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self.vectors = shared_vectors(_folder(config), config["cache_size"])
        self.scale = float(config["scale"])

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Another encoder file means other features: Rasa must not take them from its training cache."""
        folder = _folder({**cls.get_default_config(), **config})
        return hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        if not (_folder({**cls.get_default_config(), **config}) / "encoder.onnx").is_file():
            raise FileNotFoundError(f"EncoderFeaturizer: no encoder.onnx in {config.get('model_dir')}")

    def process(self, messages: List[Message]) -> List[Message]:
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = self.vectors.of([message.get(TEXT) for message in with_text])
        for message in with_text:
            sentence = (self.scale * vectors[message.get(TEXT)])[np.newaxis]
            self.add_features_to_message(None, sentence, TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data


def _folder(config: Dict[str, Any]) -> Path:
    """A relative folder counts from the repository's root, wherever the server was started."""
    return ROOT / config["model_dir"]
