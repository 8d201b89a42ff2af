"""The kinds of fields that forms are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from actions.services.forms import NOTHING, Field, Read, Step
from actions.services.ordinals import place_of
from actions.services.reply import Button, Reply

LONGEST = 200  # of a free text, in characters

_YES = re.compile(
    r"^(嗯+|对+|是的?|好的?呀?|好[滴嘞哒]|可以的?|行的?|中|没错|没问题|确认(提交|报修|登记|申请|预约|办理)?|确定|提交|同意|就这样|ok|okay|yes|要的?|嗯?需要)+[啊呀吧哦呢了的～~!！。.\s]*$",
    re.IGNORECASE,
)
_NO = re.compile(r"^(不对|不是|不行|不要|不好|不可以|不确认|有误|错了?|no\b)", re.IGNORECASE)
_NONE_TO_SHOW = re.compile(r"没有?(图|照片|拍|视频)|没拍|不会拍|拍不了|不方便|发不了|没法拍|扔了|没图|跳过|没有$")

NOTHING_TO_SHOW = re.compile(r"^(我|也|都)*没有?(图片?|照片?|拍照?片?|视频)(啊|呀|了|呢)*$")


@dataclass(frozen=True)
class Option:
    value: str
    title: str  # on its button
    words: tuple[str, ...] = ()  # by which it is told in a sentence
    answers: tuple[str, ...] = ()  # which mean it only when it was asked for


def options(
    name: str,
    label: str,
    ask: Callable[[Step], Reply],
    choices: Callable[[Step], Sequence[Option]],
    *,
    volunteered: bool = True,
) -> Field:
    """One of several: by its button, its place ("第二个"), or its words; the longest word that fits wins."""

    def put(step: Step) -> Reply:
        buttons = [Button(each.title, says=each.title) for each in choices(step)]
        return replace(ask(step), buttons=buttons)

    def read(step: Step, asked: bool) -> Read:
        offered = choices(step)
        chosen = _pressed(step, offered) or (_placed(step, offered) if asked else None)
        if chosen is None and (asked or volunteered):
            chosen = _worded(step, offered, asked)
        return Read({name: chosen.value}) if chosen else NOTHING

    return Field(name, label, put, read)


def _pressed(step: Step, offered: Sequence[Option]) -> Option | None:
    return next((each for each in offered if each.title == step.text.strip()), None)


def _placed(step: Step, offered: Sequence[Option]) -> Option | None:
    place = place_of(step.text, len(offered))
    return offered[place] if place is not None else None


def _worded(step: Step, offered: Sequence[Option], asked: bool) -> Option | None:
    said = step.text.lower()
    words = ((word, each) for each in offered for word in (each.title, *each.words, *(each.answers if asked else ())))
    found = [(len(word), each) for word, each in words if word.lower() in said]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def free_text(
    name: str,
    label: str,
    ask: Callable[[Step], Reply],
    *,
    least: int = 2,
    elsewhere: Callable[[Step], bool] = Step.is_elsewhere,
) -> Field:
    """Whatever is said when it is asked for, unless it is clearly something else."""

    def read(step: Step, asked: bool) -> Read:
        said = step.text.strip()
        if not asked or len(said) < least or elsewhere(step) or step.only_shows():
            return NOTHING
        return Read({name: said[:LONGEST]})

    return Field(name, label, ask, read)


def evidence(name: str, label: str, ask: Callable[[Step], Reply], needed: Callable[[Step], bool]) -> Field:
    """Pictures; who has none says so, and the form goes on with what was told in words."""

    def read(step: Step, asked: bool) -> Read:
        kept = step.value(name) or ()
        if new := [each for each in step.question.pictures if each not in kept]:
            return Read({name: [*kept, *new]})
        none = _NONE_TO_SHOW.search(step.text) if asked else NOTHING_TO_SHOW.search(step.text.strip())
        return Read({name: []}) if none and not (kept and not asked) else NOTHING

    return Field(name, label, ask, read, needed)


CONFIRMED = "confirmed"


def confirmation(
    summary: Callable[[Step], Reply],
    yes: str = "确认提交",
    no: str = "先不办了",
    also: re.Pattern[str] | None = None,
    tells: re.Pattern[str] | None = None,
) -> Field:
    """The last field of each form: nothing is written without it.

    `also`: what else means yes in this one. `tells`: questions that the summary answers, for which it is put again.
    """

    def put(step: Step) -> Reply:
        return replace(summary(step), buttons=[Button(yes, says=yes), Button(no, says="算了")])

    def read(step: Step, asked: bool) -> Read:
        said = step.text.strip()
        if not asked or _NO.search(said):
            return NOTHING
        if tells and tells.search(said):
            return Read(remark="亲，看这里～")
        meant = bool(_YES.search(said)) or bool(also and also.search(said))
        agreed = said == yes or meant or step.question.intent == "affirm"
        return Read({CONFIRMED: True}) if agreed else NOTHING

    return Field(CONFIRMED, "", put, read)
