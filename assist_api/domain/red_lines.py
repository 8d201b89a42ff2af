"""The red lines of a draft: what an agent may not say to a shopper, where it stands, why, and what is better.

The rules come from outside, compiled. Places count characters (code points) of the draft as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from assist_api.domain.normal_text import NormalText, normal_text


class Reach(StrEnum):
    """What a rewriting takes the place of."""

    WORDS = "words"  # that crossed the line
    CLAUSE = "clause"  # they stand in
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Facts:
    """What is known where the draft is written. None: unknown, and what only that could tell is passed over.

    `product` is the sheet and the test reports of the product in question; `slots` may stand in a rewriting.
    """

    product: str | None = None
    order_ids: frozenset[str] | None = None
    slots: Mapping[str, str] = field(default_factory=dict)


class Excuse(Protocol):
    def holds(self, found: re.Match[str], facts: Facts) -> bool:
        """Whether the words, though the pattern knows them, are true or allowed here."""


@dataclass(frozen=True)
class Rule:
    """`allowed`: contexts that excuse the words they overlap; `even_denied`: "we never …" crosses too."""

    id: str
    category: str
    crosses: tuple[re.Pattern[str], ...]
    reason: str
    blocks: bool
    allowed: tuple[re.Pattern[str], ...] = ()
    even_denied: bool = False
    excuse: Excuse | None = None
    rewriting: str | None = None
    by_word: Mapping[str, str] = field(default_factory=dict)
    reach: Reach = Reach.WORDS


@dataclass(frozen=True)
class Finding:
    """`rewriting` (None: it needs a person) takes the place of `rewritten`, which may be wider than the words."""

    rule: str
    category: str
    start: int
    end: int
    text: str
    reason: str
    blocks: bool
    rewriting: str | None
    rewritten: tuple[int, int]

    def body(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "category": self.category,
            "span": {"start": self.start, "end": self.end},
            "text": self.text,
            "reason": self.reason,
            "rewriting": self.rewriting,
            "rewriting_span": {"start": self.rewritten[0], "end": self.rewritten[1]},
            "blocks": self.blocks,
        }


NOTHING_KNOWN = Facts()


def check(draft: str, rules: Sequence[Rule], facts: Facts = NOTHING_KNOWN) -> list[Finding]:
    """The lines that `draft` crosses, in reading order; of those that overlap the one that blocks, then the longest."""
    normal = normal_text(draft)
    found = [finding for rule in rules for finding in _crossings(rule, normal, facts)]
    return _apart(found)


def _crossings(rule: Rule, normal: NormalText, facts: Facts) -> Iterator[Finding]:
    matches = [found for pattern in rule.crosses for found in pattern.finditer(normal.text) if found[0]]
    excused = {place for found in _contexts(rule, normal) for place in range(*found.span())} if matches else set()
    for found in matches:
        if not excused.isdisjoint(range(*found.span())):
            continue
        if rule.excuse and rule.excuse.holds(found, facts):
            continue
        start, end = normal.span(*found.span())
        if rule.even_denied or not _is_denied(normal.written, start):
            yield _finding(rule, found, normal.written, (start, end), facts)


def _contexts(rule: Rule, normal: NormalText) -> Iterator[re.Match[str]]:
    return (found for pattern in rule.allowed for found in pattern.finditer(normal.text))


def _finding(rule: Rule, found: re.Match[str], written: str, span: tuple[int, int], facts: Facts) -> Finding:
    start, end = span
    return Finding(
        rule.id,
        rule.category,
        start,
        end,
        written[start:end],
        rule.reason,
        rule.blocks,
        _rewriting(rule, found, facts),
        _REACHES[rule.reach](written, start, end),
    )


def _rewriting(rule: Rule, found: re.Match[str], facts: Facts) -> str | None:
    template = next((better for word, better in rule.by_word.items() if word in found[0]), rule.rewriting)
    if template is None:
        return None
    known = {**facts.slots, **{name: value or "" for name, value in found.groupdict().items()}}
    missing = [name for name in _SLOT.findall(template) if name not in known]
    return None if missing else _SLOT.sub(lambda slot: known[slot[1]], template)


_SLOT = re.compile(r"\{([\w.]+)\}")

# "We do not take transfers", "beware of those who …": said of what is not done. Not: 不但, 没问题, 特别.
_DENIAL = re.compile(
    r"不(?!用担心|用怕|用愁|好意思|但|仅|过|管|论|错|只|满意|合适|喜欢|行|然|久|如|用谢|客气|骗|瞒|是吹)|没(?!问题|事|错|关系|几)"
    r"|[未勿莫]|(?<![特级分区性个告])别(?!的|人|家|处|店)|无(?!论|忧|需担心)|非(?!常)|防止|谨防|警惕|拒绝|禁止|严禁|杜绝|避免|小心|遇到|自称|冒充|假冒"
)
_DENIED_WITHIN = 16
_CLAUSE_END = re.compile(r"[\s，,。！!？?；;：:~～…]")
_SENTENCE_END = re.compile(r"[。！!？?；;\n]")
_ADDRESS = re.compile(r"\s*(?:(?:亲爱的|亲亲?|您好|你好|好的|嗯+|抱歉|不好意思)[呀哦呢哈]?[，,~～！!\s]+)*")


def _is_denied(written: str, start: int) -> bool:
    before = written[max(0, start - _DENIED_WITHIN) : start]
    return bool(_DENIAL.search(_CLAUSE_END.split(before)[-1]))


def _around(ends: re.Pattern[str], written: str, start: int, end: int) -> tuple[int, int]:
    first = max((found.end() for found in ends.finditer(written, 0, start)), default=0)
    after = ends.search(written, end)
    return first, after.start() if after else len(written)


def _sentence(written: str, start: int, end: int) -> tuple[int, int]:
    """Without the address it may begin with, which stays."""
    first, last = _around(_SENTENCE_END, written, start, end)
    addressed = _ADDRESS.match(written, first, start)
    return (addressed.end() if addressed else first), last


_REACHES = {
    Reach.WORDS: lambda written, start, end: (start, end),
    Reach.CLAUSE: lambda written, start, end: _around(_CLAUSE_END, written, start, end),
    Reach.SENTENCE: _sentence,
}


def _apart(found: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda each: (not each.blocks, each.start - each.end, each.start)):
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            kept.append(one)
            taken.update(places)
    return sorted(kept, key=lambda each: each.start)
