"""Proposals are kept and decided once, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.proposals import Kind, Proposal
from assist_api.errors import ProposalNotFound
from assist_api.services import chat, desk, people, proposals
from assist_api.services.people import Agent
from assist_api.services.proposals import Material
from assist_api.store import suggestions
from assist_api.store.schema import suggestions as table
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING

QING, LIN = Agent("a1", "小青", ("agent",)), Agent("t1", "小林", ("trainer",))
ANSWER, TEXT = "签收后 {policy.days} 天内可退。", "签收后 7 天内可退。"


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    for one in (QING, LIN):
        in_transaction(engine, people.ensure_staff, one, "-")
    return lambda service, *args: in_transaction(engine, service, *args)[0]


def proposal(key: str = "k1", number: int = 3, kind: Kind = Kind.CHANGE, **body: Any) -> Proposal:
    return Proposal(kind, key, {"entry_id": "returns.how", **body}, number, OPENING)


def listed(engine: Engine, kind: Kind = Kind.CHANGE) -> dict[str, Any]:
    return reading(engine, proposals.listed, kind)


def asked(run: Callable[..., Any], text: str = "怎么退货", shown: bool = True) -> str:
    """A conversation that an agent has taken, with a question and a suggestion for it."""
    conversation = str(run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id)
    run(chat.post, conversation, "x", text, None, OPENING)
    run(desk.take, conversation, QING, OPENING)
    source = {"kind": "entry", "id": "returns.how", "title": "", "updated": ""}
    facts = [{"slot": "policy.days", "value": "7"}]
    body = {"text": TEXT, "template": ANSWER, "source": source, "internal": False, "facts": facts}
    if shown:
        run(lambda unit: suggestions.keep(unit.connection, conversation, 1, "", [body], False, OPENING))
    return conversation


def material(engine: Engine) -> Material:
    return reading(engine, proposals.material, OPENING)


def reply(engine: Engine, run: Callable[..., Any], conversation: str, text: str, taken: bool = False) -> None:
    kept = reading(engine, lambda unit: suggestions.kept_for(unit.connection, conversation, 1, ""))
    run(desk.post, conversation, QING, text, text, kept[0]["body"]["id"] if taken else None, OPENING)


def test_what_is_found_again_is_brought_up_to_date(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal(answer="旧")], OPENING)
    run(proposals.keep, [proposal(number=5, answer="新")], OPENING)
    (row,) = listed(engine)["rows"]
    assert (row["number"], row["answer"]) == (5, "新")


def test_what_two_processes_find_at_once_is_kept_once(engine: Engine, run: Callable[..., Any]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: run(proposals.keep, [proposal()], OPENING), range(8)))
    assert len(listed(engine)["rows"]) == 1


def test_what_is_not_found_any_more_goes(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal("k1"), proposal("k2")], OPENING)
    run(proposals.keep, [proposal("k2")], OPENING)
    assert listed(engine)["counts"] == {"change": 1, "entry": 0, "past": 0}


def test_the_best_founded_comes_first(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal("k1", 3), proposal("k2", 9)], OPENING)
    assert [row["number"] for row in listed(engine)["rows"]] == [9, 3]


def test_what_was_rejected_stays_so_though_it_is_found_again(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal()], OPENING)
    run(proposals.reject, listed(engine)["rows"][0]["id"], LIN, OPENING)
    run(proposals.keep, [proposal(number=9)], OPENING)
    assert listed(engine)["rows"] == []


def test_of_two_who_accept_one_proposal_at_once_one_does(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal()], OPENING)
    proposal_id = listed(engine)["rows"][0]["id"]

    def accept(_: int) -> str:
        try:
            run(proposals.accept, proposal_id, LIN, Kind.CHANGE, {"id": "returns.how"}, OPENING)
        except ProposalNotFound:
            return "decided"
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, range(2))) == ["accepted", "decided"]


def test_what_was_accepted_is_read_by_those_who_have_not_heard_of_it(engine: Engine, run: Callable[..., Any]) -> None:
    run(proposals.keep, [proposal()], OPENING)
    run(proposals.accept, listed(engine)["rows"][0]["id"], LIN, Kind.PAST, {"id": "past.1"}, OPENING)
    assert reading(engine, proposals.accepted, None) == [(Kind.PAST, {"id": "past.1"}, OPENING)]
    assert reading(engine, proposals.accepted, OPENING + timedelta(seconds=1)) == []


def test_an_edit_is_read_with_the_template_and_the_facts_it_was_made_of(
    engine: Engine, run: Callable[..., Any]
) -> None:
    reply(engine, run, asked(run), "签收后 7 天内可退，吊牌别剪。", taken=True)
    (edit,) = material(engine).edits
    assert (edit.entry_id, edit.template, edit.text, edit.facts) == ("returns.how", ANSWER, TEXT, {"policy.days": "7"})


def test_a_question_is_read_with_its_answer_and_what_was_known(engine: Engine, run: Callable[..., Any]) -> None:
    reply(engine, run, asked(run, "鞋子可以刻字吗"), "可以的，7 天内做好")
    (exchange,) = material(engine).exchanges
    assert (exchange.question, exchange.suggested) == ("鞋子可以刻字吗", False)
    assert exchange.template == "可以的，{policy.days} 天内做好"


def test_an_agent_who_types_what_was_suggested_needed_no_other_answer(engine: Engine, run: Callable[..., Any]) -> None:
    reply(engine, run, asked(run), "亲，签收后 7 天内可退的")
    assert [one.suggested for one in material(engine).exchanges] == [True]


def test_what_was_held_out_says_nothing_of_what_is_missing(engine: Engine, run: Callable[..., Any]) -> None:
    conversation = asked(run)
    run(lambda unit: unit.connection.execute(table.update().values(held_out=True)))
    reply(engine, run, conversation, "可以的，下单备注就行")
    assert material(engine).exchanges == []
