"""Whether a shopper asks the same thing again, in the same words or in others, or says that it was not answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist_api.domain.bot_lines import chats
from assist_api.domain.frames import accepts
from assist_api.domain.messages import Understanding

_A_WORD = 8  # letters of a mere yes
_LEAST_PAIRS = 3  # fewer (好的, 在吗) are no question
_FILLERS = re.compile(r"\W+|请问|你好|您好|亲|麻烦|帮我|一下|我想问|到底|究竟|啊|呀|呢|吗|吧|嘛|啦|哦|了|～")
_NOT_ANSWERED = re.compile(
    r"答非所问|驴唇不对马嘴|鸡同鸭讲|不在一个频道|复读机|车轱辘话|[听看读]不懂(?:人话|我说|我的|吗|中文)|[听看]得懂(?:吗|不)|等于(?:没|白)说|跟没说一样"
    r"|(?:没|没有|还没|又没|根本没|不)(?:正面)?(?:回答|解决|回复|答)我?的?(?:问题|我)"
    r"|(?:说|问|讲)了?(?:[两二三四五六七八九十几Nn\d]+|好几|多少)(?:遍|百遍)|又是这(?:句|段|套|些)|(?:老|总|净|光|就)(?:是)?(?:发|说|给)?这(?:句|几句|一句|一套|些)"
    r"|能不能好好(?:看|听|回|说)|看(?:清楚|看)我(?:问|说|发)的|怎么又(?:是|发|来|问)"
)
_INSISTS = re.compile(
    r"(?:我|想|是|我是|我想|我就想|就想)?问的?(?:是|不是)|我(?:就|是)?(?:想)?问(?!一?下|题|问)|我(?:说|讲|要)的(?:不是|是)|不是(?:问|说|要)(?:你)?这个|^我说(?!一下|下)|我是(?:说|想问)|不是[^，。]{1,4}是"
    r"|(?:我)?就想(?:知道|弄清|问|要个)|(?:知道|晓得|看到)(?:了)?[^，。]{1,6}(?:我|那|哪|几|什么|怎么)|回答(?:我|这个)|到底|究竟|直接(?:说|告诉我)|你说(?:的)?[^，。]{2,8}(?:可|但|页面|实际)"
    r"|(?:同样|一样|同一个)的?(?:问题|话)|还是(?:那个|这个|刚才的?)问题|又来|再(?:说|问)一[遍次]|我想要(?:个|的是)"
)
_BOT_ASKS = re.compile(r"[？?]|麻烦|发一?下|告诉我|请发|登记")
_FUNCTION = re.compile(
    "[^\\u4e00-\\u9fff]|[的是有没吗么几多少啥什怎哪个这那我你您在不能可会要想还就都也和跟给把到来去上下里一两]"
)


@dataclass(frozen=True)
class Sameness:
    """From which on two messages ask the same. Overlaps are shares of the character pairs that two texts hold."""

    overlap: float  # whatever was understood
    intent_overlap: float  # where both were understood as the same, with confidence
    repeated_overlap: float  # of the intents that come again and again with another object (price, stock …)
    answer_overlap: float  # of two answers of the bot, in the shorter one
    confidence: float
    stuck: float  # what a bot counts that says the same again to the same matter
    intent_alone: float  # what counts a message of the same intent in wholly other words, against 1 for a sure one
    repeated: frozenset[str]
    never: frozenset[str]  # small talk: no question at all


@dataclass(frozen=True)
class Asked:
    """A message, and what the bot had said before it."""

    text: str
    meant: Understanding | None
    before: str


def times_asked_again(asked: Sequence[Asked], sameness: Sameness) -> float:
    """How often it was asked again, up to the last message; 0 where that asks nothing again.

    A sure sign (the words, an insistence, a bot that says the same again) counts 1.
    """
    again = [_again(asked[:number], one, sameness) for number, one in enumerate(asked)]
    return sum(again) if again[-1] else 0.0


def says_again(answer: str, before: Sequence[str], sameness: Sameness) -> bool:
    """Whether the bot has told the shopper this before."""
    return any(_holds(answer, told) >= sameness.answer_overlap for told in before)


def says_not_answered(text: str) -> bool:
    return bool(_NOT_ANSWERED.search(text))


def _again(earlier: Sequence[Asked], one: Asked, sameness: Sameness) -> float:
    if not earlier:
        return 0.0
    if _INSISTS.search(one.text) or _NOT_ANSWERED.search(one.text):
        return 1.0
    if one.meant and one.meant.intent in sameness.never:
        return 0.0
    if any(_holds(one.before, before.before) >= sameness.answer_overlap for before in earlier):
        return sameness.stuck if _same_intent(one.meant, earlier[-1].meant) else 1.0
    if _left_open(earlier, one):
        return 1.0
    return max(_alike(one, before, sameness) for before in earlier)


def _left_open(earlier: Sequence[Asked], one: Asked) -> bool:
    """Whether a word of an earlier question comes again that no answer since has taken up (插头几脚: 现货 63 件).

    What was written before the bot had its turn is no question left open.
    """
    if _BOT_ASKS.search(one.before) or chats(one.before) or (accepts(one.text) and len(one.text) <= _A_WORD):
        return False
    answers = one.before
    for number in range(len(earlier) - 1, -1, -1):
        if answers and (_keys(one.text) & _keys(earlier[number].text)) - _pairs(answers):
            return True
        answers += earlier[number].before
    return False


def _keys(text: str) -> frozenset[str]:
    return frozenset(pair for pair in _pairs(text) if not _FUNCTION.search(pair))


def _alike(one: Asked, other: Asked, sameness: Sameness) -> float:
    pairs = _pairs(one.text)
    overlap = _overlap(pairs, _pairs(other.text)) if len(pairs) >= _LEAST_PAIRS else 0.0
    if one.meant and one.meant.intent in sameness.repeated:
        return float(overlap >= sameness.repeated_overlap)
    if overlap >= sameness.overlap:
        return 1.0
    if not _sure_of_the_same(one.meant, other.meant, sameness.confidence):
        return 0.0
    return 1.0 if overlap >= sameness.intent_overlap else sameness.intent_alone


def _same_intent(one: Understanding | None, other: Understanding | None) -> bool:
    return one is not None and other is not None and one.intent == other.intent


def _sure_of_the_same(one: Understanding | None, other: Understanding | None, confidence: float) -> bool:
    if one is None or other is None or not _same_intent(one, other) or one.intent == "nlu_fallback":
        return False
    return min(one.confidence, other.confidence) >= confidence


def _pairs(text: str) -> frozenset[str]:
    letters = _FILLERS.sub("", text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _holds(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one."""
    short, long = sorted((_pairs(one), _pairs(other)), key=len)
    return len(short & long) / len(short) if len(short) >= _LEAST_PAIRS else 0.0
