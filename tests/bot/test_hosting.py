"""Models side by side, without Rasa: what is loaded when, and who answers a turn. With Rasa: bench/publishing.py."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.hosting import CANDIDATES_KEPT, Host


class Loads:
    """Loads by saying the name; counts, and can be slow or fail."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, model: Path) -> str:
        self.names.append(model.name)
        await self.go.wait()
        if model.name == "broken":
            raise ValueError("no model")
        return model.name


async def host_of(loads: Loads, remembered: list[str] | None = None) -> Host:
    host = Host(loads, Path, (remembered if remembered is not None else []).append)
    await host.start(Path("first"))
    return host


async def test_a_turn_during_the_loading_is_the_old_models() -> None:
    loads = Loads()
    host = await host_of(loads)
    loads.go.clear()
    publishing = asyncio.create_task(host.publish("second"))
    await asyncio.sleep(0)
    assert await host.agent() == "first"
    loads.go.set()
    await publishing
    assert (await host.agent(), host.previous) == ("second", "first")


async def test_a_model_that_is_asked_for_twice_at_once_is_loaded_once() -> None:
    loads = Loads()
    host = await host_of(loads)
    loaded = await asyncio.gather(host.load("second"), host.load("second"))
    assert [*loaded] == ["second", "second"]
    assert loads.names == ["first", "second"]


async def test_what_cannot_be_loaded_is_never_live_and_may_be_tried_again() -> None:
    loads, remembered = Loads(), list[str]()
    host = await host_of(loads, remembered)
    for _ in range(2):
        with pytest.raises(ValueError, match="no model"):
            await host.publish("broken")
    assert (host.live, remembered, loads.names) == ("first", [], ["first", "broken", "broken"])


async def test_rolling_back_loads_nothing() -> None:
    loads = Loads()
    host = await host_of(loads)
    await host.publish("second")
    await host.publish("first")
    assert (host.live, host.previous, loads.names) == ("first", "second", ["first", "second"])


async def test_after_many_publishes_only_a_few_models_are_loaded() -> None:
    host = await host_of(Loads())
    for number in range(20):
        await host.publish(f"model {number}")
    assert {"model 19", "model 18"} < set(host.loaded)
    assert len(host.loaded) == 2 + CANDIDATES_KEPT


async def test_the_published_name_is_kept_for_the_next_start() -> None:
    remembered = list[str]()
    host = await host_of(Loads(), remembered)
    await host.load("tried out")
    await host.publish("second")
    assert remembered == ["second"]
