"""A case that is handed on has one owner at every moment, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from assist_api.domain.presence import Skill
from assist_api.errors import IllegalMove, InvalidInput, NobodyThere, NotAllowed, TransferNotFound
from assist_api.services import desk, presence, supervision, transfers, waiting
from tests.assist_api.conftest import OPENING
from tests.assist_api.store.queue import HE, LEAD, QING, RULES, at_once, waits

LASTS = RULES.answer_within


pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def case(run: Callable[..., Any]) -> str:
    """One that 小青 has."""
    conversation_id = waits(run, "s1", "request_return")
    run(desk.take, conversation_id, QING, OPENING)
    return conversation_id


def offered(run: Callable[..., Any], case: str) -> str:
    return str(run(transfers.offer, case, QING, HE.id, "想换大一码，券已经核过", LASTS, OPENING)["id"])


def owner(run: Callable[..., Any], case: str) -> str | None:
    return run(desk.case, case).row["agent_id"]  # type: ignore[no-any-return]


def test_the_case_stays_until_the_colleague_accepts_and_the_shopper_reads_one_line(
    run: Callable[..., Any],
    case: str,
) -> None:
    made, before = offered(run, case), run(desk.case, case)
    assert owner(run, case) == QING.id
    assert before.notes[-1]["text"] == "转接给小禾：想换大一码，券已经核过"
    assert [one["id"] for one in run(transfers.open_with, HE)] == [made]
    run(transfers.accept, made, HE, OPENING)
    after = run(desk.case, case)
    assert after.row["agent_id"] == HE.id
    assert "小禾" in after.messages[-1].text
    assert len(after.messages) == len(before.messages) + 1
    assert [one["state"] for one in run(transfers.history, case)] == ["accepted"]


def test_who_declines_leaves_the_case_where_it_is_and_says_why(run: Callable[..., Any], case: str) -> None:
    made = offered(run, case)
    told = len(run(desk.case, case).messages)
    assert run(transfers.decline, made, HE, "我这边也满了", OPENING)["answer"] == "我这边也满了"
    seen = run(desk.case, case)
    assert (seen.row["agent_id"], len(seen.messages)) == (QING.id, told)
    assert seen.notes[-1]["text"] == "未接收转接：我这边也满了"


def test_of_an_acceptance_and_a_withdrawal_at_once_one_counts(run: Callable[..., Any]) -> None:
    def tried(job: Callable[[], Any]) -> str:
        try:
            job()
        except TransferNotFound:
            return "over"
        return "done"

    for number in range(20):
        case = waits(run, f"s{number}")
        run(desk.take, case, QING, OPENING)
        made = offered(run, case)
        answers = ((transfers.accept, HE), (transfers.withdraw, QING))
        ends = at_once(*(partial(tried, partial(run, service, made, who, OPENING)) for service, who in answers))
        assert sorted(ends) == ["done", "over"]
        assert owner(run, case) == (HE.id if ends[0] == "done" else QING.id)


def test_an_offer_that_nobody_answers_is_over(run: Callable[..., Any], case: str) -> None:
    made = offered(run, case)
    run(transfers.lapse, OPENING + LASTS - timedelta(seconds=1))
    assert run(transfers.open_with, HE)
    run(transfers.lapse, OPENING + LASTS)
    assert run(transfers.open_with, HE) == []
    with pytest.raises(TransferNotFound):
        run(transfers.accept, made, HE, OPENING + LASTS)


def test_an_offer_ends_with_the_case(run: Callable[..., Any], case: str) -> None:
    made = offered(run, case)
    run(desk.close, case, QING, OPENING)
    with pytest.raises(TransferNotFound):
        run(transfers.accept, made, HE, OPENING)
    run(transfers.lapse, OPENING)
    assert [one["state"] for one in run(transfers.history, case)] == ["lapsed"]


def test_a_case_goes_to_a_skill_ahead_of_plain_waits_and_says_whence(run: Callable[..., Any], case: str) -> None:
    run(transfers.to_skill, case, QING, Skill.AFTER_SALES, "要换货", OPENING + timedelta(minutes=1))
    (one,) = run(waiting.queue)
    assert (one.conversation_id, one.asks_for, one.passed_by) == (case, Skill.AFTER_SALES, (QING.id,))
    assert "售后同事" in run(desk.case, case).messages[-1].text


def test_only_the_owner_hands_on_to_somebody_else_who_is_there(run: Callable[..., Any], case: str) -> None:
    with pytest.raises(InvalidInput, match="自己"):
        run(transfers.offer, case, QING, QING.id, "x", LASTS, OPENING)
    run(presence.depart, f"token {HE.id}", HE, RULES.limit, OPENING)
    with pytest.raises(NobodyThere, match="小禾"):
        run(transfers.offer, case, QING, HE.id, "x", LASTS, OPENING)


def test_a_second_offer_waits_for_the_first(run: Callable[..., Any], case: str) -> None:
    made = offered(run, case)
    with pytest.raises(InvalidInput, match="小禾"):
        offered(run, case)
    with pytest.raises(NotAllowed):
        run(transfers.accept, made, QING, OPENING)
    run(transfers.withdraw, made, QING, OPENING)
    assert offered(run, case)


def test_a_whisper_is_heard_by_its_agent_and_supervisors_only(run: Callable[..., Any], case: str) -> None:
    run(supervision.whisper, case, LEAD, "先道歉，再给方案", OPENING)
    listen = partial(supervision.heard, all_of_them=False)
    assert [one["text"] for one in run(listen, case, QING)] == ["先道歉，再给方案"]
    assert run(listen, case, HE) == []
    assert run(partial(supervision.heard, all_of_them=True), case, LEAD)


def test_there_is_nobody_to_whisper_to_in_a_case_that_waits(run: Callable[..., Any]) -> None:
    with pytest.raises(IllegalMove, match="没有同事"):
        run(supervision.whisper, waits(run, "s1"), HE, "在吗", OPENING)


def test_who_takes_over_has_the_case_and_the_shopper_is_told(run: Callable[..., Any], case: str) -> None:
    run(supervision.take_over, case, HE, OPENING)
    seen = run(desk.case, case)
    assert seen.row["agent_id"] == HE.id
    assert seen.messages[-1].text == "主管 小禾 已接入，亲自为您处理。"
