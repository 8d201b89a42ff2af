"""When a person must take over, told by the dialogues of nlu_data/handover: the policy is measured on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nlu_data.dataset import ROOT
from nlu_data.near_copies import NearCopies, normalised

Half = Literal["train", "exam"]
Who = Literal["shopper", "bot"]
HALVES: tuple[Half, ...] = get_args(Half)
NEED_A_PERSON = frozenset({"request", "anger", "growing", "repeated", "failing", "risk", "complaint", "clock", "money"})
NEED_NONE = frozenset({"question", "urging", "settled", "look_alike", "calmed", "thanks", "joke", "procedure"})
MOST_MESSAGES = 7  # of the shopper, in a dialogue
SHARE_IN_NEED = (0.45, 0.55)
ALIKE = 0.35  # similarity above which what shoppers write in the two halves measures memory
_SHORTEST = 6  # signs; "好的" and "谢谢" stand in both halves


class BrokenDialogue(ValueError):
    """A file of nlu_data/handover breaks its format; the message says where."""


@dataclass(frozen=True)
class Turn:
    who: Who
    text: str


@dataclass(frozen=True)
class Dialogue:
    """`handover`: the index, over all turns, of the shopper's message at which a person must take over."""

    id: str
    kind: str
    turns: tuple[Turn, ...]
    handover: int | None
    why: str

    @property
    def messages(self) -> list[str]:
        return [turn.text for turn in self.turns if turn.who == "shopper"]


def read_dialogues(half: Half, root: Path = ROOT) -> list[Dialogue]:
    return [dialogue for path in files_of(half, root) for dialogue in read_file(path, root)]


def files_of(half: Half, root: Path = ROOT) -> list[Path]:
    """A file a writer: many hands, to learn from and to be measured by."""
    return sorted((root / "handover" / half).glob("*.yml"))


def read_file(path: Path, root: Path = ROOT) -> Iterator[Dialogue]:
    name = path.relative_to(root).as_posix()
    try:
        content: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise BrokenDialogue(f"{name} is no YAML: {error}") from error
    if not isinstance(content, list):
        raise BrokenDialogue(f"{name} is no list of dialogues.")
    yield from (_dialogue(entry, name) for entry in content)


def problems(root: Path = ROOT) -> Iterator[str]:
    if not (root / "handover").exists():
        return
    try:
        train, exam = (read_dialogues(half, root) for half in HALVES)
    except BrokenDialogue as error:
        yield str(error)
        return
    yield from _same_ids([*train, *exam])
    for half, dialogues in zip(HALVES, (train, exam), strict=True):
        yield from (problem for dialogue in dialogues for problem in _of_dialogue(dialogue))
        yield from _share(half, dialogues)
    yield from _alike(train, exam)


def _dialogue(entry: Any, place: str) -> Dialogue:
    fields = {"id", "kind", "turns", "handover", "why"}
    if not isinstance(entry, Mapping) or set(entry) != fields:
        name = entry.get("id", "a dialogue") if isinstance(entry, Mapping) else "an entry"
        raise BrokenDialogue(f"{name} of {place} must have exactly {', '.join(sorted(fields))}.")
    if not isinstance(entry["turns"], list):
        raise BrokenDialogue(f"The turns of {entry['id']} of {place} must be a list.")
    turns = tuple(_turn(turn, f"{entry['id']} of {place}") for turn in entry["turns"])
    if type(entry["handover"]) not in (int, type(None)):  # a bool is an int to isinstance
        raise BrokenDialogue(f"The handover of {entry['id']} of {place} must be a number or null.")
    return Dialogue(str(entry["id"]), str(entry["kind"]), turns, entry["handover"], str(entry["why"] or ""))


def _turn(turn: Any, place: str) -> Turn:
    if isinstance(turn, Mapping) and len(turn) == 1:
        who, text = next(iter(turn.items()))
        if who in get_args(Who) and isinstance(text, str) and text.strip():
            return Turn(who, text)
    raise BrokenDialogue(f"A turn of {place} must be “shopper: …” or “bot: …”, it is {turn!r}.")


def _same_ids(dialogues: Sequence[Dialogue]) -> Iterator[str]:
    ids = [dialogue.id for dialogue in dialogues]
    yield from (f"The id {name} stands twice in nlu_data/handover." for name in sorted(set(ids)) if ids.count(name) > 1)


def _of_dialogue(dialogue: Dialogue) -> Iterator[str]:
    name, at, needed = dialogue.id, dialogue.handover, dialogue.kind in NEED_A_PERSON
    if not needed and dialogue.kind not in NEED_NONE:
        yield f"{name} is of the unknown kind {dialogue.kind}."
    elif needed != (at is not None):
        yield f"{name} is {dialogue.kind}, so its handover must {'point at a turn' if needed else 'be null'}."
    if at is not None and not _is_the_shoppers(dialogue, at):
        yield f"The handover of {name} points at turn {at}, which is no message of the shopper."
    if not 1 <= len(dialogue.messages) <= MOST_MESSAGES:
        yield f"{name} has {len(dialogue.messages)} messages of the shopper; 1 to {MOST_MESSAGES} are wanted."
    if not dialogue.why:
        yield f"{name} does not say why."


def _is_the_shoppers(dialogue: Dialogue, at: int) -> bool:
    return 0 <= at < len(dialogue.turns) and dialogue.turns[at].who == "shopper"


def _share(half: Half, dialogues: Sequence[Dialogue]) -> Iterator[str]:
    least, most = SHARE_IN_NEED
    needing = sum(dialogue.handover is not None for dialogue in dialogues)
    if not least * len(dialogues) <= needing <= most * len(dialogues):
        yield f"Of handover/{half}, {needing} of {len(dialogues)} dialogues need a person; about half should."


def _alike(train: Sequence[Dialogue], exam: Sequence[Dialogue]) -> Iterator[str]:
    """Over the halves no dialogue reads like another, as a whole or in one message."""
    known = NearCopies(text for dialogue in train for text in _texts(dialogue))
    for dialogue in exam:
        for text in _texts(dialogue):
            yield from (
                f"“{text}” ({dialogue.id}, exam) is too much like “{copy}” of the training half."
                for copy in known.of(text, ALIKE)
            )


def _texts(dialogue: Dialogue) -> list[str]:
    texts = dict.fromkeys([*dialogue.messages, " ".join(dialogue.messages)])
    return [text for text in texts if len(normalised(text)) >= _SHORTEST]
