"""What an agent makes of a message's feeling, where the model read it wrong (or right)."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from assist_api.domain.messages import FeltAs, Message, Sender
from assist_api.errors import FeelingNotRead


class Label(StrEnum):
    SATISFIED = "satisfied"
    NEUTRAL = "neutral"
    DISSATISFIED = "dissatisfied"
    ANGRY = "angry"


class Decided(StrEnum):
    """What a trainer made of a mark."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


def read_of(message: Message) -> FeltAs:
    """What the message is felt as now; raises where there is nothing to mark."""
    if message.sender is not Sender.SHOPPER or message.feeling is None:
        raise FeelingNotRead
    return message.feeling


def corrected(model: FeltAs, label: Label, by: str) -> FeltAs:
    """A person's word is certain, and rests on no words of the message; urgency is another question.

    An agent who agrees with the model takes an earlier correction back.
    """
    if label == model.label:
        return model
    scores = {name.value: float(name is label) for name in Label}
    return replace(model, label=label.value, scores=scores, evidence=(), by=by)
