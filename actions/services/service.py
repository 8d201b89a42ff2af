"""Care for the shopper: a person when asked for, an apology that says what happens next, and an honest "not understood"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Reply, handover, knowledge
from actions.services.wording import moment, one_of
from shop.protocol import Shop


def from_knowledge(question: Question) -> Reply:
    return knowledge(question.text)


def request_human(question: Question) -> Reply:
    said = one_of(("好的亲，我这就帮您转给人工同事～", "明白亲，这就请人工同事来帮您～"), question.message_id)
    return Reply(said, custom=handover("requested", "顾客要求人工服务"))


@dataclass(frozen=True)
class Level:
    number: int
    within: timedelta  # until then the shopper hears of a solution
    words: re.Pattern[str]
    sorry: str


# DESIGN: 1 serious quality or safety, 2 delay or damage, 3 a question or a small flaw.
_LEVELS = (
    Level(
        1,
        timedelta(hours=1),
        re.compile(r"过敏|中毒|受伤|烫伤|起火|冒烟|漏电|爆炸|拉肚子|医院|发霉|变质|安全"),
        "亲，听到这个情况我们非常重视，也很抱歉。您和家人现在还好吗？请先停止使用，",
    ),
    Level(
        2,
        timedelta(hours=4),
        re.compile(r"没发货|不发货|没收到|太慢|慢死|几天了|多久了|延误|破|坏|碎|少发|漏发|发错|拖|还不"),
        "亲，耽误您这么久，换了谁都会着急，真的很抱歉，",
    ),
)
_SMALL = Level(3, timedelta(hours=24), re.compile(""), "亲，这次让您不愉快了，真的很抱歉，您说的我都记下了，")


def level_of(text: str) -> Level:
    return next((level for level in _LEVELS if level.words.search(text)), _SMALL)


def complain(shop: Shop, question: Question) -> Reply:
    """Apology, confirmation, solution, in this order; the case goes to a person with its level and deadline."""
    level = level_of(question.text)
    due = question.now + level.within
    text = f"{level.sorry}这件事我已经登记，并交给同事优先处理，最晚{moment(due, question.now)}前给您一个处理方案。"
    note = f"投诉（{level.number} 级）：{question.text[:60]}"
    return Reply(text, custom=handover("complaint", note, level=level.number, due_at=due.isoformat()))


def not_understood(question: Question, *, again: bool) -> Reply:
    """The first time asks for other words; the second time in a row it is the bot's fault, and a person is offered."""
    if again:
        return Reply(
            "亲，我还是没弄明白，别让您着急，点下面找人工同事帮您看看吧～",
            buttons=[TO_A_PERSON],
            custom={"failure": "fallback"},
        )
    said = one_of(
        (
            "亲，我没太明白您的意思，能换个说法吗？比如“我的快递到哪了”“这款有黑色吗”～",
            "亲，这句我没听懂，麻烦说得再具体一点，比如是问订单、快递还是商品呢？",
        ),
        question.message_id,
    )
    return Reply(said, custom={"failure": "fallback"})
