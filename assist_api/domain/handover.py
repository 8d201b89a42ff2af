"""Whether a person takes over: a pure function of the whole conversation, with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.mood import carried, is_calm, rises
from assist_api.domain.person_wanted import asks_in_words, only_looks_like_it
from assist_api.domain.risk import risk_in
from assist_api.domain.same_question import says_not_answered, times_asked_before
from assist_api.domain.thresholds import Thresholds

VALUE = frozenset({"valued", "valued_order"})  # reasons that weigh only beside others


@dataclass(frozen=True)
class Turn:
    """One message of the shopper, as understood and felt. `failed`: the bot was asked and could not answer it.

    `feeling` is an agent's correction where there is one, else the model's.
    """

    text: str
    understanding: Understanding | None = None
    feeling: FeltAs | None = None
    failed: bool = False
    message_id: str = ""


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the talk. `note`: what the bot tells the agent with its request."""

    level: str = ""  # of the shopper
    order_yuan: float = 0.0  # of the order that it is about, else of the newest
    complaint_level: int = 0  # 1 serious … 3 small; 0: none that is known
    asked_by_bot: str | None = None
    note: str = ""
    open: bool = True
    agents: int = 1  # on duty

    @property
    def attended(self) -> bool:
        return self.open and self.agents > 0


ATTENDED = Circumstances()


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
    held_back: bool = False  # reason enough, but nobody is there and it may wait: the bot says so and goes on


def decide(turns: Sequence[Turn], thresholds: Thresholds, known: Circumstances = ATTENDED) -> Decision:
    """The verdict on the last of `turns`; the ones before it are its history."""
    reasons = tuple(_reasons(turns, thresholds, known))
    score = round(sum(reason.weight for reason in reasons), 3)
    urgency = urgency_of(turns[-1], thresholds, reasons)
    enough = score >= thresholds.threshold
    waits = enough and not known.attended and _may_wait(reasons, urgency, thresholds)
    return Decision(enough and not waits, score, urgency, reasons, waits)


def urgency_of(turn: Turn, thresholds: Thresholds, reasons: Iterable[Reason] = ()) -> int:
    codes = [reason.code for reason in reasons]
    if turn.understanding:
        codes.append(turn.understanding.intent)
    felt = 1 if turn.feeling and turn.feeling.urgent else 0
    return max([felt, *(thresholds.urgency.get(code, 0) for code in codes)])


_FAILED_ANSWER = re.compile(
    "没(有)?(太)?(听懂|理解|看懂|明白|找到|查到|能帮上)|(不太|不)(明白|理解|清楚您)|换个说法|再说一遍|暂时没有响应|无法回答"
)


def reads_as_failure(answer: str) -> bool:
    """Whether a bot's answer, known only by its text, says that it could not help."""
    return bool(_FAILED_ANSWER.search(answer))


def _may_wait(reasons: Iterable[Reason], urgency: int, thresholds: Thresholds) -> bool:
    weak = all(reason.code in thresholds.waits_unattended for reason in reasons)
    return weak and urgency < thresholds.unattended_urgency


def _reasons(turns: Sequence[Turn], thresholds: Thresholds, known: Circumstances) -> list[Reason]:
    looked_back = _since_calm(turns[-int(thresholds.limits["turns_looked_back"]) :], thresholds)
    found = [
        *_of_this_message(turns[-1], thresholds),
        *_of_the_complaint(turns[-1], thresholds, known),
        *_of_the_mood(looked_back, thresholds),
        *_of_the_answers(looked_back, thresholds),
    ]
    if known.asked_by_bot:
        found.append(_reason("asked_by_bot", thresholds, known.note or _BOT_WORDS.get(known.asked_by_bot, _BOT_ASKS)))
    return [*found, *_of_the_value(thresholds, known)] if found else []


def _since_calm(turns: Sequence[Turn], thresholds: Thresholds) -> Sequence[Turn]:
    """Without what lies before a thank-you: that matter is settled."""
    calm = [i for i, turn in enumerate(turns) if is_calm(turn.understanding, turn.feeling, thresholds.course)]
    return turns[calm[-1] :] if calm else turns


