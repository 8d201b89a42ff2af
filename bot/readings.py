"""What a model makes of sentences whose intent is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

FALLBACK = "nlu_fallback"
TOLD_EVERY = 50  # sentences


@dataclass(frozen=True)
class Reading:
    """`said`: the bot's word, "not understood" included; `guess` and `confidence`: the classifier's before that;
    `ms` of processor time."""

    text: str
    right: str
    said: str
    guess: str
    confidence: float
    ms: float = 0.0

    @property
    def hit(self) -> bool:
        return self.said == self.right


async def read_all(
    agents: Sequence[Any],
    sentences: Sequence[tuple[str, str]],
    tell: Callable[[float], None],
    forget: Callable[[str], None] = lambda text: None,
) -> list[list[Reading]]:
    """What each agent makes of (text, intent). They take turns, so that what else the machine does slows them alike.

    `tell`: the share that is done. `forget(text)` is called before each reading: agents that share an encoder would
    else find what the one before them has paid for.
    """
    readings: list[list[Reading]] = [[] for _ in agents]
    for number, (text, right) in enumerate(sentences):
        for agent, its in zip(agents, readings, strict=True):
            forget(text)
            its.append(await _read(agent, text, right))
        if number % TOLD_EVERY == 0:
            tell(number / len(sentences))
    return readings


async def _read(agent: Any, text: str, right: str) -> Reading:
    began = time.process_time()
    parsed = await agent.parse_message(text)
    taken = 1000 * (time.process_time() - began)
    guess = _guess(parsed)
    return Reading(text, right, parsed["intent"]["name"], guess["name"], guess["confidence"], taken)


def _guess(parsed: dict[str, Any]) -> dict[str, Any]:
    ranking: Iterable[dict[str, Any]] = parsed.get("intent_ranking") or [parsed["intent"]]
    return next((one for one in ranking if one["name"] != FALLBACK), parsed["intent"])
