"""The models of one bot process: the live one, the one before it, and candidates that are being tried out.

They share a process, since a model beside another costs a second and a few dozen megabytes, and is gone without a
trace (bench/publishing.py). A switch is one assignment: a turn ends with the model that it began with, and the locks of
all models are the same, so that a sender's turns keep their order across it.
"""

from __future__ import annotations

import asyncio
import copy
import gc
import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

CANDIDATES_KEPT = 2
WARM_UP = ("你好", "我的快递到哪了", "2034567890123456789")

Agent = Any
Load = Callable[[Path], Awaitable[Agent]]


class Host:
    """`find` knows where a named model lies; `remember` keeps the live one's name for the next start."""

    def __init__(self, load: Load, find: Callable[[str], Path], remember: Callable[[str], None]) -> None:
        self._load, self._find, self._remember = load, find, remember
        self._agents: dict[str, Agent] = {}
        self._loading: dict[str, asyncio.Task[Agent]] = {}
        self.live = self.previous = ""

    @property
    def loaded(self) -> list[str]:
        return list(self._agents)

    async def start(self, model: Path) -> None:
        self._agents[model.name] = await self._load(model)
        self.live = model.name
        gc.collect()
        gc.freeze()  # a search for garbage through all that was loaded would hold up a turn for half a second

    async def agent(self, name: str = "") -> Agent:
        """The live one, or a named one, loaded if need be. Whoever holds it may use it to the end of the turn."""
        wanted = name or self.live
        return self._agents[wanted] if wanted in self._agents else await self.load(wanted)

    async def load(self, name: str) -> Agent:
        """Beside the live one; asked for twice, it is loaded once."""
        if name in self._agents:
            self._agents[name] = self._agents.pop(name)  # used last, dropped last
            return self._agents[name]
        if name not in self._loading:
            self._loading[name] = asyncio.create_task(self._loaded(name, self._find(name)))
        return await asyncio.shield(self._loading[name])

    async def publish(self, name: str) -> None:
        """Every turn that begins from now on is this model's."""
        await self.load(name)
        self._remember(name)
        if name != self.live:
            self.previous, self.live = self.live, name
        self._drop_surplus()

    async def _loaded(self, name: str, model: Path) -> Agent:
        began = time.monotonic()
        try:
            agent = self._agents[name] = await self._load(model)
        finally:
            del self._loading[name]
        log.warning("Loaded %s in %.1f s.", name, time.monotonic() - began)
        self._drop_surplus()
        return agent

    def _drop_surplus(self) -> None:
        """A turn that is still under way keeps its own model until it ends."""
        candidates = [name for name in self._agents if name not in (self.live, self.previous)]
        for name in candidates[: max(0, len(candidates) - CANDIDATES_KEPT)]:
            del self._agents[name]
        gc.collect()  # over what came after the start: a millisecond


class Loader:
    """Rasa's agents by their files. Those after the first use its connections and locks."""

    def __init__(self, endpoints: str = "bot/endpoints.yml") -> None:
        self._endpoints = endpoints
        self._shared: dict[str, Any] = {}

    async def __call__(self, model: Path) -> Agent:
        if not model.exists():
            raise FileNotFoundError(f"There is no model {model.name}: train it with `python -m bot.train`.")
        agent = await (asyncio.to_thread(self._beside, model) if self._shared else self._first(model))
        for text in WARM_UP:  # the first words cost up to a second (jieba's dictionary), so they are said here
            await agent.parse_message(text)
        return agent

    async def _first(self, model: Path) -> Agent:
        from rasa.core.agent import load_agent
        from rasa.core.utils import AvailableEndpoints

        agent = await load_agent(str(model), endpoints=AvailableEndpoints.read_endpoints(self._endpoints))
        if not agent.is_ready():
            raise RuntimeError("The model could not be loaded; what Rasa said stands above.")
        self._shared = {
            "tracker_store": agent.tracker_store._tracker_store,
            "lock_store": agent.lock_store,
            "action_endpoint": agent.action_endpoint,
        }
        return agent

    def _beside(self, model: Path) -> Agent:
        from rasa.core.agent import Agent as RasaAgent

        shared = {**self._shared, "tracker_store": _twin(self._shared["tracker_store"])}
        return RasaAgent.load(str(model), **shared)


def _twin(store: Any) -> Any:
    """The same connections, for a domain of its own."""
    twin = copy.copy(store)
    if hasattr(store, "_tracker_store"):  # one of Rasa's wrappers
        twin._tracker_store = _twin(store._tracker_store)
    return twin
