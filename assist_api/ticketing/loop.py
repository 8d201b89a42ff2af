"""Beside the reactions: takes tickets over from the shop, watches clocks and parcels, asks whether it helped.

Every job reads first (database, shop) and then runs services that write; what is cut off is done at the next look.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assist_api.adapters import standing_still
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.standing_still import Found
from assist_api.adapters.tickets import of_shop
from assist_api.domain.outreach import Kind, Rules
from assist_api.domain.promise_times import PromiseRules
from assist_api.domain.ticket_clocks import TicketRules
from assist_api.domain.ticket_life import Ticket
from assist_api.periodic import Periodic
from assist_api.runner import Runner
from assist_api.services import promise_keeping, ticket_sources, ticket_watch
from assist_api.ticketing.giving import Giving

BATCH = 200
CLOCKS_EVERY_S = 15.0
PARCELS_EVERY_S = 300.0


class Ticketing:
    def __init__(
        self,
        runner: Runner,
        shop: ShopReader,
        giving: Giving,
        rules: TicketRules,
        promised: PromiseRules,
        news: Rules,
        clock: Callable[[], datetime],
        poll_s: float,
    ) -> None:
        """`news`: the rules by which the bot tells that a parcel moves again."""
        self._runner, self._shop, self._rules, self._news = runner, shop, rules, news
        self._promised = promised
        self._giving = giving
        self._clock = clock
        self._poll_s = poll_s
        self._jobs = Periodic("tickets")

    def start(self) -> None:
        """`poll_s` of 0: nothing runs by itself."""
        if not self._poll_s:
            return
        for job in (self.take_over, self.close_in_shop):
            self._jobs.every(self._poll_s, job)
        for job in (self._giving.finish, self.watch_clocks, self.watch_promises):
            self._jobs.every(CLOCKS_EVERY_S, job)
        self._jobs.every(PARCELS_EVERY_S, self.follow_parcels)

    async def stop(self) -> None:
        await self._jobs.stop()

    # The shop's system

    async def take_over(self) -> None:
        """What the bot has opened in the shop since the last look."""
        since = await self._runner.read(ticket_sources.read_since, self._now)
        while True:
            found = await self._shop.tickets_opened(since, BATCH)
            told = [of_shop(one) for one in found]
            fresh = await self._runner.read(ticket_sources.are_new, told)
            if fresh:
                await self._runner.run(ticket_sources.take_over, told)
            if len(found) < BATCH or found[-1].opened_at == since:
                return
            since = found[-1].opened_at

    async def close_in_shop(self) -> None:
        for shopper_id, shop_ticket_id in await self._runner.read(ticket_sources.to_close_in_shop):
            await self._shop.close_ticket(shopper_id, shop_ticket_id, key=f"closed:{shop_ticket_id}")
            await self._runner.run(ticket_sources.closed_in_shop, shop_ticket_id, self._now)

    # Clocks

    async def watch_clocks(self) -> None:
        for ticket_id in await self._runner.read(ticket_watch.pressing, self._rules, self._now):
            await self._runner.run(ticket_watch.warn, ticket_id, self._rules, self._now)
        for ticket_id in await self._runner.read(ticket_watch.to_ask, self._rules, self._now):
            await self._runner.run(ticket_watch.ask, ticket_id, self._now)
        for ticket_id in await self._runner.read(ticket_watch.unanswered, self._rules, self._now):
            await self._runner.run(ticket_watch.end, ticket_id, self._rules, self._now)

    async def watch_promises(self) -> None:
        if await self._runner.read(promise_keeping.any_due, self._promised, self._now):
            await self._runner.run(promise_keeping.warn, self._promised, self._now)

    # Parcels that stand still

    async def follow_parcels(self) -> None:
        for one in await self._runner.read(ticket_sources.stalled, self._now):
            look = await standing_still.look(self._shop, one.shopper_id, one.order_id, self._now)
            if look and look.found is not Found.MOVED:
                await self._runner.run(ticket_sources.watch, one, look.words, self._now)
        for ticket in await self._runner.read(ticket_sources.followed):
            await self._follow(ticket)
        if await self._runner.read(ticket_sources.any_to_settle):
            await self._runner.run(ticket_sources.settle_followed, self._now)

    async def _follow(self, ticket: Ticket) -> None:
        """Told at once when it moves; else one line a day, and the courier urged again."""
        if not ticket.shopper_id or not ticket.order_id or not ticket.followed_at:
            return
        look = await standing_still.look(self._shop, ticket.shopper_id, ticket.order_id, self._now)
        if look is None:
            return
        if look.found is Found.MOVED:
            fresh = self._news.fresh[Kind.MOVED]
            await self._runner.run(ticket_sources.moved, ticket.id, look.words, look.at, fresh, self._now)
        elif self._now >= ticket.followed_at + self._rules.follow_every:
            key = f"ticket:{ticket.id}:{self._now:%Y%m%d}"
            urged = await standing_still.urge(self._shop, ticket.shopper_id, ticket.order_id, key)
            await self._runner.run(ticket_sources.note_look, ticket.id, f"{look.words}；{urged}", self._now)

    @property
    def _now(self) -> datetime:
        return self._clock()
