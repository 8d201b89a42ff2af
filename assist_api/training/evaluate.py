"""What a loaded model makes of sentences."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from assist_api.adapters.bot import BotClient
from assist_api.domain.messages import Understanding

AT_ONCE = 4
LIMIT_S = 30.0  # of one sentence: its model may have to be loaded


async def predictions(bot: BotClient, model: str, texts: Sequence[str]) -> list[Understanding]:
    """`model`: its name, loaded if need be; empty: the live one. A few at a time, so that turns come in between."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(text: str) -> Understanding:
        async with gate:
            return await bot.parse(text, model=model, limit_s=LIMIT_S)

    return await asyncio.gather(*map(one, texts))
