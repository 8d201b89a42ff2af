"""What is said to the shopper at a handover: read from the shop first, since it names the order in question."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist_api.adapters.order_facts import facts_of, order_in_question, shown
from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.domain.empathy import Known, sentence
from assist_api.domain.handover import Decision, Turn
from assist_api.domain.messages import Sender
from assist_api.domain.receipt import Receipt
from assist_api.domain.summary import of_this_matter, tried
from assist_api.domain.topics import is_after_arrival
from assist_api.errors import ShopUnavailable
from assist_api.services.answering import Reply, Work

log = logging.getLogger(__name__)

SHOP_LIMIT_S = 0.8  # a slow shop may cost the order's name, but not the handover its pace


@dataclass(frozen=True)
class Told:
    """The sentence of understanding, and what the shopper sees of what is passed on."""

    understanding: Reply
    receipt: Receipt


class HandingOver:
    def __init__(self, shop: ShopReader, clock: Callable[[], datetime]) -> None:
        self._shop = shop
        self._clock = clock

    async def told(
        self, work: Work, decision: Decision, turns: Sequence[Turn], said: Sequence[Reply], topic: str
    ) -> Told:
        """`said`: what the bot has just answered to the same message."""
        file = await self._order(work, turns)
        before = [one.text for one in work.history if one.sender is Sender.BOT]
        facts = facts_of(self._shop, file) if file else None
        known = Known(self._clock(), facts, before, [reply.text for reply in said])
        done = tried(of_this_matter(work.history))
        receipt = Receipt(topic or work.conversation.topic, shown(file) if file else None, done)
        return Told(Reply(sentence(decision, turns, known)), receipt)

    async def _order(self, work: Work, turns: Sequence[Turn]) -> OrderFile | None:
        try:
            async with asyncio.timeout(SHOP_LIMIT_S):
                files = await self._shop.order_files(work.conversation.shopper_id)
        except (ShopUnavailable, TimeoutError):
            log.warning("handover.without_order conversation=%s", work.conversation.id)
            return None
        return order_in_question(files, of_this_matter(work.history), arrived=is_after_arrival(turns))
