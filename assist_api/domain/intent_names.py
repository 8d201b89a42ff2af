"""Finding an intent by a few letters: of its Chinese name, of the pinyin of it, or of its name in the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NOT_TYPED = re.compile(r"[\s'_-]+")


@dataclass(frozen=True)
class IntentName:
    """`pinyin`: a syllable for each character of `zh`; `example`: how a shopper says it."""

    name: str
    zh: str
    skill: str
    pinyin: tuple[str, ...] = ()
    example: str = ""


def found(intents: Iterable[IntentName], typed: str) -> list[IntentName]:
    """The best first; all of them, in their order, where nothing is typed."""
    wanted = _plain(typed)
    if not wanted:
        return list(intents)
    ranked = [(fit, at, one) for at, one in enumerate(intents) if (fit := _fit(one, wanted)) is not None]
    return [one for *_, one in sorted(ranked, key=lambda each: each[:2])]


def _fit(intent: IntentName, wanted: str) -> tuple[int, int] | None:
    """(how it fits, length of the name): smaller is better."""
    fits = (
        wanted in (_plain(intent.zh), _plain(intent.name)),
        _plain(intent.zh).startswith(wanted) or begins(intent.pinyin, wanted),
        any(_plain(word).startswith(wanted) for word in intent.name.split("_"))
        or _plain(intent.name).startswith(wanted),
        wanted in _plain(intent.zh) or any(begins(intent.pinyin[at:], wanted) for at in range(1, len(intent.pinyin))),
        wanted in _plain(intent.name),
    )
    return next(((rank, len(intent.zh)) for rank, fit in enumerate(fits) if fit), None)


def begins(syllables: Sequence[str], wanted: str) -> bool:
    """Whether `wanted` writes the first syllables, each whole or by some of its first letters: tkjd, tuikjindu."""
    if not wanted:
        return True
    if not syllables:
        return False
    first = syllables[0].lower()
    return any(
        wanted.startswith(first[:length]) and begins(syllables[1:], wanted[length:])
        for length in range(min(len(first), len(wanted)), 0, -1)
    )


def _plain(text: str) -> str:
    return _NOT_TYPED.sub("", text).lower()
