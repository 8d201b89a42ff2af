"""A shopper's message as an answer to what the bot said first: wishes are answered here, reasons are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from assist_api.adapters.outreach import thanks_for_confirming
from assist_api.adapters.shop import ShopReader
from assist_api.domain.conversation import State
from assist_api.domain.outreach_answers import Wish, says_more, unpaid_reason, wish
from assist_api.errors import ShopUnavailable
from assist_api.runner import Runner
from assist_api.services import outreach
from assist_api.services.answering import Reading, Work

CONFIRMED = "好的亲，信息已核对无误～"


class Answers:
    def __init__(self, runner: Runner, shop: ShopReader, clock: Callable[[], datetime], within: timedelta) -> None:
        self._runner = runner
        self._shop = shop
        self._clock = clock
        self._within = within  # a later message is no answer any more

    async def settled(self, work: Work, reading: Reading, pressed: str | None) -> bool:
        """Whether the message needed nothing else: no bot, no person."""
        now = self._clock()
        ours = work.proactive if work.proactive and now - work.proactive.at <= self._within else None
        if ours:
            intent = reading.understanding.intent if reading.understanding else None
            reason = unpaid_reason(work.message.text, intent)
            await self._runner.run(outreach.note_answer, work, reason, now)
        wished = wish(work.message.text, pressed, after_ours=ours is not None)
        if wished is None or work.conversation.shopper_id is None:
            return False
        if work.conversation.state is not State.BOT or _wants_more(work, reading, pressed):
            await self._runner.run(outreach.keep_wish, work, wished, now)
            return False
        thanks = await self._thanks(work) if wished is Wish.CONFIRMED else ""
        return await self._runner.run(outreach.answer_wish, work, reading, wished, thanks, now)

    async def _thanks(self, work: Work) -> str:
        order_id = work.proactive.order_id if work.proactive else None
        try:
            return await thanks_for_confirming(self._shop, str(work.conversation.shopper_id), order_id, self._clock())
        except ShopUnavailable:
            return CONFIRMED


def _wants_more(work: Work, reading: Reading, pressed: str | None) -> bool:
    """An angry word, a call for a person or another question beside the wish still gets its answer."""
    angry = reading.feeling is not None and reading.feeling.label == "angry"
    return pressed is None and (angry or says_more(work.message.text))
