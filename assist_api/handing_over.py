"""What is said to the shopper at a handover: read from the shop first, since it names the order in question."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from assist_api.adapters.order_facts import facts_of, order_in_question
from assist_api.adapters.shop import ShopReader
from assist_api.domain.empathy import Known, sentence
from assist_api.domain.handover import Decision, Turn
from assist_api.domain.messages import Sender
from assist_api.domain.order_facts import OrderFacts
from assist_api.domain.summary import of_this_matter
from assist_api.errors import ShopUnavailable
from assist_api.services.answering import Reply, Work

log = logging.getLogger(__name__)

SHOP_LIMIT_S = 0.8  # a slow shop may cost the order's name, but not the handover its pace


class HandingOver:
    def __init__(self, shop: ShopReader, clock: Callable[[], datetime]) -> None:
        self._shop = shop
        self._clock = clock

    async def understanding(
        self, work: Work, decision: Decision, turns: Sequence[Turn], said: Sequence[Reply]
    ) -> Reply:
        """The sentence before the handover. `said`: what the bot has just answered to the same message."""
        told = [one.text for one in work.history if one.sender is Sender.BOT]
        known = Known(self._clock(), await self._order(work), told, [reply.text for reply in said])
        return Reply(sentence(decision, turns, known))

    async def _order(self, work: Work) -> OrderFacts | None:
        try:
            async with asyncio.timeout(SHOP_LIMIT_S):
                files = await self._shop.order_files(work.conversation.shopper_id)
        except (ShopUnavailable, TimeoutError):
            log.warning("handover.without_order conversation=%s", work.conversation.id)
            return None
        found = order_in_question(files, of_this_matter(work.history))
        return facts_of(self._shop, found) if found else None
