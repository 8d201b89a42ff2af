"""What the store promises, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from assist_api.domain.conversation import State
from assist_api.domain.handover import Decision
from assist_api.domain.messages import Sender
from assist_api.errors import ConversationTaken, PictureNotFound
from assist_api.services import answering, chat, desk, people, pictures
from assist_api.services.answering import Outcome, Reading, Reply, Verdict, Work
from assist_api.services.people import Agent
from assist_api.store.schema import metadata
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.builders import png
from tests.assist_api.conftest import OPENING

LEASE = timedelta(seconds=10)
CALM = Verdict(Decision(False, 0.0, 0, ()), {})
READ = Reading(None, None)
QING, HE = Agent("a1", "小青", ("agent",)), Agent("a2", "小禾", ("agent",))


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def conversation_id(run: Callable[..., Any]) -> str:
    for agent in (QING, HE):
        run(people.ensure_staff, agent, "-")
    return str(run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id)


def take_up(run: Callable[..., Any], conversation_id: str, **later: float) -> Work | None:
    work: Work | None = run(answering.take_up, conversation_id, OPENING + timedelta(**later), LEASE)
    return work


def answer(run: Callable[..., Any], work: Work, text: str = "好的") -> bool:
    return bool(run(answering.answer, work, READ, CALM, Outcome((Reply(text),)), OPENING))


def test_the_migrations_make_just_the_tables_that_the_queries_use(engine: Engine) -> None:
    """But for the index of the words in messages, which each database has in a way of its own."""

    def compared(_object: object, name: str | None, kind: str, *_more: object) -> bool:
        return kind != "table" or not str(name).startswith("message_search")

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": compared})
        assert compare_metadata(context, metadata) == []


def test_messages_posted_at_once_get_numbers_without_gap_or_double(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    def post(number: int) -> int:
        return int(run(chat.post, conversation_id, f"x{number}", f"第 {number} 条", None, OPENING))

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(post, range(24)))
    assert sorted(numbers) == list(range(1, 25))
    _, stored = reading(engine, chat.read, conversation_id, 0)
    assert [message.seq for message in stored] == list(range(1, 25))


def test_of_two_who_post_the_same_client_id_at_once_one_message_is_made(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(lambda _: run(chat.post, conversation_id, "same", "在吗", None, OPENING), range(8)))
    assert numbers == {1}


def test_only_the_oldest_owed_message_is_worked_on_and_by_one_worker(
    run: Callable[..., Any], conversation_id: str
) -> None:
    for text in ("一", "二"):
        run(chat.post, conversation_id, text, text, None, OPENING)
    with ThreadPoolExecutor(4) as pool:
        taken = [work for work in pool.map(lambda _: take_up(run, conversation_id), range(6)) if work]
    assert [work.message.text for work in taken] == ["一"]
    assert answer(run, taken[0])
    following = take_up(run, conversation_id)
    assert following
    assert following.message.text == "二"


def test_a_lease_that_ran_out_is_taken_up_by_another_and_only_one_answer_is_stored(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    first, second = take_up(run, conversation_id), take_up(run, conversation_id, seconds=11)
    assert first
    assert second
    assert second.attempts == 1
    assert answer(run, second, "第二个")
    assert not answer(run, first, "第一个")
    _, stored = reading(engine, chat.read, conversation_id, 0)
    assert [m.text for m in stored if m.sender is Sender.BOT] == ["第二个"]


def test_what_was_sent_is_known_again_after_an_answer_was_given(run: Callable[..., Any], conversation_id: str) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    work = take_up(run, conversation_id)
    assert work
    answer(run, work)
    assert run(chat.post, conversation_id, "x", "在吗", None, OPENING) == 1
    assert take_up(run, conversation_id) is None


def test_of_two_agents_who_take_a_case_at_once_one_gets_it(run: Callable[..., Any], conversation_id: str) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)

    def take(agent: Agent) -> str:
        try:
            return str(run(desk.take, conversation_id, agent, OPENING)["agent"])
        except ConversationTaken:
            return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, (QING, HE)))[0] == "taken"


def test_an_answer_asked_before_the_owner_changed_is_not_stored(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    work = take_up(run, conversation_id)
    run(desk.take, conversation_id, QING, OPENING)
    assert work
    assert not answer(run, work)
    conversation, stored = reading(engine, chat.read, conversation_id, 0)
    assert conversation.state is State.AGENT
    assert [m.sender for m in stored] == [Sender.SHOPPER, Sender.SYSTEM]


def test_when_the_bot_owns_it_anew_the_message_stays_owed(run: Callable[..., Any], conversation_id: str) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    work = take_up(run, conversation_id)
    run(desk.take, conversation_id, QING, OPENING)
    run(desk.return_to_bot, conversation_id, QING, OPENING)
    assert work
    assert not answer(run, work)
    again = take_up(run, conversation_id, seconds=11)
    assert again
    assert answer(run, again)


def test_a_case_taken_before_its_first_message_was_read_is_settled(
    run: Callable[..., Any], conversation_id: str
) -> None:
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    run(desk.take, conversation_id, QING, OPENING)
    work = take_up(run, conversation_id)
    assert work
    assert run(answering.settle, work, READ, ("09:00", "23:00"), OPENING)


def test_of_two_messages_that_name_the_same_picture_one_gets_it(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    kept = run(pictures.keep, conversation_id, pictures.cleaned(png()), 9, OPENING)

    def send(client_id: str) -> str:
        try:
            return str(run(chat.post, conversation_id, client_id, "", None, OPENING, [kept]))
        except PictureNotFound:
            return "not found"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, ("x", "y"))) == ["1", "not found"]
    assert reading(engine, pictures.read, kept).data == png()
