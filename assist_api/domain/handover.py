"""Whether a person takes over: a pure function of the whole conversation, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assist_api.domain.blame import blames
from assist_api.domain.bot_lines import chats, offers_person
from assist_api.domain.frames import accepts, holds_against_us, is_bare_threat, of_another_shop, shouts
from assist_api.domain.impasse import disputes_sum, is_too_late
from assist_api.domain.in_earnest import abuses, asks_about_a_rule, is_matter, is_meant, sounds_only, takes_back
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.mood import carried, is_calm, rises
from assist_api.domain.person_wanted import asks_in_words, may_ask, only_looks_like_it, says_yes
from assist_api.domain.risk import risk_in, without_look_alikes
from assist_api.domain.said import Reason, Said, weighed
from assist_api.domain.same_question import Asked, says_not_answered, times_asked_again
from assist_api.domain.serious_complaint import serious_in
from assist_api.domain.thresholds import Thresholds
from assist_api.domain.tickets import Kind, Level, propose_level

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
    before: str = ""  # what the bot had said just before it
    said: Said | None = None  # what the handover model makes of the talk up to here


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the talk. `note`: what the bot tells the agent with its request."""

    level: str = ""  # of the shopper
    order_yuan: float = 0.0  # of the order that it is about, else of the newest
    asked_by_bot: str | None = None
    note: str = ""
    open: bool = True
    agents: int = 1  # on duty

    @property
    def attended(self) -> bool:
        return self.open and self.agents > 0


ATTENDED = Circumstances()


@dataclass(frozen=True)
class Decision:
    handover: bool
    score: float
    urgency: int
    reasons: tuple[Reason, ...]
    held_back: bool = False  # reason enough, but nobody is there and it may wait: the bot says so and goes on


def decide(turns: Sequence[Turn], thresholds: Thresholds, known: Circumstances = ATTENDED) -> Decision:
    """The verdict on the last of `turns`; the ones before it are its history."""
    last = turns[-1]
    marked = last.feeling.label if last.feeling and last.feeling.by else ""
    reasons = tuple(weighed(_reasons(turns, thresholds, known), last.said, thresholds.talk, marked=marked))
    score = round(sum(reason.weight for reason in reasons), 3)
    urgency = urgency_of(last, thresholds, reasons)
    enough = score >= thresholds.threshold
    waits = enough and not known.attended and _may_wait(reasons, urgency, thresholds)
    return Decision(enough and not waits, score, urgency, reasons, waits)


def urgency_of(turn: Turn, thresholds: Thresholds, reasons: Iterable[Reason] = ()) -> int:
    codes = [reason.code for reason in reasons]
    if turn.understanding:
        codes.append(turn.understanding.intent)
    felt = 1 if turn.feeling and turn.feeling.urgent else 0
    return max([felt, *(thresholds.urgency.get(code, 0) for code in codes)])


def _may_wait(reasons: Iterable[Reason], urgency: int, thresholds: Thresholds) -> bool:
    weak = all(reason.code in thresholds.waits_unattended for reason in reasons)
    return weak and urgency < thresholds.unattended_urgency


def _reasons(turns: Sequence[Turn], thresholds: Thresholds, known: Circumstances) -> list[Reason]:
    looked_back = _since_calm(turns[-int(thresholds.limits["turns_looked_back"]) :], thresholds)
    matter = _has_matter(turns[-int(thresholds.limits["turns_looked_back"]) :], thresholds)
    found = [
        *_of_this_message(turns[-1], thresholds, matter),
        *_of_the_complaint(looked_back, thresholds, matter),
        *_of_the_mood(looked_back, thresholds, matter),
        *_of_the_answers(looked_back, thresholds),
    ]
    if known.asked_by_bot:
        found.append(_reason("asked_by_bot", thresholds, known.note or _BOT_WORDS.get(known.asked_by_bot, _BOT_ASKS)))
    return [*found, *_of_the_value(thresholds, known)] if found else []


def _since_calm(turns: Sequence[Turn], thresholds: Thresholds) -> Sequence[Turn]:
    """Without what lies before a thank-you: that matter is settled."""
    calm = [i for i, turn in enumerate(turns) if not turn.failed and settles(turn, thresholds)]
    return turns[calm[-1] :] if calm else turns


def settles(turn: Turn, thresholds: Thresholds) -> bool:
    """Whether the shopper is content again with this message, or takes back what was said."""
    if blames(turn.text) or says_not_answered(turn.text):
        return False
    return takes_back(turn.text) or is_calm(turn.understanding, turn.feeling, thresholds.course)


def _of_this_message(turn: Turn, thresholds: Thresholds, matter: bool) -> Iterator[Reason]:
    limits, risk = thresholds.limits, risk_in(turn.text)
    if _asks_for_person(turn, limits["requested_confidence"]) and not _is_content(turn, thresholds):
        yield _reason("requested", thresholds, "要求人工")
    if risk:
        yield _reason("risk", thresholds, f"提到安全、维权或媒体：{risk}")
    if _is_angry(turn, limits["angry_score"], matter) and not _is_content(turn, thresholds):
        yield _reason("angry", thresholds, "情绪愤怒")
    if turn.feeling and turn.feeling.urgent:
        yield _reason("urgent", thresholds, "事情紧急")
    if is_too_late(turn.text, turn.before):
        yield _reason("too_late", thresholds, "机器人给的时间来不及")


def _is_content(turn: Turn, thresholds: Thresholds) -> bool:
    """Who is satisfied tells of a person or of an anger that is over: 转人工秒接 态度真好."""
    return turn.feeling is not None and turn.feeling.scores.get("satisfied", 0.0) >= thresholds.course.content


