"""Beside the reactions: looks at those who wait, greets whom nobody greeted, gives cases to agents where that is set.

Each look reads first (database, shop) and then runs one service that writes; whatever one process leaves another does.
"""

from __future__ import annotations

import logging

from assist_api.adapters import routing as shop_says
from assist_api.domain.routing import Rules, placing
from assist_api.periodic import Periodic
from assist_api.reactions import Tools
from assist_api.runner import Runner
from assist_api.services import routing, transfers

log = logging.getLogger(__name__)

TICK_S = 1.0


class Dispatcher:
    def __init__(self, runner: Runner, tools: Tools, rules: Rules, *, pushes: bool) -> None:
        """`pushes`: cases are assigned to agents; else agents take them."""
        self._runner = runner
        self._tools = tools
        self._rules = rules
        self._pushes = pushes
        self._jobs = Periodic("dispatch")

    def start(self) -> None:
        self._jobs.every(TICK_S, self.look)

    async def stop(self) -> None:
        await self._jobs.stop()

    async def look(self) -> None:
        now = self._tools.clock()
        for conversation_id in await self._runner.read(routing.ungreeted, self._rules, now):
            if await self._runner.run(routing.greet, conversation_id, now):
                log.info("dispatch.greeted conversation=%s", conversation_id)
        for conversation_id in await self._runner.read(routing.to_look_at, now):
            await self._place(conversation_id)
        if await self._runner.read(routing.moved_up, self._rules, now):
            await self._runner.run(routing.move_up, self._rules, now)
        await self._assign()
        if await self._runner.read(transfers.over, now):
            await self._runner.run(transfers.lapse, now)

    async def _place(self, conversation_id: str) -> None:
        now = self._tools.clock()
        seen = await self._runner.read(routing.look_at, conversation_id, self._tools.ticket_rules, now)
        if seen:
            facts = await shop_says.facts(self._tools.shop, seen, self._rules, now)
            await self._runner.run(routing.put, seen, placing(facts, self._rules), self._rules, now)

    async def _assign(self) -> None:
        now = self._tools.clock()
        if await self._runner.read(routing.unopened, now):
            await self._runner.run(routing.release_unopened, now)
        if self._pushes and await self._runner.read(routing.could_assign, self._rules, now):
            await self._runner.run(routing.assign, self._rules, now)
