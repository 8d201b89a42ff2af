"""One contract for every hub."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from assist_api.domain.events import MessagePosted, NoteAdded, Typing, shopper_topic
from assist_api.hub.base import Hub, Mailbox, MailboxFull
from assist_api.hub.memory import MemoryHub
from assist_api.hub.redis import RedisHub

SAID = MessagePosted("c1", {"seq": 1, "text": "在吗"})


@pytest.fixture(params=["memory", "redis"])
async def hub(request: pytest.FixtureRequest) -> AsyncIterator[Hub]:
    made: Any = MemoryHub() if request.param == "memory" else RedisHub(request.getfixturevalue("redis_url"))
    await made.start()
    yield made
    await made.stop()


async def heard(mailbox: Mailbox) -> dict[str, Any]:
    return await asyncio.wait_for(mailbox.get(), 3)


async def test_who_subscribed_hears_what_is_published(hub: Hub) -> None:
    async with hub.subscribe([shopper_topic("c1")]) as mailbox:
        await hub.publish(SAID)
        assert await heard(mailbox) == {"type": "message", "conversation_id": "c1", "seq": 1, "text": "在吗"}


async def test_a_listener_on_both_topics_of_an_event_hears_it_once(hub: Hub) -> None:
    async with hub.subscribe([shopper_topic("c1"), "desk"]) as mailbox:
        await hub.publish(SAID)
        await hub.publish(Typing("c1", "agent"))
        assert [(await heard(mailbox))["type"] for _ in range(2)] == ["message", "typing"]


async def test_a_private_note_never_goes_to_the_shoppers_topic(hub: Hub) -> None:
    async with hub.subscribe([shopper_topic("c1")]) as shopper, hub.subscribe(["desk"]) as desk:
        await hub.publish(NoteAdded("c1", {"text": "内部"}))
        await hub.publish(SAID)
        assert (await heard(desk))["type"] == "note"
        assert (await heard(shopper))["type"] == "message"


async def test_another_conversation_is_not_heard(hub: Hub) -> None:
    async with hub.subscribe([shopper_topic("c2")]) as mailbox:
        await hub.publish(SAID)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(mailbox.get(), 0.2)


async def test_a_slow_reader_is_sent_away_instead_of_slowing_the_others() -> None:
    mailbox = Mailbox(size=3)
    for number in range(5):
        mailbox.put({"seq": number})
    with pytest.raises(MailboxFull):
        await mailbox.get()
