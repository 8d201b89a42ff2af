"""The file of thresholds (handover.toml), checked: what is missing or misspelt is refused with its name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assist_api.domain.answers_first import Mode
from assist_api.domain.mood import Course
from assist_api.domain.said import TalkRules
from assist_api.domain.same_question import Sameness
from assist_api.errors import SettingsRefused

WEIGHTS = frozenset(
    {
        "requested", "asked_by_bot", "risk", "angry", "dissatisfied", "growing_unhappy", "rising_unhappy",
        "complaint_1", "complaint_2", "complaint_3", "failure", "failure_apart", "repetition", "not_answered", "urgent",
        "valued", "valued_order", "too_late", "disputed",
    }
)  # fmt: skip
LIMITS = frozenset(
    {
        "requested_confidence", "complaint_confidence", "agreeing_confidence",
        "angry_score", "unhappy_score", "carried_score", "decay",
        "rise", "calm_score", "content_score", "calm_confidence", "same_question", "same_intent", "same_repeated",
        "same_answer", "same_confidence", "stuck", "intent_alone", "turns_looked_back", "failures_looked_back",
    }
)  # fmt: skip
TALK = frozenset(TalkRules.__dataclass_fields__)
TABLES = frozenset({"threshold", "weights", "limits", "talk", "urgency", "repetition", "value", "duty", "mode"})


@dataclass(frozen=True)
class Thresholds:
    threshold: float
    weights: Mapping[str, float]
    limits: Mapping[str, float]
    urgency: Mapping[str, int]
    sameness: Sameness
    course: Course
    talk: TalkRules
    valued_levels: tuple[str, ...]
    valued_order: float  # yuan
    waits_unattended: frozenset[str]  # reasons that may wait for somebody to come on duty
    unattended_urgency: int  # from which on nothing waits
    mode: Mode
    version: str  # of the content, so that a decision names the file that it was made by

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Thresholds:
        """From the parsed file. Raises SettingsRefused."""
        _same_names("", TABLES, table)
        _same_names("weights.", WEIGHTS, table["weights"])
        _same_names("limits.", LIMITS, table["limits"])
        _same_names("talk.", TALK, table["talk"])
        limits, value, duty = table["limits"], table["value"], table["duty"]
        return cls(
            table["threshold"],
            table["weights"],
            limits,
            table["urgency"],
            _sameness(limits, table["repetition"]),
            _course(limits),
            TalkRules.of(table["talk"]),
            tuple(value["levels"]),
            float(value["order_yuan"]),
            frozenset(duty["may_wait"]),
            int(duty["urgency_never_waits"]),
            Mode.of(table["mode"]),
            _version(table),
        )


def _sameness(limits: Mapping[str, float], repetition: Mapping[str, list[str]]) -> Sameness:
    return Sameness(
        limits["same_question"],
        limits["same_intent"],
        limits["same_repeated"],
        limits["same_answer"],
        limits["same_confidence"],
        limits["stuck"],
        limits["intent_alone"],
        frozenset(repetition["other_object"]),
        frozenset(repetition["no_question"]),
    )


def _course(limits: Mapping[str, float]) -> Course:
    return Course(
        limits["decay"],
        limits["unhappy_score"],
        limits["carried_score"],
        limits["rise"],
        limits["calm_score"],
        limits["content_score"],
        limits["calm_confidence"],
    )


def _same_names(where: str, wanted: frozenset[str], given: Mapping[str, Any]) -> None:
    for name in sorted(wanted ^ set(given)):
        what = "is missing" if name in wanted else "means nothing"
        raise SettingsRefused(f"The file of handover thresholds: {where}{name} {what}.")


def _version(table: Mapping[str, Any]) -> str:
    """Of what the file says, not of its comments."""
    return hashlib.sha256(json.dumps(table, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
