"""The hub of several processes: each listens to one Redis channel and delivers to its own mailboxes."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from assist_api.domain.events import Event
from assist_api.hub.base import Mailbox
from assist_api.hub.memory import MemoryHub

CHANNEL = "xiaoer:events"
RETRY_S = 0.5
PATIENCE_S = 1.0

log = logging.getLogger(__name__)


class RedisHub:
    """What is published comes back over Redis to every process, this one too: local delivery is written once."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=PATIENCE_S)
        self._local = MemoryHub()
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._listener = asyncio.create_task(self._listen(await self._subscribed()))

    async def stop(self) -> None:
        if self._listener:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        await self._redis.aclose()

    async def publish(self, event: Event) -> None:
        """What cannot be carried is lost here only: it was committed, and readers catch up from the database."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._redis.publish(CHANNEL, json.dumps([event.topics(), event.frame()]))
        except (RedisError, TimeoutError):
            log.exception("redis.publish_failed type=%s", event.type)
            self._local.deliver(event.topics(), event.frame())

    def subscribe(self, topics: Iterable[str]) -> AbstractAsyncContextManager[Mailbox]:
        return self._local.subscribe(topics)

    async def _subscribed(self) -> PubSub:
        subscription = self._redis.pubsub(ignore_subscribe_messages=True)
        await subscription.subscribe(CHANNEL)
        return subscription

    async def _listen(self, subscription: PubSub) -> None:
        while True:
            try:
                async for message in subscription.listen():
                    topics, frame = json.loads(message["data"])
                    self._local.deliver(topics, frame)
            except (RedisError, OSError):
                subscription = await self._after_outage()

    async def _after_outage(self) -> PubSub:
        """Listen again; what was published meanwhile is lost here, so every listener reads anew."""
        while True:
            await asyncio.sleep(RETRY_S)
            try:
                subscription = await self._subscribed()
            except (RedisError, OSError):
                continue
            self._local.fail_all()
            return subscription
