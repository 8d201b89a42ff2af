"""Twenty publishes on the running product: real models, real turns. `bench.publishing` prints the same as figures."""

from __future__ import annotations

import time

import httpx

from bench import publishing
from bench.stand import Stand

FILLED_AFTER = 5  # publishes: then as many models are loaded as ever will be
MOST_MORE = 1.2  # a model that stayed would be 0.06 each time; conversations in the caches are a few hundredths in all
AGAIN_WITHIN_S = 120


async def test_no_turn_is_lost_memory_does_not_grow_and_a_restart_serves_what_was_published(
    fragile_product: Stand,
) -> None:
    load, memory = await publishing.measure(fragile_product, publishes=20, between_s=0.5)
    assert load.lost == []
    assert len(load.meanwhile_ms) > 20
    assert memory[-1] < memory[FILLED_AFTER] * MOST_MORE, memory
    before = live(fragile_product)
    fragile_product.processes()["bot"].kill()
    assert started_again(fragile_product) == before == "0000000000000004.tar.gz"


def live(product: Stand) -> str:
    return str(httpx.get(f"{product.bot_url}/health", timeout=5, trust_env=False).json()["model"])


def started_again(product: Stand) -> str:
    deadline = time.monotonic() + AGAIN_WITHIN_S
    while time.monotonic() < deadline:
        try:
            return live(product)
        except httpx.HTTPError:
            time.sleep(0.5)
    raise AssertionError("the bot did not start again")
