"""Who owns a conversation. Every move raises the epoch; a reply is stored only under the epoch it was asked in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from assist_api.domain.messages import Sender
from assist_api.domain.mood import NEUTRAL
from assist_api.errors import IllegalMove

NEW_MATTER_AFTER = timedelta(minutes=60)


class State(StrEnum):
    BOT = "bot"
    WAITING = "waiting"  # handed over, no agent yet
    AGENT = "agent"
    CLOSED = "closed"


class Move(StrEnum):
    HAND_OVER = "hand_over"
    TAKE = "take"
    GIVE_BACK = "give_back"  # to the queue
    RETURN_TO_BOT = "return_to_bot"
    CLOSE = "close"
    REOPEN = "reopen"


class FirstAnswer(StrEnum):
    """Who answers a matter first."""

    OPEN = ""  # not settled yet
    BOT = "bot"
    PERSON = "person"  # it waits for one by the mode of the shop, not by a reason


MOVES: dict[tuple[State, Move], State] = {
    (State.BOT, Move.HAND_OVER): State.WAITING,
    (State.BOT, Move.TAKE): State.AGENT,
    (State.WAITING, Move.TAKE): State.AGENT,
    (State.AGENT, Move.TAKE): State.AGENT,  # from an agent who is gone
    (State.AGENT, Move.GIVE_BACK): State.WAITING,
    (State.WAITING, Move.RETURN_TO_BOT): State.BOT,
    (State.AGENT, Move.RETURN_TO_BOT): State.BOT,
    (State.BOT, Move.CLOSE): State.CLOSED,
    (State.WAITING, Move.CLOSE): State.CLOSED,
    (State.AGENT, Move.CLOSE): State.CLOSED,
    (State.CLOSED, Move.REOPEN): State.BOT,
}


@dataclass(frozen=True)
class Conversation:
    id: str
    shopper_id: str | None
    shopper_name: str
    state: State
    epoch: int
    session: int  # of the bot's working memory; a new one after each close, so that old forms are forgotten
    last_seq: int
    agent_id: str | None
    agent_name: str | None
    page_product_id: str | None
    feeling: str
    urgency: int  # 0 product question … 3 safety; orders the queue
    topic: str  # what it is about, in words; empty before the first understood message
    opened_at: datetime
    updated_at: datetime
    waiting_since: datetime | None
    closed_at: datetime | None
    unanswered_since: datetime | None = None  # the shopper's first message that nobody has answered yet
    bot_helps: bool = False  # while the shopper waits for a person: the bot answers, the place in the queue is kept
    first_answer: FirstAnswer = FirstAnswer.OPEN
    fresh_after: int = 0  # the last message from before the bot's working memory began

    @property
    def bot_answers(self) -> bool:
        return self.state is State.BOT or (self.state is State.WAITING and self.bot_helps)

    @property
    def bot_session(self) -> str:
        return f"{self.id}.{self.session}"

    def resumed(self, now: datetime) -> Conversation:
        """Written to again: after a long silence it is a new matter, and the bot's working memory starts afresh."""
        if self.state is State.BOT and now - self.updated_at > NEW_MATTER_AFTER:
            return replace(self._forgotten(), first_answer=FirstAnswer.OPEN)
        return self

    def spoken(self, seq: int, sender: Sender, now: datetime) -> Conversation:
        """This conversation after the message `seq`."""
        return replace(self, last_seq=seq, updated_at=now, unanswered_since=self._unanswered_after(sender, now))

    def _unanswered_after(self, sender: Sender, now: datetime) -> datetime | None:
        """The bot's words answer only while the conversation is its own: in the queue it merely keeps company."""
        if sender is Sender.SHOPPER:
            return self.unanswered_since or now
        answered = sender is Sender.AGENT or (sender is Sender.BOT and self.state is State.BOT)
        return None if answered else self.unanswered_since

    def moved(self, move: Move, now: datetime, agent: tuple[str, str] | None = None) -> Conversation:
        """This conversation after `move`. Raises IllegalMove where the table has no such move."""
        state = MOVES.get((self.state, move))
        if state is None:
            raise IllegalMove
        return replace(
            self._forgotten() if move in _FORGETS else self,
            state=state,
            epoch=self.epoch + 1,
            agent_id=agent[0] if agent else None,
            agent_name=agent[1] if agent else None,
            waiting_since=now if state is State.WAITING else None,
            closed_at=now if state is State.CLOSED else None,
            updated_at=now,
            unanswered_since=self._unanswered_in(state, now),
            bot_helps=False,
            first_answer=FirstAnswer.OPEN if move is Move.REOPEN else self.first_answer,
        )

    def _forgotten(self) -> Conversation:
        return replace(self, session=self.session + 1, fresh_after=self.last_seq, feeling=NEUTRAL)

    def _unanswered_in(self, state: State, now: datetime) -> datetime | None:
        """Who is put into the queue waits for an answer in any case."""
        waits = {State.WAITING: self.unanswered_since or now, State.AGENT: self.unanswered_since}
        return waits.get(state)


_FORGETS = frozenset({Move.REOPEN, Move.RETURN_TO_BOT})
