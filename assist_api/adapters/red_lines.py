"""The rules of a draft, read from their reviewed file and compiled; each mistake in it is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assist_api.domain.red_line_excuses import UNITS, BorneOut, InTheRules, OwnOrder
from assist_api.domain.red_lines import Excuse, Facts, Reach, Rule
from knowledge_base.entries import flattened, render

RULES_FILE = Path(__file__).parents[1] / "red_lines" / "rules.yml"
REQUIRED = {"id", "category", "patterns", "reason", "blocks", "crosses", "allowed"}
EXCUSES = {"number", "borne_out_by", "excuse"}
OPTIONAL = {"unless", "granted_by", "even_denied", "rewriting", "by_word", "reach"} | EXCUSES
_PIECE = re.compile(r"(?<!P)<(\w+)>")
Written = Mapping[str, Any]
Slots = Mapping[str, object]


class RedLinesInvalid(ValueError):
    """`problems` are sentences for the person who wrote the rules."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Example:
    """A draft that belongs to a rule, which a test holds against it."""

    rule: str
    text: str
    crosses: bool
    facts: Facts


@dataclass(frozen=True)
class RuleBook:
    rules: tuple[Rule, ...]
    categories: Mapping[str, str]  # what a person reads for each
    examples: tuple[Example, ...]


def load(policy: Written, file: Path = RULES_FILE) -> RuleBook:
    """Raises RedLinesInvalid with every problem found. `policy`: the shop's rules, whose values the rules name."""
    written, lines = _read(file)
    slots = {name: value for name, value in flattened("policy", policy).items() if value is not None}
    problems = [
        f"{file.name}, line {line}, {_name(raw)}: {problem}"
        for raw, line in zip(written["rules"], lines, strict=True)
        for problem in _problems(raw, written, slots)
    ]
    ids = [_name(raw) for raw in written["rules"]]
    problems += [f"{file.name}: {one} is the id of two rules." for one in sorted({i for i in ids if ids.count(i) > 1})]
    if problems:
        raise RedLinesInvalid(problems)
    held = [raw for raw in written["rules"] if not slots.get(raw.get("granted_by", ""))]
    rules = tuple(_rule(raw, written["pieces"], slots) for raw in held)
    return RuleBook(rules, written["categories"], tuple(one for raw in held for one in _examples(raw)))


def _read(file: Path) -> tuple[dict[str, Any], list[int]]:
    """The file, and the line on which each rule begins."""
    text = file.read_text(encoding="utf-8")
    try:
        written = yaml.load(text, yaml.CSafeLoader)
        root: Any = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise RedLinesInvalid([f"{file.name}: this is not YAML: {error}"]) from error
    if not isinstance(written, dict) or not {"categories", "pieces", "rules"} <= written.keys():
        raise RedLinesInvalid([f"{file.name}: the file has 'categories', 'pieces' and 'rules'."])
    nodes = next(value for key, value in root.value if key.value == "rules")
    return written, [node.start_mark.line + 1 for node in nodes.value]


def _name(raw: Any) -> str:
    return str(raw.get("id", "a rule without id")) if isinstance(raw, dict) else repr(raw)


def _problems(raw: Any, written: Written, slots: Slots) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "a rule is a mapping that begins with 'id:'."
        return
    missing, unknown = REQUIRED - raw.keys(), raw.keys() - REQUIRED - OPTIONAL
    yield from (f"'{key}' is missing." for key in sorted(missing))
    yield from (f"'{key}' is not a key of a rule." for key in sorted(map(str, unknown)))
    if missing:
        return
    yield from (problem for holds, problem in _field_checks(raw, written["categories"]) if not holds)
    patterns = [*_texts(raw["patterns"]), *_texts(raw.get("unless")), *_texts(raw.get("borne_out_by"))]
    yield from (problem for one in patterns for problem in _pattern_problems(one, written["pieces"]))
    yield from _slot_problems(raw, slots)


