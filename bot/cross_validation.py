"""How well a pipeline does on sentences that it was not trained on: the training sentences themselves, in folds.

The features are those of the trained model: its vocabulary has seen every sentence, the classifier of a fold has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.readings import Reading

FOLDS = 3  # more would cost a minute each, and tell the same of two models
AT_ONCE = 256

Places = Iterable[int]  # in the list of messages


def cross_validated(agent: Any, sentences: Sequence[tuple[str, str]], tell: Callable[[float], None]) -> list[Reading]:
    """`sentences`: (text, intent). Empty where the pipeline's classifier cannot be trained by itself. `tell`: the share
    that is done."""
    node = _classifier_node(agent)
    if node is None:
        return []
    messages = list(_features(agent, node, [text for text, _ in sentences]))
    for message, (_, intent) in zip(messages, sentences, strict=True):
        message.set("intent", intent)
    readings: list[Reading] = []
    for number, (learned, asked) in enumerate(_folds([intent for _, intent in sentences])):
        tell((number + 0.5) / FOLDS)
        readings += _read(node.uses({**node.uses.get_default_config(), **node.config}), messages, learned, asked)
    return readings


def _classifier_node(agent: Any) -> Any:
    from bot.components.linear_classifier import LinearIntentClassifier

    nodes = agent.processor.graph_runner._graph_schema.nodes.values()
    return next((node for node in nodes if issubclass(node.uses, LinearIntentClassifier)), None)


def _features(agent: Any, node: Any, texts: Sequence[str]) -> Iterator[Any]:
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE

    target = node.needs["messages"]
    for start in range(0, len(texts), AT_ONCE):
        said = [UserMessage(text) for text in texts[start : start + AT_ONCE]]
        yield from agent.processor.graph_runner.run({PLACEHOLDER_MESSAGE: said}, [target])[target]


def _folds(intents: Sequence[str]) -> Iterator[tuple[Places, Places]]:
    yield from StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(np.zeros(len(intents)), intents)


def _read(classifier: Any, messages: Sequence[Any], learned: Places, asked: Places) -> Iterator[Reading]:
    classifier.fit([messages[at] for at in learned])
    held_out = [messages[at] for at in asked]
    for message, (best, *_) in zip(held_out, classifier.rankings(held_out), strict=True):
        yield Reading(message.get("text"), message.get("intent"), best["name"], best["name"], best["confidence"])
