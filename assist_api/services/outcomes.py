"""What an agent did with the suggestions shown, kept so that ranking and trainers can learn from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import RowMapping

from assist_api.domain.messages import Message, Sender
from assist_api.domain.outcomes import TAKEN, Outcome, Shown, settled
from assist_api.domain.preference import WINDOW_DAYS, Preferences
from assist_api.services import suggestions
from assist_api.services.people import Agent
from assist_api.store import messages, outcomes
from assist_api.store.unit_of_work import UnitOfWork


def note(
    unit: UnitOfWork, conversation_id: str, suggestion_id: str, agent: Agent, outcome: Outcome, now: datetime
) -> None:
    suggestions.kept(unit, conversation_id, suggestion_id)
    outcomes.note(unit.connection, suggestion_id, outcome, agent.id, now)


def settle(unit: UnitOfWork, reply: Message, agent: Agent, taken_id: str | None, *, own_words: bool = True) -> None:
    """The reply settles what was shown for the question, and is kept beside the question as its answer.

    Not where it is a canned reply (`own_words` is False): that is a greeting as often as an answer.
    """
    found = outcomes.open_in(unit.connection, reply.conversation_id, taken_id)
    judged = settled(_panel(found, taken_id), taken_id, reply.text)
    outcomes.settle(unit.connection, judged, agent.id, reply.at, reply.text)
    question = messages.newest_of(unit.connection, reply.conversation_id, Sender.SHOPPER) if own_words else None
    if question:
        suggested = any(one.outcome in TAKEN for one in judged)
        outcomes.keep_exchange(
            unit.connection, reply.id, question.id, reply.conversation_id, agent.id, suggested, reply.at
        )


def preferences(unit: UnitOfWork, now: datetime) -> Preferences:
    return Preferences.of(outcomes.counts(unit.connection, now - timedelta(days=WINDOW_DAYS)), now.date())


def _panel(found: list[RowMapping], taken_id: str | None) -> list[Shown]:
    """The suggestions that were on the screen together: those of the one taken, else the newest."""
    chosen = next((row for row in found if row["id"] == taken_id), found[-1] if found else None)
    return [
        Shown(
            row["id"],
            row["rank"],
            row["body"]["text"],
            Outcome(row["outcome"]) if row["outcome"] else None,
            on_screen=chosen is not None and _place(row) == _place(chosen),
        )
        for row in found
    ]


def _place(row: RowMapping) -> tuple[int, str]:
    return row["for_seq"], row["order_id"]