def _of_the_complaint(turns: Sequence[Turn], thresholds: Thresholds, matter: bool) -> Iterator[Reason]:
    last = turns[-1]
    if serious := serious_in(last.text):
        yield _reason("complaint_1", thresholds, f"1 级投诉：{serious}")
    elif _complains(last, thresholds.limits["complaint_confidence"]):
        proposed = propose_level([without_look_alikes(turn.text) for turn in turns])
        told = matter or proposed.kind is not Kind.OTHER
        level = (proposed.level if told else Level.SMALL).value
        yield _reason(f"complaint_{level}", thresholds, f"{level} 级投诉")


def _of_the_mood(turns: Sequence[Turn], thresholds: Thresholds, matter: bool) -> Iterator[Reason]:
    course = thresholds.course
    unhappy = [_unhappiness(turn, matter) for turn in turns]
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
    asked = [Asked(turn.text, turn.understanding, turn.before) for turn in turns]
    if again := times_asked_again(asked, thresholds.sameness):
        yield _reason("repetition", thresholds, "同一问题反复在问", again)
    said = [turn.before for turn in turns[-_ANSWERS_OF_A_SUM:]]
    if disputes_sum(turns[-1].text, said):
        yield _reason("disputed", thresholds, "对金额有异议")
    if says_not_answered(turns[-1].text):
        yield _reason("not_answered", thresholds, "说没有得到回答")


def _of_the_value(thresholds: Thresholds, known: Circumstances) -> Iterator[Reason]:
    if known.level in thresholds.valued_levels:
        yield _reason("valued", thresholds, f"{known.level}会员")
    if known.order_yuan >= thresholds.valued_order:
        yield _reason("valued_order", thresholds, f"订单 {known.order_yuan:.0f} 元")


def _reason(code: str, thresholds: Thresholds, words: str, times: float = 1) -> Reason:
    return Reason(code, round(thresholds.weights[code] * times, 3), words)


def _asks_for_person(turn: Turn, confidence: float) -> bool:
    if asks_in_words(turn.text) or (offers_person(turn.before) and says_yes(turn.text)):
        return True
    if may_ask(turn.text) and (turn.understanding is None or turn.understanding.intent in _NO_MATTER):
        return True
    return _meant(turn, "request_human", confidence) and not only_looks_like_it(turn.text)


_NO_MATTER = frozenset(
    {"request_human", "complain", "nlu_fallback", "out_of_scope", "chitchat", "bot_challenge", "deny"}
)


def _complains(turn: Turn, confidence: float) -> bool:
    return _meant(turn, "complain", confidence) and not (asks_about_a_rule(turn.text) or takes_back(turn.text))


def _is_angry(turn: Turn, limit: float, matter: bool) -> bool:
    """An agent's word is enough; the model's needs a second sign: a matter, abuse or shouting."""
    if turn.feeling and turn.feeling.by:
        return turn.feeling.label == "angry"
    agreed = abuses(turn.text) or shouts(turn.text) or (matter and not is_bare_threat(turn.text))
    return agreed and _anger(turn, matter) >= limit


def _has_matter(turns: Sequence[Turn], thresholds: Thresholds) -> bool:
    """Whether the talk is about something that went wrong, so that unhappy words may be believed."""
    confidence = thresholds.limits["agreeing_confidence"]
    turns = [turn for number, turn in enumerate(turns) if not any(chats(later.before) for later in turns[number:][1:2])]
    return any(
        holds_against_us(turn.text)
        or blames(turn.text)
        or (is_matter(turn.understanding, confidence) and not chats(turn.before))
        for turn in turns
    )


_CALM_IN_ABUSE = 0.6
_ANSWERS_OF_A_SUM = 3  # of the bot, in which it may have explained the sum


def _anger(turn: Turn, matter: bool) -> float:
    """Nothing for what only sounds angry; a word of abuse is enough where the model is not sure of a calm message."""
    felt = turn.feeling
    if felt is None or not _is_meant(turn, matter):
        return 0.0
    in_abuse = abuses(turn.text) and felt.scores.get("neutral", 0.0) < _CALM_IN_ABUSE
    return 1.0 if in_abuse else felt.scores.get("angry", 0.0)


def _unhappiness(turn: Turn, matter: bool) -> float:
    """As an agent says; else as felt, where it is meant. Blame without a bad word counts whatever the model feels."""
    felt = turn.feeling
    if felt and felt.by:
        return felt.unhappy
    if blames(turn.text) and not (sounds_only(turn.text) or of_another_shop(turn.text)):
        return 1.0
    return felt.unhappy if felt and _is_meant(turn, matter) and not _agrees(turn) else 0.0


def _is_meant(turn: Turn, matter: bool) -> bool:
    """Small talk, by the classifier or by the bot's laugh, is no part of the matter."""
    talks = chats(turn.before) or (turn.understanding is not None and turn.understanding.intent in _SMALL_TALK)
    return is_meant(turn.text, matter and not talks)


_SMALL_TALK = frozenset({"chitchat", "out_of_scope", "bot_challenge", "praise", "thank", "greet"})


def _agrees(turn: Turn) -> bool:
    """Whether it takes what the bot has just said or offered, in no clearly unhappy way: 催 after 要我帮您催仓库吗."""
    if turn.feeling and turn.feeling.unhappy >= _CLEARLY:
        return False
    offered = turn.before.rstrip("～。 ").endswith(("？", "?"))
    return bool(turn.before) and (accepts(turn.text) or (offered and len(turn.text) <= _A_WORD))


_A_WORD = 3  # letters
_CLEARLY = 0.6


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
