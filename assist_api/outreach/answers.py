"""A shopper's message as an answer to what the bot said first: wishes are answered here, reasons are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from assist_api.adapters.outreach import kept_until, thanks_for_confirming
from assist_api.adapters.shop import ShopReader
from assist_api.domain.conversation import State
from assist_api.domain.outreach import ABOUT_PAYMENT
from assist_api.domain.outreach_answers import UnpaidReason, Wish, says_more, unpaid_reason, wish
from assist_api.errors import ShopUnavailable
from assist_api.runner import Runner
from assist_api.services import outreach
from assist_api.services.answering import Proactive, Reading, Work

_Words = Callable[[ShopReader, str, str | None, datetime], Awaitable[str]]
_ABOUT_THE_ORDER: dict[Wish, _Words] = {Wish.CONFIRMED: thanks_for_confirming, Wish.LATER: kept_until}
WITHOUT_THE_SHOP = "好的亲，收到～"


class Answers:
    def __init__(self, runner: Runner, shop: ShopReader, clock: Callable[[], datetime], within: timedelta) -> None:
        self._runner = runner
        self._shop = shop
        self._clock = clock
        self._within = within  # a later message is no answer any more

    async def settled(self, work: Work, reading: Reading, pressed: str | None) -> bool:
        """Whether the message needed nothing else: no bot, no person."""
        ours = self._answered(work)
        reason = await self._reason(work, reading) if ours else None
        wished = wish(work.message.text, pressed, after_ours=ours is not None) or _later(ours, reason, pressed)
        if wished is None or work.conversation.shopper_id is None:
            return False
        now = self._clock()
        if work.conversation.state is not State.BOT or _wants_more(work, reading, pressed):
            await self._runner.run(outreach.keep_wish, work, wished, now)
            return False
        words = await self._words(work, wished)
        return await self._runner.run(outreach.answer_wish, work, reading, wished, words, now)

    def _answered(self, work: Work) -> Proactive | None:
        ours = work.proactive
        return ours if ours and self._clock() - ours.at <= self._within else None

    async def _reason(self, work: Work, reading: Reading) -> UnpaidReason | None:
        """Kept, where it is one; that we were answered is kept in any case."""
        intent = reading.understanding.intent if reading.understanding else None
        reason = unpaid_reason(work.message.text, intent)
        await self._runner.run(outreach.note_answer, work, reason, self._clock())
        return reason

    async def _words(self, work: Work, wished: Wish) -> str:
        compose = _ABOUT_THE_ORDER.get(wished)
        if compose is None:
            return ""
        order_id = work.proactive.order_id if work.proactive else None
        try:
            return await compose(self._shop, str(work.conversation.shopper_id), order_id, self._clock())
        except ShopUnavailable:
            return WITHOUT_THE_SHOP


def _later(ours: Proactive | None, reason: UnpaidReason | None, pressed: str | None) -> Wish | None:
    """等会付 is an answer to a reminder, and no question for the bot."""
    about_payment = ours is not None and ours.kind in ABOUT_PAYMENT and pressed is None
    return Wish.LATER if about_payment and reason is UnpaidReason.LATER else None


def _wants_more(work: Work, reading: Reading, pressed: str | None) -> bool:
    """An angry word, a call for a person or another question beside the wish still gets its answer."""
    angry = reading.feeling is not None and reading.feeling.label == "angry"
    return pressed is None and (angry or says_more(work.message.text))
