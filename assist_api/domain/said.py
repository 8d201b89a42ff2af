"""What the handover model makes of a whole talk, weighed beside the reasons that the rules find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    """`need`: log odds that a person must take over at the last message; `kind`: the likeliest why.

    `answered`: the bot's answer to that message was read too. Without it less is known, and less is dared.
    """

    need: float
    kind: str
    answered: bool = False


@dataclass(frozen=True)
class Reason:
    code: str
    weight: float
    words: str  # for the agent, in one phrase


@dataclass(frozen=True)
class TalkRules:
    """The table [talk] of handover.toml: how far the model is trusted, and how far the rules beside it."""

    base: float
    slope: float
    calm: float  # log odds against a person that are not yet held against the rules
    least: float
    most: float
    unanswered: float
    sure: float
    rules_share: float
    trusted: frozenset[str]  # reasons of the rules that keep their whole weight

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> TalkRules:
        numbers = {name: float(value) for name, value in table.items() if name != "trusted"}
        return cls(**numbers, trusted=frozenset(table["trusted"]))

    def weight(self, said: Said) -> float:
        need = said.need if said.answered else said.need - self.unanswered
        weight = min(self.most, self.base + self.slope * need)
        return round(weight if weight > 0 else max(self.least, min(0.0, self.calm + need)), 3)


CERTAIN = frozenset({"asked_by_bot", "valued", "valued_order"})  # no reading of the talk says anything of these
OF_THE_MOOD = frozenset({"anger", "growing"})
AGAINST, HINTS = "talk_calm", "talk"
CODES = {
    "request": "requested",
    "anger": "angry",
    "growing": "growing_unhappy",
    "repeated": "repetition",
    "failing": "failure",
    "risk": "risk",
    "complaint": "complaint_1",
    "clock": "too_late",
    "money": "disputed",
}  # of the rules, for the kinds that the model tells apart
_WORDS = {
    "request": "对话里想找人工",
    "anger": "对话里在发火或指责",
    "growing": "对话里责怪越来越重",
    "repeated": "同一件事问了几遍没问到",
    "failing": "机器人接连没帮上",
    "risk": "对话里提到伤害、维权或媒体",
    "complaint": "对话里是严重投诉",
    "clock": "等不及机器人给的时间",
    "money": "对金额一直有异议",
}


def weighed(found: Sequence[Reason], said: Said | None, rules: TalkRules, *, marked: str = "") -> list[Reason]:
    """The rules' reasons with less weight, and the model's word for or against.

    `marked`: how an agent said that the last message is felt; what the model makes of a mood is then not asked.
    """
    if said is None or (marked and said.kind in OF_THE_MOOD):
        return list(found)
    share = [_lighter(reason, rules) for reason in found]
    weight = rules.weight(said)
    if weight < 0:
        certain = any(reason.code == "asked_by_bot" for reason in found)
        return share if certain or not found else [*share, Reason(AGAINST, weight, "整段对话看还不需要人工")]
    return [Reason(_code(said, rules), weight, _WORDS[said.kind]), *share] if weight > 0 else share


def _code(said: Said, rules: TalkRules) -> str:
    """A reason of the rules' kind where the model is sure; else a hint, which makes nothing urgent."""
    return CODES[said.kind] if said.need >= rules.sure else HINTS


def _lighter(reason: Reason, rules: TalkRules) -> Reason:
    if reason.code in CERTAIN | rules.trusted:
        return reason
    return Reason(reason.code, round(reason.weight * rules.rules_share, 3), reason.words)
