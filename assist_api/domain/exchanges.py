"""Questions of shoppers that agents answered in their own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assist_api.domain.approval import is_personal, safe
from assist_api.domain.edits import medoid
from assist_api.domain.slotting import Known, slotted

SHORTEST_QUESTION, SHORTEST_ANSWER = 4, 6  # letters and digits: less asks or answers nothing by itself
MOST_VARIANTS = 12


@dataclass(frozen=True)
class Exchange:
    """One answer of an agent to one question; a question may have several. `known`: the facts shown for it."""

    conversation_id: str
    question_id: str
    question: str
    intent: str
    answer: str
    agent_id: str
    suggested: bool
    at: datetime
    known: tuple[Known, ...] = ()

    @property
    def template(self) -> str:
        return slotted(self.answer, self.known)


@dataclass(frozen=True)
class Draft:
    """An entry, or a past answer, as it is proposed."""

    question: str
    variants: tuple[str, ...]
    answer: str


def in_own_words(exchanges: Iterable[Exchange], chatter: Collection[str]) -> list[Exchange]:
    """One for each question, with its longest answer: before it an agent often says only that they will look.

    Left out: questions that a suggestion helped with, and those whose intent asks nothing (`chatter`).
    """
    by_question: dict[str, list[Exchange]] = {}
    for one in exchanges:
        by_question.setdefault(one.question_id, []).append(one)
    own = [_fullest(each) for each in by_question.values() if not any(one.suggested for one in each)]
    return [one for one in own if one.intent not in chatter and _says_something(one)]


def drafted(exchanges: Sequence[Exchange]) -> Draft:
    """The question and the answer in the middle of them; the other questions are variants."""
    asked = _impersonal([one.question for one in exchanges])
    question, questions = medoid(asked), list(dict.fromkeys(asked))
    variants = tuple(one for one in questions if one != question)[:MOST_VARIANTS]
    return Draft(question, variants, medoid(_impersonal([one.template for one in exchanges])))


def evidence(exchanges: Sequence[Exchange]) -> list[Mapping[str, str]]:
    """The newest first, masked."""
    ordered = sorted(exchanges, key=lambda one: one.at, reverse=True)
    return [{"question": safe(one.question), "answer": safe(one.answer), "at": one.at.isoformat()} for one in ordered]


def conversations(exchanges: Sequence[Exchange]) -> int:
    return len({one.conversation_id for one in exchanges})


def _impersonal(texts: Sequence[str]) -> list[str]:
    """Those that hold nobody's data; where all do, all of them masked."""
    return [text for text in texts if not is_personal(text)] or [safe(text) for text in texts]


def _fullest(exchanges: Sequence[Exchange]) -> Exchange:
    longest = max(exchanges, key=lambda one: len(one.answer))
    return replace(longest, at=min(one.at for one in exchanges))


def _says_something(one: Exchange) -> bool:
    return _letters(one.question) >= SHORTEST_QUESTION and _letters(one.answer) >= SHORTEST_ANSWER


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
