"""The border between the asynchronous transport and the synchronous services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from anyio import to_thread
from sqlalchemy import Engine

from assist_api.domain.events import Event
from assist_api.hub.base import Hub
from assist_api.store.unit_of_work import Service, in_transaction, reading

P = ParamSpec("P")
T = TypeVar("T")


class Runner:
    def __init__(self, engine: Engine, hub: Hub) -> None:
        self._engine = engine
        self.hub = hub
        self.follow: Callable[[Iterable[Event]], None] = lambda events: None  # what reactions follow; set by app

    async def run(self, service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a service in a thread inside one unit of work, then publish what it emitted."""
        result, events = await to_thread.run_sync(lambda: in_transaction(self._engine, service, *args, **kwargs))
        self.follow(events)
        for event in events:
            await self.hub.publish(event)
        return result

    async def read(self, service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await to_thread.run_sync(lambda: reading(self._engine, service, *args, **kwargs))
