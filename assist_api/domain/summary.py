"""A case in three lines for the agent who takes it: what it is about, the order and the facts, what was done and felt.

Nothing is invented: every piece is read from what is known, and names the message (`seq`) or the order it is read from.
What is not known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from assist_api.domain.asking import intent_of
from assist_api.domain.bot_lines import tells_of_the_wait
from assist_api.domain.deadlines import needed_by
from assist_api.domain.messages import BOT_NAME, Message, Sender, masked
from assist_api.domain.mood import NEUTRAL, of_the_talk
from assist_api.domain.order_facts import OrderFacts
from assist_api.domain.shop_time import clock
from assist_api.domain.topics import TOPICS, latest_matter

ANOTHER_MATTER = timedelta(hours=24)  # of silence before it
QUOTED = 36
ANSWERED = 30
ANSWERS = 2


@dataclass(frozen=True)
class Piece:
    """A few words, and where they stand: in a message, in an order, or in both."""

    text: str
    seq: int | None = None
    order_id: str = ""


@dataclass(frozen=True)
class Line:
    name: str  # about, facts, done
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Promised:
    """`seq`: of the message in which it was promised."""

    what: str
    order_id: str
    due_at: datetime
    kept: bool
    seq: int | None = None


@dataclass(frozen=True)
class Opened:
    """A ticket. `seq`: of the message that led to it, where one did."""

    id: str
    what: str
    due_at: datetime
    closed: bool
    seq: int | None = None


@dataclass(frozen=True)
class Known:
    """All that a summary may draw from. `reasons`: why a person was called, of the message `reasons_seq`."""

    messages: Sequence[Message]
    now: datetime
    order: OrderFacts | None = None
    corrected: Piece | None = None  # what the shopper said it is about, where that differs from what was understood
    reasons: Sequence[str] = ()
    reasons_seq: int | None = None
    promises: Sequence[Promised] = ()
    tickets: Sequence[Opened] = ()

    @property
    def shoppers(self) -> list[Message]:
        return [one for one in self.messages if one.sender is Sender.SHOPPER]


def summarise(known: Known) -> tuple[Line, ...]:
    lines = (
        Line("about", "什么事", tuple(_about(known))),
        Line("facts", "订单", tuple(_facts(known))),
        Line("done", "经过", tuple(_done(known))),
    )
    return tuple(line for line in lines if line.pieces)


def of_this_matter(messages: Sequence[Message]) -> Sequence[Message]:
    """Those after the last long silence: what was said weeks ago is another case."""
    pauses = [number for number in range(1, len(messages)) if _paused(messages[number - 1], messages[number])]
    return messages[pauses[-1] :] if pauses else messages


def _paused(before: Message, after: Message) -> bool:
    return after.sender is Sender.SHOPPER and after.at - before.at > ANOTHER_MATTER


# What it is about


def _about(known: Known) -> Iterable[Piece]:
    matter = latest_matter(known.shoppers)
    if known.corrected and (matter is None or (known.corrected.seq or 0) > matter.seq):
        yield known.corrected
    elif matter:
        yield Piece(TOPICS[intent_of(matter.understanding)], matter.seq)
    yield from _own_words(known, matter)
    yield from _asked_again(known.shoppers, matter)
    yield from _needed_by(known)
    if known.reasons:
        yield Piece(f"转人工：{'、'.join(known.reasons)}", known.reasons_seq)


def _own_words(known: Known, matter: Message | None) -> Iterable[Piece]:
    """The shopper's own words on the matter; where none was understood, the longest of the last three messages."""
    said = [one for one in known.shoppers[-3:] if one.text]
    telling = matter if matter and matter.text else max(said, key=lambda one: len(one.text), default=None)
    if telling:
        yield Piece(f"“{quoted(telling.text)}”", telling.seq)


def _asked_again(said: Sequence[Message], matter: Message | None) -> Iterable[Piece]:
    same = [one for one in said if matter and intent_of(one.understanding) == intent_of(matter.understanding)]
    if len(same) > 1:
        yield Piece(f"问了 {len(same)} 次", same[-1].seq)


def _needed_by(known: Known) -> Iterable[Piece]:
    for one in reversed(known.shoppers):
        if found := needed_by(one.text):
            yield Piece(f"赶时间：“{masked(found.clause)}”", one.seq)
            return


# The order and the facts


def _facts(known: Known) -> Iterable[Piece]:
    if known.order:
        yield Piece(f"{known.order.title}（{known.order.state_zh}）", order_id=known.order.id)
        if standing := known.order.words(known.now):
            yield Piece(standing, order_id=known.order.id)
    yield from _named(known.shoppers)
    yield from _pictures(known.shoppers)


_NAMES = {
    "size": "尺码", "colour": "颜色", "height": "身高(cm)", "weight": "体重(kg)", "money": "金额",
    "tracking_no": "运单号", "courier": "快递", "region": "地区",
}  # fmt: skip


