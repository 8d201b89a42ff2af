"""A shopper's tap on a ticket's question needs neither bot nor person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assist_api.domain.ticket_clocks import TicketRules
from assist_api.runner import Runner
from assist_api.services import ticket_answers
from assist_api.services.answering import Reading, Work


class TicketAnswers:
    def __init__(self, runner: Runner, rules: TicketRules, clock: Callable[[], datetime]) -> None:
        self._runner, self._rules, self._clock = runner, rules, clock

    async def settled(self, work: Work, reading: Reading) -> bool:
        """Whether the message was such a tap, and is answered."""
        given = ticket_answers.answer_in(work)
        if given is None:
            return False
        return await self._runner.run(ticket_answers.take, work, reading, given, self._rules, self._clock())
