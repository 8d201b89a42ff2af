"""Intents by one linear margin each, over weighted n-gram counts and the encoder's vector.

Why not Rasa's LogisticRegressionClassifier: on the same features it understood less (config.yml has the figures) and
trained twenty times as long; raw counts drown rare words and the encoder's vector alike. Stored as plain arrays, so
that loading a model runs no code of its file.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

_SHOWN = 10  # intents in the ranking


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    @classmethod
    def required_components(cls) -> List[Type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`dense_weight` is the vector's length beside counts of length 1; `sharpness` turns margins into confidences
        (softmax) and has the least log-loss on nlu_data/test."""
        return {"C": 0.5, "dense_weight": 0.8, "sharpness": 6.0}

    def __init__(
        self, config: Dict[str, Any], storage: Optional[ModelStorage] = None, resource: Optional[Resource] = None
    ) -> None:
        """Without a place to be stored in, it can be fitted and asked, and is forgotten."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._intents: List[str] = []
        self._idf = self._weights = self._bias = np.empty(0)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        self.fit([each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)])
        return self._persist()

    def fit(self, examples: List[Message]) -> None:
        counts = _counts(examples)
        self._idf = np.log((1 + counts.shape[0]) / (1 + np.diff(counts.tocsc().indptr))) + 1
        machine = LinearSVC(C=self._config["C"], random_state=0)
        machine.fit(self._features(examples, counts), [each.get(INTENT) for each in examples])
        self._intents = [str(intent) for intent in machine.classes_]
        self._weights, self._bias = machine.coef_.T, machine.intercept_

    def process(self, messages: List[Message]) -> List[Message]:
        said = [message for message in messages if message.get(TEXT)]
        for message, ranking in zip(said, self.rankings(said), strict=True):
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def rankings(self, messages: List[Message]) -> List[List[Dict[str, Any]]]:
        return [self._ranking(scores) for scores in self._confidences(messages)]

    def _ranking(self, scores: np.ndarray) -> List[Dict[str, Any]]:
        return [{"name": self._intents[at], "confidence": float(scores[at])} for at in np.argsort(-scores)[:_SHOWN]]

    def _confidences(self, messages: List[Message]) -> np.ndarray:
        if not messages:
            return np.empty((0, len(self._intents)))
        margins = self._features(messages, _counts(messages)) @ self._weights + self._bias
        powers = np.exp(self._config["sharpness"] * (margins - margins.max(axis=1, keepdims=True)))
        return powers / powers.sum(axis=1, keepdims=True)

    def _features(self, messages: List[Message], counts: csr_matrix) -> csr_matrix:
        """Counts flattened (1 + log), weighted by rarity, to unit length; then the vector."""
        flat = counts.astype(float)
        flat.data = 1 + np.log(flat.data)
        weighted = normalize(flat.multiply(self._idf).tocsr())
        dense = [message.get_dense_features(TEXT)[1] for message in messages]
        if any(each is None for each in dense):
            return weighted
        vectors = normalize(np.vstack([each.features for each in dense]))
        return hstack([weighted, csr_matrix(self._config["dense_weight"] * vectors)]).tocsr()

    def _persist(self) -> Resource:
        assert self._storage and self._resource
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "weights.npz", idf=self._idf, weights=self._weights, bias=self._bias)
            (folder / "intents.json").write_text(json.dumps(self._intents), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> LinearIntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = np.load(folder / "weights.npz", allow_pickle=False)
            component._idf, component._weights, component._bias = stored["idf"], stored["weights"], stored["bias"]
            component._intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        return component


def _counts(messages: List[Message]) -> csr_matrix:
    return vstack([message.get_sparse_features(TEXT)[1].features for message in messages]).tocsr()