def _field_checks(raw: Written, categories: Written) -> list[tuple[bool, str]]:
    excuses = EXCUSES & raw.keys()
    return [
        (raw["category"] in categories, f"there is no category '{raw['category']}'."),
        (str(raw["id"]).startswith(f"{raw['category']}."), "the id begins with the category and a dot."),
        (bool(_texts(raw["patterns"])), "patterns must be a list of at least one pattern."),
        (isinstance(raw["blocks"], bool), "blocks must be true or false."),
        (isinstance(raw["reason"], str) and bool(raw["reason"]), "the reason must be a sentence."),
        (raw.get("reach", "words") in {one.value for one in Reach}, "reach must be words, clause or sentence."),
        (len(excuses) < 2, f"only one of {', '.join(sorted(EXCUSES))} may stand in a rule."),
        (raw.get("excuse", "own_order") == "own_order", "the only excuse by name is own_order."),
        (isinstance(raw.get("by_word", {}), dict), "by_word must map a word to what is better."),
        (bool(raw["crosses"]) and bool(raw["allowed"]), "a rule has examples of both kinds: crosses and allowed."),
        (
            _is_number(raw.get("number")),
            f"number must have a unit ({', '.join(UNITS)}) and one_of, at_least or at_most.",
        ),
    ]


def _is_number(raw: Any) -> bool:
    if raw is None:
        return True
    bounds = {"one_of", "at_least", "at_most"}
    return (
        isinstance(raw, dict)
        and raw.get("unit") in UNITS
        and bool(bounds & raw.keys())
        and raw.keys() <= bounds | {"unit"}
    )


def _pattern_problems(pattern: str, pieces: Mapping[str, str]) -> Iterator[str]:
    unknown = [name for name in _PIECE.findall(pattern) if name not in pieces]
    if unknown:
        yield f"the pattern {pattern} names the piece <{unknown[0]}>, which does not exist."
        return
    try:
        compiled = _compiled(pattern, pieces)
    except re.error as error:
        yield f"the pattern {pattern} cannot be read: {error}."
        return
    if compiled.fullmatch(""):
        yield f"the pattern {pattern} fits anything."


def _slot_problems(raw: Written, slots: Slots) -> Iterator[str]:
    number = raw.get("number") or {}
    if "granted_by" in raw and raw["granted_by"] not in slots:
        yield f"the shop's rules do not have {raw['granted_by']}."
    bounds = [*_texts(number.get("one_of")), *(number[key] for key in ("at_least", "at_most") if key in number)]
    for name in bounds:
        if not isinstance(slots.get(name), int | float):
            yield f"the shop's rules have no number {name}."
    for text in (raw["reason"], raw.get("rewriting") or ""):
        yield from (
            f"the shop's rules do not have {{{name}}}."
            for name in render(text, slots).missing
            if name.startswith("policy.")
        )


def _texts(raw: Any) -> list[str]:
    return [str(one) for one in raw] if isinstance(raw, list) else []


def _compiled(pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    while _PIECE.search(pattern):  # a piece may name another
        pattern = _PIECE.sub(lambda found: pieces[found[1]], pattern)
    return re.compile(pattern)


def _rule(raw: Written, pieces: Mapping[str, str], slots: Slots) -> Rule:
    rewriting = raw.get("rewriting")
    return Rule(
        id=raw["id"],
        category=raw["category"],
        crosses=tuple(_compiled(one, pieces) for one in raw["patterns"]),
        reason=render(raw["reason"], slots).text,
        blocks=raw["blocks"],
        allowed=tuple(_compiled(one, pieces) for one in raw.get("unless", ())),
        even_denied=raw.get("even_denied", False),
        excuse=_excuse(raw, pieces, slots),
        rewriting=None if rewriting is None else render(rewriting, slots).text,
        by_word=raw.get("by_word", {}),
        reach=Reach(raw.get("reach", "words")),
    )


def _excuse(raw: Written, pieces: Mapping[str, str], slots: Slots) -> Excuse | None:
    makers: dict[str, Callable[[Any], Excuse]] = {
        "number": lambda number: _in_the_rules(number, slots),
        "borne_out_by": lambda patterns: BorneOut(re.compile("|".join(patterns), re.IGNORECASE)),
        "excuse": lambda _name: OwnOrder(),
    }
    return next((makers[key](raw[key]) for key in makers if key in raw), None)


def _in_the_rules(number: Written, slots: Slots) -> InTheRules:
    def value(name: str) -> float:
        found = slots[name]
        assert isinstance(found, int | float)
        return float(found)

    return InTheRules(
        number["unit"],
        tuple(value(name) for name in number.get("one_of", ())),
        value(number["at_least"]) if "at_least" in number else None,
        value(number["at_most"]) if "at_most" in number else None,
    )


def _examples(raw: Written) -> Iterator[Example]:
    for key in ("crosses", "allowed"):
        for one in raw[key]:
            told = one if isinstance(one, dict) else {"text": str(one)}
            orders = frozenset(told["orders"]) if "orders" in told else None
            yield Example(raw["id"], told["text"], key == "crosses", Facts(told.get("record"), orders))