def _named(said: Sequence[Message]) -> Iterable[Piece]:
    """What the shopper named, each kind as said last."""
    newest: dict[str, Piece] = {}
    for one in said:
        for entity in one.understanding.entities if one.understanding else ():
            if name := _NAMES.get(str(entity["entity"])):
                newest[name] = Piece(f"{name} {entity['value']}", one.seq)
    yield from newest.values()


def _pictures(said: Sequence[Message]) -> Iterable[Piece]:
    shown = [(one.seq, sum(part.get("type") == "picture" for part in one.parts)) for one in said]
    if number := sum(count for _, count in shown):
        yield Piece(f"发了 {number} 张图", next(seq for seq, count in reversed(shown) if count))


# What was tried and promised, and how it felt


def _done(known: Known) -> Iterable[Piece]:
    yield from _answers(known.messages)
    yield from _failures(known.shoppers)
    yield from (_promise(one, known.now) for one in known.promises)
    yield from (_ticket(one, known.now) for one in known.tickets)
    yield from _course(known.shoppers)


def tried(messages: Sequence[Message]) -> tuple[str, ...]:
    """The bot's newest answers, for its shopper's eyes."""
    told = [one.text for one in _answers(messages) if one.text.startswith(_BOT_ANSWERED)]
    return tuple(text.removeprefix(_BOT_ANSWERED) for text in told)


_BOT_ANSWERED = "小二答："


def _answers(messages: Sequence[Message]) -> list[Piece]:
    """The newest answers to a matter, of bot and people, the same words once; what a handover itself says is none."""
    found = []
    asked = False
    for one, following in zip_longest(messages, messages[1:]):
        if one.sender is Sender.SHOPPER:
            asked = not one.failed and (intent_of(one.understanding) in TOPICS or not one.text)
        elif one.sender is Sender.AGENT or (asked and one.sender is Sender.BOT and not _announces(one, following)):
            found.append(_answer(one))
            asked = one.sender is Sender.AGENT and asked
    newest = {piece.text: piece for piece in found if piece}
    return sorted(newest.values(), key=lambda piece: piece.seq or 0)[-ANSWERS:]


def _announces(one: Message, following: Message | None) -> bool:
    """What is said of the wait answers nothing, nor does the sentence of understanding before our own notice."""
    return tells_of_the_wait(one.text) or (following is not None and following.sender is Sender.SYSTEM)


_GREETING = re.compile(r"^(亲爱的|亲|您好|你好)?[，,～~！!\s]*")


def _answer(message: Message) -> Piece | None:
    who = BOT_NAME if message.sender is Sender.BOT else message.name
    told = quoted(_GREETING.sub("", message.text), ANSWERED)
    return Piece(f"{who}答：{told}", message.seq) if told else None


def _failures(said: Sequence[Message]) -> Iterable[Piece]:
    failed = [one.seq for one in said if one.failed]
    if failed:
        yield Piece(f"小二 {len(failed)} 次没答上", failed[-1])


def _promise(one: Promised, now: datetime) -> Piece:
    state = "已兑现" if one.kept else f"{clock(one.due_at, now)} 前{'，已过期' if one.due_at < now else ''}"
    return Piece(f"答应{one.what}（{state}）", one.seq, one.order_id)


def _ticket(one: Opened, now: datetime) -> Piece:
    state = "已结" if one.closed else f"{clock(one.due_at, now)} 前{'，已超时' if one.due_at < now else ''}"
    return Piece(f"工单 {one.what}（{state}）", one.seq)


FEELINGS = {"satisfied": "满意", "neutral": "平静", "dissatisfied": "不满", "angry": "生气"}


def _course(said: Sequence[Message]) -> Iterable[Piece]:
    """Each change of feeling once: 平静 → 不满 → 生气. All calm is not worth a word.

    A neutral message behind an unhappy one is no change: only one that is content tells that it is over.
    """
    steps: list[tuple[str, int]] = []
    for label, seq in [(one.feeling.label, one.seq) for one in said if one.feeling and one.feeling.label in FEELINGS]:
        before = steps[-1][0] if steps else ""
        if (now := of_the_talk(before, label, calm=label == "satisfied")) != before:
            steps.append((now, seq))
    if any(label != NEUTRAL for label, _ in steps):
        yield Piece(f"情绪：{' → '.join(FEELINGS[label] for label, _ in steps[-4:])}", steps[-1][1])


# Words


def quoted(text: str, length: int = QUOTED) -> str:
    """`text` in one line, without personal numbers, cut where it is too long."""
    line = re.sub(r"\s+", " ", masked(text)).strip()
    return line if len(line) <= length else f"{line[: length - 1].rstrip('，。、,. ')}…"
