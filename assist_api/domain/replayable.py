"""A decision's inputs as they are stored and read back: with them and the texts it can be decided again, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assist_api.domain.handover import Circumstances, Turn
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.said import Said
from assist_api.domain.thresholds import Thresholds


def inputs_of(turns: Sequence[Turn], known: Circumstances, thresholds: Thresholds) -> dict[str, Any]:
    """All that was weighed. A text stays in its message, so that it is kept, masked and deleted in one place only."""
    return {
        "turns": [_kept(turn) for turn in turns],
        "known": asdict(known),
        "mode": thresholds.mode.first.value,
        "thresholds": thresholds.version,
    }


def turns_of(inputs: Mapping[str, Any], texts: Mapping[str, str], answers: Mapping[str, str]) -> list[Turn]:
    """`texts` and `answers` (what the bot had said before) by message id."""
    return [_turn(kept, texts, answers) for kept in inputs["turns"]]


def circumstances_of(inputs: Mapping[str, Any]) -> Circumstances:
    return Circumstances(**inputs["known"])


def _kept(turn: Turn) -> dict[str, Any]:
    meant, felt = turn.understanding, turn.feeling
    return {
        "message_id": turn.message_id,
        "intent": meant.intent if meant else None,
        "confidence": meant.confidence if meant else None,
        "ranking": [list(pair) for pair in meant.ranking] if meant else [],
        "feeling": {"label": felt.label, "scores": felt.scores, "urgent": felt.urgent, "by": felt.by} if felt else None,
        "failed": turn.failed,
        "said": asdict(turn.said) if turn.said else None,
    }


def _turn(kept: Mapping[str, Any], texts: Mapping[str, str], answers: Mapping[str, str]) -> Turn:
    message_id = kept["message_id"]
    ranking = tuple((str(intent), float(share)) for intent, share in kept.get("ranking", ()))  # older ones have none
    meant = Understanding(kept["intent"], kept["confidence"], ranking) if kept["intent"] else None
    felt = FeltAs(**kept["feeling"]) if kept["feeling"] else None
    said = Said(**kept["said"]) if kept.get("said") else None
    return Turn(texts[message_id], meant, felt, kept["failed"], message_id, answers[message_id], said)
