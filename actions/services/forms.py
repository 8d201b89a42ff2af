"""Forms: what must be known before something is written, asked one thing at a time and confirmed at the end.

A form is values in, values out: `begin` gives the first question, `hear` takes a message, `again` puts the open question
once more after something else was asked. Any message may fill or correct any field ("不对，是另一双 38 码的"), any may
leave the form ("算了"), and one that is for none of its fields stands aside for what else was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from actions.services.draft import Draft, Values
from actions.services.question import SEND_PICTURE, Question
from actions.services.reply import Reply
from shop.protocol import Shop

MOST_ASIDES = 3  # after so many other questions in a row the form is no longer insisted on
LEAVING = re.compile(
    r"^(那|我|就|先|还是)*(算了|不弄了|不[退换改办补]了|不用(了|退|换|改)|先不|再说吧?|以后再说|取消(申请|办理)?$|不申请|不想[退换改]了|退出)"
)
_CORRECTING = re.compile(r"^(不对|不是|错了|弄错|搞错|说错|写错|重来|重新|等等|改(一?下|改)?|换(一?下|一?个))")


@dataclass(frozen=True)
class Step:
    """One message on its way through a form."""

    form: Form
    shop: Shop
    draft: Draft
    question: Question

    @property
    def text(self) -> str:
        return self.question.text

    def value(self, name: str) -> Any:
        return self.draft.values.get(name)

    def is_elsewhere(self) -> bool:
        """The words are understood as something that this form is not about."""
        intent = self.question.intent
        return bool(intent) and self.question.confidence >= _SURE and intent not in self.form.intents | _ANYWHERE

    def only_shows(self) -> bool:
        """A picture and no more: "看图" tells nothing beside it."""
        question = self.question
        return bool(question.pictures) and question.intent == SEND_PICTURE and question.confidence >= _SURE


_SURE = 0.5
_ANYWHERE = frozenset({"affirm", "deny", "thank", "greet", "chitchat", "out_of_scope", "nlu_fallback", SEND_PICTURE})


@dataclass(frozen=True)
class Read:
    """What a field takes from a message: values (None empties one), or a remark on what it cannot take."""

    values: Values = field(default_factory=dict)
    remark: str = ""


NOTHING = Read()


@dataclass(frozen=True)
class Field:
    """`read(step, asked)`: what was not asked for is taken only where the words leave no doubt."""

    name: str
    label: str  # what a shopper calls it: 原因, 地址
    ask: Callable[[Step], Reply]
    read: Callable[[Step, bool], Read]
    needed: Callable[[Step], bool] = lambda step: True


@dataclass(frozen=True)
class Form:
    """`check` sees each new state: a reply from it ends the form, with the reason and the way that is left."""

    name: str
    title: str  # what is being done: 退货申请
    intents: frozenset[str]  # which belong to it, and are no digression
    fields: Sequence[Field]
    submit: Callable[[Step], Reply]
    check: Callable[[Step], Reply | None] = lambda step: None
    left: str = "好的亲，那就先不办了，需要的时候随时跟我说～"
    leaving: re.Pattern[str] = LEAVING

    def open_field(self, step: Step) -> Field | None:
        """The next one to ask; None when all that is needed is known."""
        return next((each for each in self.fields if each.name not in step.draft.values and each.needed(step)), None)


class Outcome(Enum):
    ASKED = auto()
    FILLED = auto()
    LEFT = auto()
    ASIDE = auto()


@dataclass(frozen=True)
class Heard:
    outcome: Outcome
    draft: Draft
    reply: Reply = field(default_factory=Reply)


def begin(form: Form, shop: Shop, question: Question, values: Values, opening: str = "") -> Reply:
    """The first question, with what the message already tells; or why the form cannot begin."""
    step = Step(form, shop, Draft(form.name, values), question)
    for _ in range(2):  # what one field takes may tell another what to look for: which piece, then which size of it
        step = replace(step, draft=step.draft.filled(_told(step, form.fields, asked=None).values))
    heard = _next(step, opening)
    draft = heard.draft if heard.outcome in {Outcome.ASKED, Outcome.FILLED} else None
    return replace(heard.reply, draft=draft)


def hear(step: Step) -> Heard:
    form, asking = step.form, step.draft.asking
    told = _told(step, form.fields, asked=asking)
    if _lets_go(step, told):
        return Heard(Outcome.LEFT, step.draft, Reply(form.left))
    if told.values:
        taken = replace(step, draft=replace(step.draft.filled(told.values), asides=0))
        return _next(taken, told.remark or ("" if asking in told.values else _NOTED))
    if told.remark:
        return _put(step, told.remark)
    return _corrected(step) or _unclear(step) or Heard(Outcome.ASIDE, step.draft)


def _lets_go(step: Step, told: Read) -> bool:
    """ "算了" ends it; "算了开个人的吧" changes it."""
    said = step.text.strip()
    found = step.form.leaving.search(said)
    if not found:
        return False
    return not told.values or len(said) - found.end() < _MORE_THAN_A_PARTICLE


_MORE_THAN_A_PARTICLE = 3
_NOTED = "好的，记下了～"  # of what was not asked for: the same question would sound as if nobody had listened


def again(step: Step) -> Heard:
    """The open question once more, after an answer to something else."""
    if step.draft.asides >= MOST_ASIDES:
        return Heard(Outcome.LEFT, step.draft, Reply(f"刚才的{step.form.title}我先放一放，想接着办随时跟我说～"))
    return _put(_set_aside(step), f"刚才的{step.form.title}还没办完，")


def _unclear(step: Step) -> Heard | None:
    """Not an answer, and no question either: asked once more in the form, not turned down by the bot."""
    remark = _NO_QUESTION.get(step.question.intent)
    if step.question.intent == SEND_PICTURE and not step.question.pictures:
        remark = _NO_PICTURE
    if remark is None or step.draft.asides >= MOST_ASIDES:
        return None
    return _put(_set_aside(step), remark)


_UNCLEAR = "亲，这句我没太明白～"
_NO_PICTURE = "没关系亲，"  # 没拍照: pictures are spoken of, and none came
_NO_QUESTION = {
    **dict.fromkeys(("nlu_fallback", "affirm", "deny", "chitchat", "out_of_scope"), _UNCLEAR),
    SEND_PICTURE: "图片收到啦～",
}


def _set_aside(step: Step) -> Step:
    return replace(step, draft=replace(step.draft, asides=step.draft.asides + 1))


def _told(step: Step, fields: Sequence[Field], asked: str | None) -> Read:
    """What all fields together take; the one asked for first, and its remark counts only if nothing was taken."""
    values: dict[str, Any] = {}
    remark = ""
    for each in sorted(fields, key=lambda one: one.name != asked):
        read = each.read(step, each.name == asked)
        values.update({name: value for name, value in read.values.items() if name not in values})
        remark = remark or (read.remark if each.name == asked or read.values else "")
    fresh = {name: value for name, value in values.items() if step.draft.values.get(name) != value}
    said_again = _AGAIN if values and not fresh and asked else ""
    return Read(fresh, remark or said_again)


_AGAIN = "好的，"  # what was told before is told once more


def _next(step: Step, remark: str = "") -> Heard:
    known = {name: value for name, value in step.draft.values.items() if value is not None}
    step = replace(step, draft=replace(step.draft, values=known))
    objection = step.form.check(step)
    if objection:
        return Heard(Outcome.LEFT, step.draft, objection)
    return _put(step, remark)


def _put(step: Step, remark: str = "") -> Heard:
    open_field = step.form.open_field(step)
    if open_field is None:
        return Heard(Outcome.FILLED, replace(step.draft, asking=None))
    step = replace(step, draft=replace(step.draft, asking=open_field.name))
    asked = open_field.ask(step)
    return Heard(Outcome.ASKED, step.draft, replace(asked, text=_joined(remark, asked.text)))


def _joined(remark: str, text: str) -> str:
    """One 亲 and one 好的 in a message are enough."""
    return remark + (_OPENING.sub("", text) if remark else text)


_OPENING = re.compile(r"^(好的)?亲，")


def _corrected(step: Step) -> Heard | None:
    """ "改一下原因" asks for it anew; a bare "不对" asks what is wrong."""
    if not _CORRECTING.search(step.text.strip()):
        return None
    labelled = [each for each in step.form.fields if each.label]
    named = next((each for each in labelled if each.label in step.text), None)
    if named:
        return _next(replace(step, draft=step.draft.filled({named.name: None})), "好的，")
    labels = "、".join(each.label for each in labelled if each.name in step.draft.values)
    asked = Reply(f"好的亲，哪里不对呢？直接说正确的{labels}就行～")
    return Heard(Outcome.ASKED, step.draft, asked) if labels else None
