"""Where a ticket may go, and that its clocks stand still while it waits for the shopper."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assist_api.domain.ticket_life import Move, State
from assist_api.domain.tickets import Level
from assist_api.errors import TicketMoveRefused
from tests.assist_api.domain.ticket_builder import OPENED, ticket

LATER = OPENED + timedelta(hours=1)
WAY = (Move.TAKE, Move.OFFER, Move.AGREE, Move.SOLVE, Move.TELL, Move.ASK, Move.CLOSE)


def test_the_whole_way_of_a_ticket() -> None:
    walked, states = ticket(), []
    for move in WAY:
        walked = walked.moved(move, LATER)
        states.append(walked.state)
    assert states == [
        State.IN_HAND, State.OFFERED, State.AGREED, State.DONE, State.TOLD, State.ASKED, State.CLOSED
    ]  # fmt: skip
    assert (walked.offered_at, walked.solved_at, walked.told_at, walked.asked_at) == (LATER,) * 4


@pytest.mark.parametrize(
    ("state", "move"),
    [
        (State.OPEN, Move.TELL),
        (State.IN_HAND, Move.ASK),
        (State.CLOSED, Move.TAKE),
        (State.CLOSED, Move.CLOSE),
        (State.OPEN, Move.REOPEN),
        (State.ASKED, Move.OFFER),
    ],
)
def test_a_move_out_of_its_turn_is_refused(state: State, move: Move) -> None:
    with pytest.raises(TicketMoveRefused):
        ticket(state=state).moved(move, LATER)


def test_whoever_takes_it_over_leaves_it_where_it_is() -> None:
    taken = ticket(state=State.OFFERED).moved(Move.TAKE, LATER, ("a1", "小青"))
    assert (taken.state, taken.owner) == (State.OFFERED, "小青")


def test_one_that_did_not_help_is_opened_again_at_a_higher_level_with_fresh_clocks() -> None:
    asked = ticket(level=Level.SMALL, state=State.ASKED, solved_at=OPENED, warned=("close:warns",), paused_at=OPENED)
    again = asked.moved(Move.REOPEN, LATER)
    assert (again.state, again.level, again.reopened) == (State.IN_HAND, Level.DELAY, 1)
    assert (again.clocks_from, again.solved_at, again.warned, again.paused_at) == (LATER, None, (), None)


def test_no_level_is_higher_than_the_first() -> None:
    assert ticket(level=Level.SERIOUS, state=State.ASKED).moved(Move.REOPEN, LATER).level is Level.SERIOUS


def test_waiting_is_counted_once_and_ends_with_the_next_step() -> None:
    waiting = ticket().waiting(OPENED).waiting(LATER)
    assert waiting.paused_for(LATER) == timedelta(hours=1)
    going = waiting.moved(Move.OFFER, LATER)
    assert (going.paused_at, going.paused_s) == (None, 3600)


def test_who_asks_whether_it_helped_waits_for_the_answer() -> None:
    assert ticket(state=State.TOLD).moved(Move.ASK, LATER).paused_at == LATER
