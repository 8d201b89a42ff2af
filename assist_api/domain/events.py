"""What services tell the world, after the commit. A closed list; who may hear an event belongs to its type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar


class Audience(StrEnum):
    CONVERSATION = "conversation"  # its shopper and every desk
    SHOPPER = "shopper"
    DESK = "desk"
    AGENT = "agent"  # one agent


@dataclass(frozen=True)
class Event:
    type: ClassVar[str]
    audience: ClassVar[Audience]
    conversation_id: str

    def topics(self) -> tuple[str, ...]:
        return _TOPICS[self.audience](self)

    def frame(self) -> dict[str, Any]:
        """The event as a socket frame."""
        return {"type": self.type, **asdict(self)}


@dataclass(frozen=True)
class MessagePosted(Event):
    type = "message"
    audience = Audience.CONVERSATION
    message: dict[str, Any]  # Message.public()

    def frame(self) -> dict[str, Any]:
        return {"type": self.type, "conversation_id": self.conversation_id, **self.message}


@dataclass(frozen=True)
class StateChanged(Event):
    """What the shopper may know of the ownership of the conversation."""

    type = "state"
    audience = Audience.SHOPPER
    state: str
    agent: str | None
    epoch: int  # of two the higher is newer, in whatever order they arrive
    bot_helps: bool = False  # while a person is waited for


@dataclass(frozen=True)
class QueueMoved(Event):
    """Where a waiting shopper stands now, and what wait is to be expected; never stored. Minutes are null: unknown."""

    type = "queue"
    audience = Audience.SHOPPER
    place: int
    ahead: int
    least: int | None
    most: int | None
    attended: bool  # somebody is there, in opening hours
    sentence: str


@dataclass(frozen=True)
class AgentSilent(Event):
    """An agent left a shopper without an answer for so many minutes, and the case went back to the queue."""

    type = "agent_silent"
    audience = Audience.DESK
    agent_id: str
    agent: str
    shopper: str
    minutes: int


@dataclass(frozen=True)
class ConversationChanged(Event):
    """A whole row of the desk's list: applying it twice changes nothing."""

    type = "conversation"
    audience = Audience.DESK
    row: dict[str, Any]


@dataclass(frozen=True)
class FeelingMarked(Event):
    """How a message is felt now. `felt_by`: the agent who says so; empty where the model's word stands again."""

    type = "feeling"
    audience = Audience.DESK
    seq: int
    feeling: str
    evidence: list[str]
    felt_by: str


@dataclass(frozen=True)
class NoteAdded(Event):
    type = "note"
    audience = Audience.DESK
    note: dict[str, Any]


@dataclass(frozen=True)
class TicketChanged(Event):
    """A whole ticket: applying it twice changes nothing, the higher revision is newer. Some have no conversation."""

    type = "ticket"
    audience = Audience.DESK
    ticket: dict[str, Any]


@dataclass(frozen=True)
class TicketWarned(Event):
    """A clock of the ticket is about to break, or is broken. `supervisor`: their eyes are wanted."""

    type = "ticket_warning"
    audience = Audience.DESK
    ticket: dict[str, Any]
    clock: str
    words: str
    broken: bool
    supervisor: bool


@dataclass(frozen=True)
class OrderChanged(Event):
    """Somebody of the staff did something to an order: whoever has the case open reads it anew."""

    type = "order"
    audience = Audience.DESK
    order_id: str
    by: str


@dataclass(frozen=True)
class ShopperNoted(Event):
    """The shopper's tags and notes as they are now: applying it twice changes nothing."""

    type = "shopper"
    audience = Audience.DESK
    shopper_id: str
    tags: list[dict[str, Any]]
    notes: list[dict[str, Any]]


@dataclass(frozen=True)
class PromisesChanged(Event):
    """All promises of the conversation: applying it twice changes nothing."""

    type = "promises"
    audience = Audience.DESK
    promises: list[dict[str, Any]]


@dataclass(frozen=True)
class PromiseDue(Event):
    """Soon to be kept, or late."""

    type = "promise_due"
    audience = Audience.DESK
    promise: dict[str, Any]
    late: bool


@dataclass(frozen=True)
class SuggestionsReady(Event):
    type = "suggestions"
    audience = Audience.AGENT
    agent_id: str
    for_seq: int
    suggestions: list[dict[str, Any]]


@dataclass(frozen=True)
class TransferChanged(Event):
    """Told to who hands the case on and to who shall have it: offered, accepted, declined, withdrawn, lapsed."""

    type = "transfer"
    audience = Audience.AGENT
    agent_id: str
    transfer: dict[str, Any]


@dataclass(frozen=True)
class Whispered(Event):
    """主管悄悄话: to the agent of the case, and back to the supervisor who said it."""

    type = "whisper"
    audience = Audience.AGENT
    agent_id: str
    whisper: dict[str, Any]


@dataclass(frozen=True)
class PresenceChanged(Event):
    """How a member of the staff stands now: about nobody's conversation (its `conversation_id` is "")."""

    type = "presence"
    audience = Audience.DESK
    colleague: dict[str, Any]


@dataclass(frozen=True)
class Typing(Event):
    """Somebody is typing; never stored."""

    type = "typing"
    audience = Audience.CONVERSATION
    who: str


@dataclass(frozen=True)
class CaseWatched(Event):
    """Somebody of the staff has a case open, or leaves it; never stored, told again while it lasts."""

    type = "watching"
    audience = Audience.DESK
    agent_id: str
    agent: str
    doing: str  # reading, typing, left


_TOPICS: dict[Audience, Callable[[Any], tuple[str, ...]]] = {
    Audience.CONVERSATION: lambda event: (shopper_topic(event.conversation_id), DESK_TOPIC),
    Audience.SHOPPER: lambda event: (shopper_topic(event.conversation_id),),
    Audience.DESK: lambda event: (DESK_TOPIC,),
    Audience.AGENT: lambda event: (agent_topic(event.agent_id),),
}

DESK_TOPIC = "desk"


def shopper_topic(conversation_id: str) -> str:
    return f"shopper:{conversation_id}"


def agent_topic(agent_id: str) -> str:
    return f"agent:{agent_id}"
