from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assist_api.domain.conversation import MOVES, Conversation, Move, State
from assist_api.domain.messages import Sender
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


def at(seconds: float) -> datetime:
    return OPENING + timedelta(seconds=seconds)


def test_the_clock_counts_from_the_first_message_that_nobody_has_answered() -> None:
    held = conversation(State.AGENT)
    for seconds in (0, 20):
        held = held.spoken(held.last_seq + 1, Sender.SHOPPER, at(seconds))
    assert held.unanswered_since == at(0)
    assert held.spoken(3, Sender.SYSTEM, at(25)).unanswered_since == at(0)
    assert held.spoken(3, Sender.AGENT, at(30)).unanswered_since is None


def test_the_bots_words_stop_the_clock_only_while_the_conversation_is_its_own() -> None:
    asked = {state: conversation(state).spoken(1, Sender.SHOPPER, at(0)) for state in (State.BOT, State.WAITING)}
    told = {state: one.spoken(2, Sender.BOT, at(1)).unanswered_since for state, one in asked.items()}
    assert told == {State.BOT: None, State.WAITING: at(0)}


def test_who_is_put_into_the_queue_is_unanswered_until_a_person_writes() -> None:
    queued = conversation().moved(Move.HAND_OVER, at(0))
    taken = queued.moved(Move.TAKE, at(40), agent=("a1", "小青"))
    assert (queued.unanswered_since, taken.unanswered_since) == (at(0), at(0))
    assert taken.moved(Move.CLOSE, at(50)).unanswered_since is None
