"""Which red lines drafts have crossed: counted in the audit log, for those who look after rules and agents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from assist_api.services.people import Agent
from assist_api.store import casework, conversations
from assist_api.store.unit_of_work import UnitOfWork

AUDIT = "red_line"


class Outcome(StrEnum):
    REFUSED = "refused"
    SENT = "sent"  # the line only warns


def surroundings(unit: UnitOfWork, conversation_id: str) -> tuple[str | None, str | None]:
    """The product on the shopper's page and the shopper, as far as they are known."""
    conversation = conversations.get(unit.connection, conversation_id)
    return conversation.page_product_id, conversation.shopper_id


def note(
    unit: UnitOfWork, conversation_id: str, agent: Agent, rules: Sequence[str], outcome: Outcome, now: datetime
) -> None:
    """Once a rule, however often the draft crosses it."""
    for rule in dict.fromkeys(rules):
        casework.keep_audit(unit.connection, agent.name, f"{AUDIT}.{outcome}.{rule}", now, conversation_id)


def counts(unit: UnitOfWork, since: datetime) -> dict[str, dict[str, int]]:
    """By rule: how many drafts were refused for it, and how many were sent in spite of it."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: {outcome.value: 0 for outcome in Outcome})
    for what, count in casework.count_audit(unit.connection, f"{AUDIT}.", since).items():
        _, outcome, rule = what.split(".", 2)
        found[rule][outcome] = count
    return dict(found)
