"""What became of the suggestions on an agent's screen, told from what the agent sent at last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assist_api.domain.edits import STILL_THE_REPLY, Operation, kept_share, operations


class Outcome(StrEnum):
    ACCEPTED = "accepted"  # put into the draft, not sent yet
    SENT = "sent"  # as it was
    EDITED = "edited"  # changed, then sent
    REPLACED = "replaced"  # put into the draft, but something else was sent
    DISMISSED = "dismissed"
    IGNORED = "ignored"  # passed over: the agent took one below it, or wrote a reply of their own
    UNREAD = "unread"  # below the one taken, or on the screen no more: nobody knows whether it was read


OPEN = (None, Outcome.ACCEPTED, Outcome.DISMISSED)  # what a reply to the shopper may still change
TAKEN = (Outcome.SENT, Outcome.EDITED)


@dataclass(frozen=True)
class Shown:
    id: str
    rank: int
    text: str
    outcome: Outcome | None
    on_screen: bool = True  # when the reply was sent; False: newer ones had taken its place


@dataclass(frozen=True)
class Settled:
    id: str
    outcome: Outcome
    operations: tuple[Operation, ...] = ()


def settled(panel: Sequence[Shown], taken_id: str | None, sent: str) -> list[Settled]:
    """The outcome of each suggestion whose outcome was still open; `taken_id` is the one the reply came from."""
    inserted = [one for one in panel if one.id == taken_id or one.outcome is Outcome.ACCEPTED]
    judged = {one.id: _of_inserted(one, sent) for one in inserted}
    taken = [one.rank for one in inserted if one.on_screen and judged[one.id].outcome in TAKEN]
    passed = {one.id: Settled(one.id, _of_passed(one, taken)) for one in panel if one.outcome is None}
    return [judged.get(one.id) or passed[one.id] for one in panel if one.id in judged or one.id in passed]


def _of_inserted(one: Shown, sent: str) -> Settled:
    before = one.text.strip()
    if sent == before:
        return Settled(one.id, Outcome.SENT)
    if kept_share(before, sent) < STILL_THE_REPLY:
        return Settled(one.id, Outcome.REPLACED)
    return Settled(one.id, Outcome.EDITED, operations(before, sent))


def _of_passed(one: Shown, taken: Sequence[int]) -> Outcome:
    below = bool(taken) and one.rank > min(taken)
    return Outcome.UNREAD if below or not one.on_screen else Outcome.IGNORED
