"""What the handover model learns from: talks up to a message, each with why a person must take over there, or none."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from assist_api.domain.around import around
from assist_api.domain.bot_lines import reads_as_failure
from assist_api.domain.handover import Turn
from assist_api.domain.talk import as_text
from assist_api.handover_model.kinds import NONE
from nlu_data.handover_dialogues import Dialogue

FOLDS = 5
TALKS_WEIGHT, MESSAGES_WEIGHT = 1.0, 0.3


@dataclass(frozen=True)
class Row:
    """`place`: of the message in its dialogue, over all turns; a row of no dialogue has none."""

    text: str
    kind: str
    weight: float
    dialogue: str = ""
    place: int = -1
    answered: bool = False

    @property
    def fold(self) -> int:
        """All rows of a dialogue lie in one; single messages in none, so that every training has them."""
        return sha256(self.dialogue.encode()).digest()[0] % FOLDS if self.dialogue else -1

    @property
    def tenth(self) -> bool:
        """Whether its dialogue is of the tenth that is left out where folds are too dear."""
        return bool(self.dialogue) and sha256(f"h{self.dialogue}".encode()).digest()[0] % 10 == 0


@dataclass(frozen=True)
class Told:
    """A message of the shopper at its place, and what the bot said to it."""

    place: int
    turn: Turn
    answer: str


def of_dialogues(dialogues: Iterable[Dialogue]) -> Iterator[Row]:
    """For each message of the shopper up to the one at which a person takes over: before it is answered, and after.

    That the bot fails shows by its answer only.
    """
    for dialogue in dialogues:
        heard: list[Turn] = []
        for told in turns_of(dialogue):
            heard.append(told.turn)
            due = told.place == dialogue.handover
            for answer in dict.fromkeys(("", told.answer)):
                if told.answer and not answer and not due and len(told.turn.text) % 2:
                    continue  # half of them say enough of talks that need nobody yet
                kind = dialogue.kind if due and (answer or dialogue.kind != "failing" or not told.answer) else NONE
                yield _row(dialogue, told, heard, answer, kind)
            if due:
                break


def _row(dialogue: Dialogue, told: Told, heard: Sequence[Turn], answer: str, kind: str) -> Row:
    last = replace(heard[-1], failed=bool(answer) and heard[-1].failed)
    return Row(as_text([*heard[:-1], last], answer), kind, TALKS_WEIGHT, dialogue.id, told.place, bool(answer))


def of_messages(labelled: Sequence[tuple[str, str]], most: int, seed: int = 0) -> list[Row]:
    """Single messages as talks of one turn: (text, kind)."""
    chosen = random.Random(seed).sample(labelled, min(most, len(labelled)))
    return [Row(as_text([Turn(text)]), kind, MESSAGES_WEIGHT) for text, kind in chosen]


def turns_of(dialogue: Dialogue) -> list[Told]:
    return [
        Told(at.place, Turn(at.text, failed=reads_as_failure(at.answer), before=at.before), at.answer)
        for at in around([(turn.who == "shopper", turn.text) for turn in dialogue.turns])
    ]
