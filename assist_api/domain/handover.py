"""Whether a person takes over: a pure function of the whole conversation, with its reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist_api.domain.messages import FeltAs, Understanding

RISK = re.compile(
    "12315|12345|消协|工商|市监|市场监督|律师|起诉|法院|报警|曝光|媒体|电视台|315|黑猫投诉"
    "|起火|着火|冒烟|爆炸|漏电|触电|烧伤|烫伤|中毒|过敏|住院|急诊|流血|受伤|昏迷|呕吐"
)
HUMAN = re.compile(
    "(转|找|叫|换|要|来|接|有没有|有|是不是)(个|一下|一个|你们的|你们)?(人工|真人|活人|主管|经理|客服人员)"
    "|^(转)?人工(客服|服务)?[!！。~？?]*$|(不|别)(想|要)?(跟|和|同)(你|机器人|机器)(说|聊|讲)"
)


@dataclass(frozen=True)
class Turn:
    """One message of the shopper, as understood and felt. `failed`: the bot was asked and could not answer it."""

    text: str
    understanding: Understanding | None = None
    feeling: FeltAs | None = None
    failed: bool = False


@dataclass(frozen=True)
class Thresholds:
    threshold: float
    weights: Mapping[str, float]
    limits: Mapping[str, float]
    urgency: Mapping[str, int]
    valued_levels: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Thresholds:
        """From the parsed handover.toml."""
        levels = tuple(table["value"]["levels"])
        return cls(table["threshold"], table["weights"], table["limits"], table["urgency"], levels)


@dataclass(frozen=True)
class Reason:
    code: str
    weight: float
    words: str  # for the agent, in one phrase


@dataclass(frozen=True)
class Decision:
    handover: bool
    score: float
    urgency: int
    reasons: tuple[Reason, ...]


def decide(
    turns: Sequence[Turn],
    thresholds: Thresholds,
    *,
    level: str = "",
    asked_by_bot: str | None = None,
    note: str = "",
) -> Decision:
    """The verdict on the last of `turns`; the ones before it are its history. `note`: what the bot tells the agent."""
    reasons = tuple(_reasons(turns, thresholds, level, asked_by_bot, note))
    score = round(sum(reason.weight for reason in reasons), 3)
    return Decision(score >= thresholds.threshold, score, urgency_of(turns[-1], thresholds, reasons), reasons)


_FAILED_ANSWER = re.compile(
    "没(有)?(太)?(听懂|理解|看懂|明白|找到|查到|能帮上)|(不太|不)(明白|理解|清楚您)|换个说法|再说一遍|暂时没有响应|无法回答"
)


def reads_as_failure(answer: str) -> bool:
    """Whether a bot's answer, known only by its text, says that it could not help."""
    return bool(_FAILED_ANSWER.search(answer))


def urgency_of(turn: Turn, thresholds: Thresholds, reasons: Sequence[Reason] = ()) -> int:
    codes = [reason.code for reason in reasons]
    if turn.understanding:
        codes.append(turn.understanding.intent)
    felt = 1 if turn.feeling and turn.feeling.urgent else 0
    return max([felt, *(thresholds.urgency.get(code, 0) for code in codes)])


def _reasons(
    turns: Sequence[Turn], thresholds: Thresholds, level: str, asked_by_bot: str | None, note: str
) -> list[Reason]:
    looked_back = turns[-int(thresholds.limits["turns_looked_back"]) :]
    found = [
        *_of_this_message(looked_back[-1], thresholds),
        *_of_the_course(looked_back, thresholds),
    ]
    if asked_by_bot:
        found.append(_reason("asked_by_bot", thresholds, note or _BOT_WORDS.get(asked_by_bot, "机器人请求人工")))
    if found and level in thresholds.valued_levels:
        found.append(_reason("valued", thresholds, f"{level}会员"))
    return found


def _of_this_message(turn: Turn, thresholds: Thresholds) -> list[Reason]:
    limits = thresholds.limits
    checks = {
        "requested": (
            HUMAN.search(turn.text) or _meant(turn, "request_human", limits["requested_confidence"]),
            "要求人工",
        ),
        "risk": (RISK.search(turn.text), "提到安全、维权或媒体"),
        "complaint": (_meant(turn, "complain", limits["complaint_confidence"]), "投诉"),
        "angry": (turn.feeling and turn.feeling.scores.get("angry", 0.0) >= limits["angry_score"], "情绪愤怒"),
        "urgent": (turn.feeling and turn.feeling.urgent, "事情紧急"),
    }
    return [_reason(code, thresholds, words) for code, (holds, words) in checks.items() if holds]


def _of_the_course(turns: Sequence[Turn], thresholds: Thresholds) -> list[Reason]:
    limits, found = thresholds.limits, []
    unhappy = [bool(turn.feeling and turn.feeling.unhappy >= limits["unhappy_score"]) for turn in turns]
    if unhappy[-1]:
        found.append(_reason("dissatisfied", thresholds, "情绪不满"))
        if any(unhappy[:-1]):
            found.append(_reason("growing_unhappy", thresholds, "不满在持续"))
    if failures := _failures_in_a_row(turns):
        found.append(_reason("failure", thresholds, f"机器人连续 {failures} 次没答上", failures))
    if repeated := _repetitions(turns, limits["same_question"]):
        found.append(_reason("repetition", thresholds, f"同一问题问了 {repeated + 1} 次", repeated))
    return found


def _reason(code: str, thresholds: Thresholds, words: str, times: int = 1) -> Reason:
    return Reason(code, thresholds.weights[code] * times, words)


def _meant(turn: Turn, intent: str, confidence: float) -> bool:
    meant = turn.understanding
    return meant is not None and meant.intent == intent and meant.confidence >= confidence


def _failures_in_a_row(turns: Sequence[Turn]) -> int:
    count = 0
    for turn in reversed(turns):
        if not turn.failed:
            break
        count += 1
    return count


def _repetitions(turns: Sequence[Turn], same: float) -> int:
    """How many earlier messages ask what the last one asks. Very short ones (好的, 在吗) are no question."""
    last = _pairs(turns[-1].text)
    if len(last) < 3:
        return 0
    return sum(_overlap(last, _pairs(turn.text)) >= same for turn in turns[:-1])


def _pairs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W+", "", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


_BOT_WORDS = {
    "requested": "要求人工",
    "complaint": "投诉",
    "risk": "有风险的情况",
    "failure": "机器人没能解决",
    "shop_unavailable": "店铺系统没有响应",
    "locked": "身份核对多次不符",
}
