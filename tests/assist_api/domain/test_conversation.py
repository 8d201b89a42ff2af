from dataclasses import replace
from datetime import timedelta

import pytest

from assist_api.domain.conversation import MOVES, Conversation, Move, State
from assist_api.errors import IllegalMove
from assist_api.services.chat import Arrival, _new
from tests.assist_api.conftest import OPENING


def conversation(state: State = State.BOT) -> Conversation:
    return replace(_new(Arrival(), OPENING), state=state)


@pytest.mark.parametrize(("state", "move"), MOVES)
def test_every_move_raises_the_epoch(state: State, move: Move) -> None:
    before = conversation(state)
    assert before.moved(move, OPENING, agent=("a1", "小青")).epoch == before.epoch + 1


def test_a_closed_conversation_cannot_be_taken() -> None:
    with pytest.raises(IllegalMove):
        conversation(State.CLOSED).moved(Move.TAKE, OPENING)


def test_reopening_forgets_the_bots_working_memory() -> None:
    closed = conversation(State.CLOSED)
    assert closed.moved(Move.REOPEN, OPENING).bot_session != closed.bot_session


def test_after_an_hour_of_silence_the_bot_starts_afresh_and_not_before() -> None:
    before = conversation()
    assert before.resumed(OPENING + timedelta(minutes=59)).bot_session == before.bot_session
    assert before.resumed(OPENING + timedelta(minutes=61)).bot_session != before.bot_session


def test_a_handover_keeps_the_bots_working_memory() -> None:
    before = conversation()
    assert before.moved(Move.HAND_OVER, OPENING).bot_session == before.bot_session
