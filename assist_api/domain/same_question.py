"""Whether a shopper asks the same thing again, in the same words or in others, or says that it was not answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist_api.domain.messages import Understanding

_LEAST_PAIRS = 3  # fewer (好的, 在吗) are no question
_FILLERS = re.compile(r"\W+|请问|你好|您好|亲|麻烦|帮我|一下|我想问|到底|究竟|啊|呀|呢|吗|吧|嘛|啦|哦|了")
_NOT_ANSWERED = re.compile(
    r"答非所问|驴唇不对马嘴|鸡同鸭讲|复读机|车轱辘话|听不懂(?:人话|我说|我的|吗)|(?:看|听|读)不懂(?:中文|人话)"
    r"|(?:没|没有|不|还没|又没|根本没)(?:正面)?(?:回答|解决|回复|答)我?的?(?:问题|我)|我(?:问|说|讲)的(?:不是|是)|问的?不是这个|不是(?:问|说)(?:你)?这个"
    r"|(?:说|问|讲)了?(?:[两二三四五六七八九十几多N\dn]+|好几|多少)(?:遍|次|回|百遍)|(?:同样|一样|同一个)的?(?:问题|话)(?:我)?(?:要|还|又|都|让)?|怎么又(?:是|发|来|问)"
    r"|又是这(?:句|段|套|些)|(?:老|总|净|光|就)(?:是)?(?:发|说|给)?这(?:句|几句|一句|一套|些)|还是(?:那个|这个|刚才的?)问题|(?:说了|等于)(?:跟|和|等于)?没说|没(?:用|帮上忙)的?(?:回答|回复)"
    r"|能不能好好(?:看|听|回|说)|看(?:清楚|看)我(?:问|说|发)的"
)


@dataclass(frozen=True)
class Sameness:
    """From which on two messages ask the same. Overlaps are shares of the character pairs that two texts hold."""

    overlap: float  # whatever was understood
    intent_overlap: float  # where both were understood as the same, with confidence
    repeated_overlap: float  # of the intents that come again and again with another object (price, stock …)
    confidence: float
    repeated: frozenset[str]
    never: frozenset[str]  # small talk: no question at all


Asked = tuple[str, Understanding | None]


def times_asked_before(asked: Sequence[Asked], sameness: Sameness) -> int:
    """How many earlier messages ask what the last one asks."""
    (last, meant), earlier = asked[-1], asked[:-1]
    if len(_pairs(last)) < _LEAST_PAIRS or (meant and meant.intent in sameness.never):
        return 0
    return sum(_overlap(_pairs(last), _pairs(text)) >= _needed(meant, before, sameness) for text, before in earlier)


def says_not_answered(text: str) -> bool:
    return bool(_NOT_ANSWERED.search(text))


def _needed(one: Understanding | None, other: Understanding | None, sameness: Sameness) -> float:
    if one and one.intent in sameness.repeated:
        return sameness.repeated_overlap
    both = one and other and one.intent == other.intent != "nlu_fallback"
    sure = both and min(one.confidence, other.confidence) >= sameness.confidence  # type: ignore[union-attr]
    return sameness.intent_overlap if sure else sameness.overlap


def _pairs(text: str) -> frozenset[str]:
    letters = _FILLERS.sub("", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
