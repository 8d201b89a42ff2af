"""Knowledge entries: reviewed YAML files, one list of entries each; read, checked, and their answers filled."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ENTRIES = Path(__file__).parent / "entries"
SLOT = re.compile(r"\{([^{}]*)\}")
SLOT_NAME = re.compile(r"(policy|order|product)(\.\w+)+")
ENTRY_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
REQUIRED = {"id", "question", "variants", "answer", "tags", "public"}
OPTIONAL = {"valid", "related", "updated"}


class EntriesInvalid(ValueError):
    """`problems` are sentences for the person who wrote the entries."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Entry:
    """`valid_until` is the last day on which the entry may be used."""

    id: str
    question: str
    variants: tuple[str, ...]
    answer: str
    tags: tuple[str, ...] = ()
    public: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    related: tuple[str, ...] = ()
    updated: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.question, *self.variants)

    def is_valid(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)

    @property
    def slots(self) -> list[str]:
        return list(dict.fromkeys(SLOT.findall(self.answer)))


@dataclass(frozen=True)
class Rendered:
    """`facts` are the slots that were filled, with what was written for them; `missing` the slots left standing."""

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def render(answer: str, facts: Mapping[str, object]) -> Rendered:
    """Fill `{policy.shipping.fee}` and its like from `facts`, by full name; see `flattened`."""
    names = list(dict.fromkeys(SLOT.findall(answer)))
    used = {name: written(facts[name]) for name in names if facts.get(name) is not None}
    text = SLOT.sub(lambda found: used.get(found[1], found[0]), answer)
    return Rendered(text, used, [name for name in names if name not in used])


def flattened(name: str, value: object) -> dict[str, object]:
    """A nested mapping as one of full names: `{"policy.shipping.fee": 8.0}`; a list whole and by place, from 0."""
    whole = {} if isinstance(value, Mapping) else {name: value}
    inner = {f"{name}.{part}": one for part, one in _parts(value)}
    return {**whole, **{key: leaf for full, one in inner.items() for key, leaf in flattened(full, one).items()}}


def _parts(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def written(value: object) -> str:
    """As a shopper reads it: 8.00 is 8, 9.50 is 9.5, a list is joined with 、."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return "、".join(written(one) for one in value)
    return str(value)


def load(folder: Path) -> list[Entry]:
    """All entries of the folder's files, or EntriesInvalid with every problem found."""
    found = [(path, raw) for path in sorted(folder.rglob("*.yml")) for raw in _raw_entries(path)]
    problems = [problem for path, raw in found for problem in _form_problems(path.name, raw)]
    if problems:
        raise EntriesInvalid(problems)
    entries = [_entry(raw) for _, raw in found]
    problems = list(_conflicts(entries))
    if problems:
        raise EntriesInvalid(problems)
    return entries


def digest(folder: Path) -> str:
    """Changes with any byte of the files, or with a name."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def unresolved(entries: Sequence[Entry], facts: Mapping[str, object]) -> list[str]:
    """Sentences about policy slots that `facts` cannot fill; order and product slots are filled when asked."""
    return [
        f"{entry.id}: the answer names {{{slot}}}, which the shop's rules do not have."
        for entry in entries
        for slot in entry.slots
        if slot.startswith("policy.") and slot not in facts
    ]


def _raw_entries(path: Path) -> list[Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise EntriesInvalid([f"{path.name}: this is not YAML: {error}"]) from error
    if not isinstance(raw, list):
        raise EntriesInvalid([f"{path.name}: the file must be a list of entries, each beginning with '- id:'."])
    return raw


def _form_problems(file: str, raw: Any) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield f"{file}: an entry must be a mapping that begins with 'id:', not {raw!r}."
        return
    where = f"{file}, {raw.get('id', 'an entry without id')}"
    missing, unknown = REQUIRED - raw.keys(), raw.keys() - REQUIRED - OPTIONAL
    yield from (f"{where}: '{key}' is missing." for key in sorted(missing))
    yield from (f"{where}: '{key}' is not a key of an entry." for key in sorted(map(str, unknown)))
    if not missing:
        yield from (f"{where}: {problem}" for holds, problem in _field_checks(raw) if not holds)
        yield from (f"{where}: {problem}" for problem in _slot_problems(str(raw["answer"])))


def _field_checks(raw: dict[str, Any]) -> list[tuple[bool, str]]:
    valid = raw.get("valid") or {}
    is_period = isinstance(valid, dict) and valid.keys() <= {"from", "until"}
    days = [*(valid.values() if is_period else ()), raw.get("updated")]
    return [
        (bool(ENTRY_ID.fullmatch(str(raw["id"]))), "an id reads like shipping.same_day."),
        (_is_text(raw["question"]), "the question must be a sentence."),
        (_is_text(raw["answer"]), "the answer must be a sentence."),
        (_are_texts(raw["variants"]) and bool(raw["variants"]), "variants must be a list of at least one sentence."),
        (_are_texts(raw["tags"]), "tags must be a list of words."),
        (isinstance(raw["public"], bool), "public must be true or false."),
        (_are_texts(raw.get("related") or []), "related must be a list of ids."),
        (is_period, "valid must be {from: <day>, until: <day>}."),
        (all(day is None or type(day) is date for day in days), "a day is written like 2026-01-31."),
    ]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(one) for one in value)


def _slot_problems(answer: str) -> Iterator[str]:
    for name in SLOT.findall(answer):
        if not SLOT_NAME.fullmatch(name):
            yield f"{{{name}}} is no slot; slots begin with policy., order. or product."
    if answer.count("{") != answer.count("}") or len(SLOT.findall(answer)) != answer.count("{"):
        yield "the braces of the answer do not pair."


def _entry(raw: dict[str, Any]) -> Entry:
    valid = raw.get("valid") or {}
    return Entry(
        id=raw["id"],
        question=raw["question"].strip(),
        variants=tuple(variant.strip() for variant in raw["variants"]),
        answer=raw["answer"].strip(),
        tags=tuple(raw["tags"]),
        public=raw["public"],
        valid_from=valid.get("from"),
        valid_until=valid.get("until"),
        related=tuple(raw.get("related") or ()),
        updated=raw.get("updated") or valid.get("from"),
    )


def _conflicts(entries: Sequence[Entry]) -> Iterator[str]:
    ids = Counter(entry.id for entry in entries)
    yield from (f"{one}: {count} entries have this id." for one, count in ids.items() if count > 1)
    owners: dict[str, list[str]] = {}
    for entry in entries:
        for text in entry.texts:
            owners.setdefault(text, []).append(entry.id)
        strangers = [one for one in entry.related if one not in ids]
        yield from (f"{entry.id}: it is related to {one}, which does not exist." for one in strangers)
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            yield f"{entry.id}: it ends on {entry.valid_until}, before it begins on {entry.valid_from}."
    for text, names in owners.items():
        if len(names) > 1:
            yield f"{' and '.join(names)}: the sentence '{text}' stands twice."
