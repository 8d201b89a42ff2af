"""Beside the reactions: hears the shop's events and tells what is due to those who are there.

Every step reads first (database, shop) and then runs one service that writes; whatever is cut off half way is a planned
row still, and is taken up again by this process or another.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from assist_api.adapters import outreach as words
from assist_api.adapters.outreach import Moot, NotYet, Request
from assist_api.domain.outreach import Move, Planned, Said, in_order, judge, overtaken, subjects_told
from assist_api.errors import ShopUnavailable
from assist_api.periodic import Periodic
from assist_api.reactions import Tools
from assist_api.runner import Runner
from assist_api.services import outreach
from assist_api.services.outreach import Errand

log = logging.getLogger(__name__)

TICK_S = 1.0
LOOK_AFTER_EVERY_S = 60.0
BATCH = 200
SHOP_SILENT = timedelta(seconds=30)  # until the next try
BROKEN = timedelta(minutes=10)


class Outreach:
    def __init__(self, runner: Runner, tools: Tools, poll_s: float) -> None:
        self._runner = runner
        self._tools = tools
        self._rules = tools.outreach_rules
        self._poll_s = poll_s
        self._jobs = Periodic("outreach")

    def start(self) -> None:
        """`poll_s` of 0: the shop pushes, and is not asked."""
        self._jobs.every(TICK_S, self._tell_all)
        self._jobs.every(LOOK_AFTER_EVERY_S, self._look_after)
        if self._poll_s:
            self._jobs.every(self._poll_s, self._poll)

    async def stop(self) -> None:
        await self._jobs.stop()

    # Hear

    async def _poll(self) -> None:
        """All that the shop has told since the cursor."""
        while True:
            after = await self._runner.read(outreach.cursor)
            told = await self._tools.shop.events(after, BATCH)
            if told:
                happenings, ends = [words.happening(event) for event in told], (after, told[-1].id)
                await self._runner.run(
                    outreach.hear_polled, happenings, self._rules, self._closes_after, self._now, ends
                )
            if len(told) < BATCH:
                return

    async def _look_after(self) -> None:
        await self._runner.run(outreach.plan_inquiries, self._rules, self._now)
        await self._runner.run(outreach.tidy, self._now)

    # Tell

    async def _tell_all(self) -> None:
        for shopper_id in await self._runner.read(outreach.shoppers_to_tell, self._rules, self._now):
            await self._tell(shopper_id)

    async def _tell(self, shopper_id: str) -> None:
        """At most one message; what else is due is judged anew at the next tick, and then held back by its gap."""
        errand = await self._runner.read(outreach.take_up, shopper_id, self._now)
        if errand is None:
            return
        old = overtaken(errand.due)
        for planned in old:
            await self._drop(planned, "overtaken")
        for planned in in_order(one for one in errand.due if one not in old):
            if await self._told(errand, planned):
                return

    async def _told(self, errand: Errand, planned: Planned) -> bool:
        verdict = judge(planned, errand.situation, self._rules)
        if verdict.move is Move.DROP:
            await self._drop(planned, verdict.why)
        elif verdict.move is Move.WAIT and verdict.until:
            await self._runner.run(outreach.hold_back, planned, verdict.why, verdict.until)
        else:
            return await self._say(errand, planned, verdict.move)
        return False

    async def _say(self, errand: Errand, planned: Planned, move: Move) -> bool:
        """Whether the conversation is another one now, so that what else is due must be judged anew."""
        said = await self._composed(errand, planned)
        if isinstance(said, Moot):
            await self._drop(planned, said.why)
        elif isinstance(said, NotYet):
            await self._runner.run(outreach.hold_back, planned, "not_yet", said.until)
        else:
            service = outreach.note if move is Move.NOTE else outreach.tell
            done = await self._runner.run(service, errand, planned, said, self._now)
            log.info(
                "outreach.%s kind=%s conversation=%s", move if done else "late", planned.kind, errand.conversation.id
            )
            return move is Move.TELL or not done
        return False

    async def _composed(self, errand: Errand, planned: Planned) -> Said | Moot | NotYet:
        shown = {number for number, at in errand.shown.items() if at >= planned.plan.happened_at}
        told = subjects_told(planned.kind, planned.plan.order_id, errand.known) | shown
        heard = errand.situation.heard_at
        request = Request(planned, told, heard, self._now, self._rules, self._tools.shop.policy)
        try:
            return await words.compose(self._tools.shop, request)
        except ShopUnavailable:
            return NotYet(self._now + SHOP_SILENT)
        except Exception:  # one that can not be composed holds up nobody else; until it expires it is tried again
            log.exception("outreach.broken kind=%s id=%s", planned.kind, planned.id)
            return NotYet(self._now + BROKEN)

    async def _drop(self, planned: Planned, why: str) -> None:
        await self._runner.run(outreach.drop, planned, why, self._now)

    @property
    def _now(self) -> datetime:
        return self._tools.clock()

    @property
    def _closes_after(self) -> timedelta:
        return words.closes_after(self._tools.shop.policy)