def _of_this_message(turn: Turn, thresholds: Thresholds) -> Iterator[Reason]:
    limits, risk = thresholds.limits, risk_in(turn.text)
    if _asks_for_person(turn, limits["requested_confidence"]):
        yield _reason("requested", thresholds, "要求人工")
    if risk:
        yield _reason("risk", thresholds, f"提到安全、维权或媒体：{risk}")
    if turn.feeling and turn.feeling.scores.get("angry", 0.0) >= limits["angry_score"]:
        yield _reason("angry", thresholds, "情绪愤怒")
    if turn.feeling and turn.feeling.urgent:
        yield _reason("urgent", thresholds, "事情紧急")


def _of_the_complaint(turn: Turn, thresholds: Thresholds, known: Circumstances) -> Iterator[Reason]:
    if known.complaint_level:
        yield _reason(f"complaint_{known.complaint_level}", thresholds, f"{known.complaint_level} 级投诉")
    elif _meant(turn, "complain", thresholds.limits["complaint_confidence"]):
        yield _reason("complaint", thresholds, "投诉")


def _of_the_mood(turns: Sequence[Turn], thresholds: Thresholds) -> Iterator[Reason]:
    course = thresholds.course
    unhappy = [turn.feeling.unhappy if turn.feeling else 0.0 for turn in turns]
    if unhappy[-1] >= course.unhappy:
        yield _reason("dissatisfied", thresholds, "情绪不满")
        if carried(unhappy, course.decay) >= course.carried:
            yield _reason("growing_unhappy", thresholds, "不满在持续")
    if rises(unhappy, course):
        yield _reason("rising_unhappy", thresholds, "越来越不满")


def _of_the_answers(turns: Sequence[Turn], thresholds: Thresholds) -> Iterator[Reason]:
    in_a_row, apart = _failures(turns[-int(thresholds.limits["failures_looked_back"]) :])
    if in_a_row:
        yield _reason("failure", thresholds, f"机器人连续 {in_a_row} 次没答上", in_a_row)
    if apart:
        yield _reason("failure_apart", thresholds, f"前面还有 {apart} 次没答上", apart)
    asked = [(turn.text, turn.understanding) for turn in turns]
    if repeated := times_asked_before(asked, thresholds.sameness):
        yield _reason("repetition", thresholds, f"同一问题问了 {repeated + 1} 次", repeated)
    if says_not_answered(turns[-1].text):
        yield _reason("not_answered", thresholds, "说没有得到回答")


def _of_the_value(thresholds: Thresholds, known: Circumstances) -> Iterator[Reason]:
    if known.level in thresholds.valued_levels:
        yield _reason("valued", thresholds, f"{known.level}会员")
    if known.order_yuan >= thresholds.valued_order:
        yield _reason("valued_order", thresholds, f"订单 {known.order_yuan:.0f} 元")


def _reason(code: str, thresholds: Thresholds, words: str, times: int = 1) -> Reason:
    return Reason(code, round(thresholds.weights[code] * times, 3), words)


def _asks_for_person(turn: Turn, confidence: float) -> bool:
    if asks_in_words(turn.text):
        return True
    return _meant(turn, "request_human", confidence) and not only_looks_like_it(turn.text)


def _meant(turn: Turn, intent: str, confidence: float) -> bool:
    meant = turn.understanding
    return meant is not None and meant.intent == intent and meant.confidence >= confidence


def _failures(turns: Sequence[Turn]) -> tuple[int, int]:
    """(failures in a row up to the last message, those before them); none where the last one was answered."""
    if not turns[-1].failed:
        return 0, 0
    in_a_row = next((i for i, turn in enumerate(reversed(turns)) if not turn.failed), len(turns))
    return in_a_row, sum(turn.failed for turn in turns) - in_a_row


_BOT_ASKS = "机器人请求人工"
_BOT_WORDS = {
    "requested": "要求人工",
    "complaint": "投诉",
    "risk": "有风险的情况",
    "failure": "机器人没能解决",
    "shop_unavailable": "店铺系统没有响应",
    "locked": "身份核对多次不符",
}
