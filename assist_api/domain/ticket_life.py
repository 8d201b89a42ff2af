"""The life of a ticket: who may move it where, and what it has met so far. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from assist_api.domain.tickets import Kind, Level
from assist_api.errors import TicketMoveRefused


class State(StrEnum):
    OPEN = "open"
    IN_HAND = "in_hand"
    OFFERED = "offered"
    AGREED = "agreed"
    DONE = "done"
    TOLD = "told"
    ASKED = "asked"  # whether it helped
    CLOSED = "closed"

    @property
    def zh(self) -> str:
        return _STATE_ZH[self]


_STATE_ZH = {
    State.OPEN: "待受理",
    State.IN_HAND: "处理中",
    State.OFFERED: "已给方案",
    State.AGREED: "已协商一致",
    State.DONE: "已解决",
    State.TOLD: "已告知顾客",
    State.ASKED: "等待回访结果",
    State.CLOSED: "已关闭",
}


class Move(StrEnum):
    TAKE = "take"
    OFFER = "offer"
    AGREE = "agree"
    SOLVE = "solve"
    TELL = "tell"
    ASK = "ask"
    CLOSE = "close"
    REOPEN = "reopen"


_WORKED_ON = (State.OPEN, State.IN_HAND, State.OFFERED, State.AGREED)
_FROM: dict[Move, tuple[State, ...]] = {
    Move.TAKE: (State.OPEN, State.IN_HAND, State.OFFERED, State.AGREED, State.DONE, State.TOLD, State.ASKED),
    Move.OFFER: _WORKED_ON,
    Move.AGREE: _WORKED_ON,
    Move.SOLVE: _WORKED_ON,
    Move.TELL: (State.DONE,),
    Move.ASK: (State.DONE, State.TOLD),
    Move.CLOSE: tuple(state for state in State if state is not State.CLOSED),
    Move.REOPEN: (State.DONE, State.TOLD, State.ASKED, State.CLOSED),
}
_TO = {
    Move.OFFER: State.OFFERED,
    Move.AGREE: State.AGREED,
    Move.SOLVE: State.DONE,
    Move.TELL: State.TOLD,
    Move.ASK: State.ASKED,
    Move.CLOSE: State.CLOSED,
    Move.REOPEN: State.IN_HAND,
}
_STAMPS: dict[Move, tuple[str, ...]] = {
    Move.OFFER: ("offered_at",),
    Move.AGREE: ("offered_at",),
    Move.SOLVE: ("offered_at", "solved_at"),
    Move.TELL: ("told_at",),
    Move.ASK: ("told_at", "asked_at"),
    Move.CLOSE: ("closed_at",),
}


@dataclass(frozen=True)
class Ticket:
    id: str
    key: str  # what opened it: the same key opens nothing new
    conversation_id: str | None
    shopper_id: str | None
    order_id: str | None
    kind: Kind
    level: Level
    state: State
    text: str
    wish: str
    source: str  # bot, agent, phone, shop, system
    opened_by: str
    opened_at: datetime
    clocks_from: datetime  # when it was opened, or opened again
    owner_id: str | None = None
    owner: str | None = None
    previous_id: str | None = None  # the complaint of which it is the repetition
    repeated: int = 0  # earlier ones
    reopened: int = 0
    reasons: tuple[str, ...] = ()  # of the proposed level and kind
    traced: str = ""  # supplier and batch
    supervised_at: datetime | None = None
    offered_at: datetime | None = None
    solved_at: datetime | None = None
    told_at: datetime | None = None
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    helped: bool | None = None  # as the shopper says
    paused_at: datetime | None = None
    paused_s: int = 0
    followed_at: datetime | None = None  # a stagnant parcel: when it was looked at last
    warned: tuple[str, ...] = ()  # clocks of which a warning was given
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    def paused_for(self, now: datetime) -> timedelta:
        running = now - self.paused_at if self.paused_at else timedelta()
        return timedelta(seconds=self.paused_s) + running

    def moved(self, move: Move, now: datetime, owner: tuple[str, str] | None = None) -> Ticket:
        """Raises TicketMoveRefused where the table has no such move. Whoever works on it goes on with its clocks."""
        if self.state not in _FROM[move]:
            raise TicketMoveRefused(f"工单现在是“{self.state.zh}”，不能这样操作。")
        stamped = {name: now for name in _STAMPS.get(move, ()) if getattr(self, name) is None}
        state = _TO.get(move) or (State.IN_HAND if self.state is State.OPEN else self.state)
        moved = replace(self, state=state, **stamped)  # type: ignore[arg-type]
        if owner:
            moved = replace(moved, owner_id=owner[0], owner=owner[1])
        moved = moved._started_again(now) if move is Move.REOPEN else moved
        return moved.waiting(now) if move is Move.ASK else moved.going_on(now)

    def _started_again(self, now: datetime) -> Ticket:
        """One that did not help is more serious than it was, and all its clocks run anew."""
        return replace(
            self,
            level=self.level.higher,
            reopened=self.reopened + 1,
            clocks_from=now,
            supervised_at=None,
            offered_at=None,
            solved_at=None,
            told_at=None,
            asked_at=None,
            closed_at=None,
            helped=None,
            paused_at=None,
            paused_s=0,
            warned=(),
        )

    def waiting(self, now: datetime) -> Ticket:
        """For the shopper: the clocks stand still."""
        return self if self.paused_at or not self.is_open else replace(self, paused_at=now)

    def going_on(self, now: datetime) -> Ticket:
        if self.paused_at is None:
            return self
        return replace(self, paused_at=None, paused_s=int(self.paused_for(now).total_seconds()))

    def supervised(self, now: datetime) -> Ticket:
        """A supervisor has looked at it."""
        return self if self.supervised_at else replace(self, supervised_at=now)
