"""The models of the bot's process: what is loaded, and which answers. Stock `rasa run` has none of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from assist_api.adapters.bot import BotClient
from assist_api.errors import BotUnavailable, ModelNotFound, ModelRefused

TOLD_S = 3.0
LOADED_S = 60.0  # one second on an idle machine; a training may run beside it
STOCK = "机器人是用原生 rasa run 启动的，不能在这里换模型。"


@dataclass(frozen=True)
class Loaded:
    """Names of models. `previous`: live before, still loaded; empty since the bot's last start."""

    live: str
    previous: str
    loaded: tuple[str, ...]


class BotModels:
    def __init__(self, bot: BotClient) -> None:
        self._bot = bot

    async def told(self) -> Loaded:
        return _loaded(await self._asked("GET", "/models", {}, TOLD_S))

    async def load(self, model: str) -> Loaded:
        """Beside the live one, so that it can be tried out."""
        return _loaded(await self._asked("POST", "/models/load", {"model": model}, LOADED_S))

    async def publish(self, model: str) -> Loaded:
        """It answers every turn that begins from now on, and is what a restart serves."""
        return _loaded(await self._asked("POST", "/models/publish", {"model": model}, LOADED_S))

    async def pin(self) -> Loaded:
        """What is live now is what a restart serves, whatever is trained meanwhile."""
        return _loaded(await self._asked("POST", "/models/publish", {}, LOADED_S))

    async def _asked(self, method: str, path: str, body: Mapping[str, Any], limit_s: float) -> Any:
        try:
            response = await self._bot.sent(method, path, body, limit_s)
            answer = response.json()
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise BotUnavailable from error
        if response.status_code == 404:
            raise ModelNotFound if "model" in answer.get("reason", "") else ModelRefused(STOCK)
        if response.status_code == 409:
            raise ModelRefused(f"{ModelRefused.sentence}原因：{answer['reason']}")
        if response.status_code != 200:
            raise BotUnavailable
        return answer


def _loaded(told: Mapping[str, Any]) -> Loaded:
    return Loaded(str(told["live"]), str(told["previous"]), tuple(map(str, told["loaded"])))
