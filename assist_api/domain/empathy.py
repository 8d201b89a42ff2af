"""The one sentence of understanding before a handover. It names the case from what is known, so that it is never stock.

Three parts: whether the person is well (where somebody may be hurt), the matter with what presses it, the feeling.
No feeling is worded twice in one conversation, and what the bot's own answer has just said is not said again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist_api.domain.deadlines import Needed, needed_by
from assist_api.domain.handover import Decision, Turn
from assist_api.domain.matters import WAITED, matter
from assist_api.domain.order_facts import OrderFacts
from assist_api.domain.topics import TOPICS, VAGUE

BROKEN = "不好意思，您这条消息我没能处理好，我请人工客服来看，前面的对话一起转过去。"
LOOKED_BACK = 6


@dataclass(frozen=True)
class Known:
    """`said`: what the bot has told in this conversation; `just_said`: its answer to this very message."""

    now: datetime
    order: OrderFacts | None = None
    said: Sequence[str] = ()
    just_said: Sequence[str] = ()


def sentence(decision: Decision, turns: Sequence[Turn], known: Known) -> str:
    if any(_SORRY_ALREADY.search(text) for text in known.just_said):
        return f"{_fresh(_HANDING, known.said)}。"
    codes = {reason.code for reason in decision.reasons}
    heart = _heart(codes, turns, known)
    told = "，".join(part for part in (heart.before, _pressed(turns, known), heart.after) if part)
    handing = _fresh(_HANDING_ON if "人工" in told else _HANDING, known.said)
    return f"{_well(turns, known.said)}{told}。{handing}。"


_SORRY_ALREADY = re.compile("抱歉|对不起|不好意思|还好吗|非常重视")
_HANDING = (
    "我把情况和前面的对话一起转给人工客服，您不用重复说明",
    "前面说的我都转给人工客服了，您接着往下说就行",
    "这些我一并交给人工客服，不用您再讲一遍",
)
_HANDING_ON = (
    "前面的对话一起转过去，您不用重复说明",
    "前面说的都在，您接着往下说就行",
    "这些我一并转过去，不用您再讲一遍",
)


def _fresh(variants: Sequence[str], said: Sequence[str]) -> str:
    """The first that was not said yet; the last where all were."""
    return next((one for one in variants if not any(one in text for text in said)), variants[-1])


# Whether the person is well

_HURT = (
    (
        re.compile("烫伤|烫到|烧伤|割伤|割破|划伤|划破|扎伤|砸伤|砸到|受伤|流血"),
        "您伤得重不重？请先处理伤口，该就医别耽搁。",
    ),
    (re.compile("起火|着火|冒烟|冒火|漏电|触电|电到|电了我"), "您那边人没事吧？请先断电、别再使用。"),
    (re.compile("爆炸|炸了|炸裂"), "您那边人没事吧？请先别再使用。"),
    (
        re.compile("过敏|红肿|起疹|中毒|拉肚子|上吐下泻|呕吐|住院|急诊|昏迷"),
        "您现在身体怎么样？请先停用，不舒服就尽快就医，单据留好。",
    ),
)
_NOBODY = re.compile("(会不会|会|容易|怕|担心|没有?|不会|防)(过敏|漏电|受伤|烫到|烫伤|触电|起火|爆炸)")


def _well(turns: Sequence[Turn], said: Sequence[str]) -> str:
    """Asked once; what is only feared or asked about has hurt nobody."""
    told = [_NOBODY.sub("", turn.text) for turn in turns[-LOOKED_BACK:]]
    asks = (words for hurt, words in _HURT if any(hurt.search(text) for text in told))
    return next((words for words in asks if not any(words in text for text in said)), "")


# The matter, and what presses it


def _pressed(turns: Sequence[Turn], known: Known) -> str:
    recent = turns[-LOOKED_BACK:]
    named = matter(recent, known.order, known.now)
    need = next((found for turn in reversed(recent) if (found := needed_by(turn.text))), None)
    told = "，".join(part for part in (named, _need(need) if need else "") if part)
    return told if not any(told in text for text in known.said) else _again(named)


def _need(need: Needed) -> str:
    verb = next((verb for verb in ("穿", "送人", "带走") if verb in need.clause), "用")
    if need.occasion:
        return f"{need.day}{need.occasion}等着{verb}"
    return f"您{need.day}就要{verb}" if need.day else f"您又急着{verb}"


def _again(named: str) -> str:
    return f"还是{named.removeprefix('您的')}这件事" if named else ""


# The feeling


@dataclass(frozen=True)
class _Asked:
    """How often the matter was brought up, and whether it is one that is waited for."""

    times: int
    waiting: bool


_HEARTS: dict[str, Callable[[_Asked], Sequence[str]]] = {
    "angry": lambda asked: (
        *((f"让您第 {asked.times} 次来问，换谁都会生气，真的很抱歉",) if asked.times > 2 else ()),
        "换谁都会生气，真的很抱歉",
        "您生气是应该的，是我们没做好",
        "您的火气我明白，这次一定有人给您说法",
    ),
    "complaint": lambda asked: (
        "给您添堵了，很抱歉",
        "这样的体验确实不该有，很抱歉",
        "您反映的我们会认真对待",
    ),
    "repetition": lambda asked: (
        f"让您问了 {asked.times} 遍还没个结果，是我没答好" if asked.times > 1 else "让您一再重复，是我没答好",
        "一再让您重复，抱歉",
    ),
    "growing_unhappy": lambda asked: (
        *(("让您等得这么心焦，很抱歉",) if asked.waiting else ()),
        "一直没让您满意，很抱歉",
        "还没让您满意，抱歉",
    ),
    "dissatisfied": lambda asked: (
        *(("让您久等了，很抱歉",) if asked.waiting else ()),
        "让您不满意了，很抱歉",
        "这确实让人不痛快，抱歉",
    ),
    "risk": lambda asked: ("这件事我们会认真处理", "这件事不能马虎"),
    "disputed": lambda asked: ("这笔钱该给您算清楚", "金额这件事得跟您核对明白"),
    "failure": lambda asked: ("我前面没答到点子上，抱歉", "我确实没帮上忙，抱歉"),
    "urgent": lambda asked: ("我知道这事急", "这事耽误不得"),
    "asked_by_bot": lambda asked: ("得由人工来办", "这一步要人工确认"),
    "requested": lambda asked: ("我请人工来跟您说", "我这就去请人工"),
}
_BEFORE = {"requested": ("好的", "明白")}


@dataclass(frozen=True)
class _Heart:
    """What stands before the matter and behind it."""

    before: str
    after: str


_LIKE = {
    "complaint_1": "complaint",
    "complaint_2": "complaint",
    "complaint_3": "complaint",
    "not_answered": "repetition",
    "rising_unhappy": "growing_unhappy",
    "failure_apart": "failure",
    "too_late": "urgent",
}


def _heart(reasons: set[str], turns: Sequence[Turn], known: Known) -> _Heart:
    """By the gravest reason there is."""
    codes = {_LIKE.get(code, code) for code in reasons}
    code = next((code for code in _HEARTS if code in codes), "asked_by_bot")
    before = _fresh(_BEFORE[code], known.said) if code in _BEFORE else ""
    return _Heart(before, _fresh(_HEARTS[code](_asked(turns)), known.said))


def _asked(turns: Sequence[Turn]) -> _Asked:
    intents = [turn.understanding.intent for turn in turns if turn.understanding]
    matters = [intent for intent in intents if intent in TOPICS and intent != VAGUE]
    return _Asked(matters.count(matters[-1]), matters[-1] in WAITED) if matters else _Asked(0, False)
