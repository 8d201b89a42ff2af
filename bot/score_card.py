"""The score card of a model beside the live one: plain numbers, kept with the run (docs/reference/training.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import comb
from statistics import fmean, quantiles
from typing import Any

from bot.readings import FALLBACK, Reading

BINS = 10
CONFUSIONS_KEPT = 40

Numbers = dict[str, Any]


def summary(readings: Sequence[Reading]) -> Numbers:
    """`macro_f1`: mean over the intents that occur; `calibration_error`: how far confidence is from being right."""
    scores = per_intent(readings)
    curve = reliability(readings)
    return {
        "size": len(readings),
        "accuracy": fmean(one.hit for one in readings),
        "macro_f1": fmean(one["f1"] for one in scores.values() if one["there"]),
        "unsure": fmean(one.said == FALLBACK for one in readings),
        "calibration_error": sum(bin["count"] * abs(bin["right"] - bin["confidence"]) for bin in curve) / len(readings),
    }


def per_intent(readings: Iterable[Reading]) -> dict[str, Numbers]:
    there, said, hit = Counter[str](), Counter[str](), Counter[str]()
    for one in readings:
        there[one.right] += 1
        said[one.said] += 1
        hit[one.right] += one.hit
    return {
        intent: {
            "there": there[intent],
            "precision": hit[intent] / said[intent] if said[intent] else None,
            "recall": hit[intent] / there[intent] if there[intent] else None,
            "f1": 2 * hit[intent] / (there[intent] + said[intent]),
        }
        for intent in sorted({*there, *said} - {FALLBACK})
    }


def confusions(readings: Iterable[Reading]) -> list[list[Any]]:
    """[right, said, how often], the most frequent first."""
    wrong = Counter((one.right, one.said) for one in readings if not one.hit)
    return [[right, said, count] for (right, said), count in wrong.most_common(CONFUSIONS_KEPT)]


def reliability(readings: Iterable[Reading]) -> list[Numbers]:
    """By tenths of confidence: how sure the classifier was on average, and how often it was right."""
    binned = sorted(readings, key=_bin)
    return [
        {
            "from": number / BINS,
            "count": len(group),
            "confidence": fmean(one.confidence for one in group),
            "right": fmean(one.guess == one.right for one in group),
        }
        for number, found in groupby(binned, _bin)
        if (group := list(found))
    ]


def changes(new: Sequence[Reading], live: Sequence[Reading]) -> Numbers:
    """Sentences that only one of the two understands. `chance`: how often luck alone would part them as unequally
    (the sign test, both sides)."""
    pairs = list(zip(new, live, strict=True))
    won = [_change(ours, theirs) for ours, theirs in pairs if ours.hit and not theirs.hit]
    lost = [_change(ours, theirs) for ours, theirs in pairs if theirs.hit and not ours.hit]
    return {"won": won, "lost": lost, "chance": sign_test(len(won), len(lost))}


def sign_test(one: int, other: int) -> float:
    both = one + other
    tail: float = sum(comb(both, count) for count in range(min(one, other) + 1)) / 2**both
    return min(1.0, 2 * tail)


def speed(readings: Sequence[Reading], load_s: float, size: int) -> Numbers:
    """Milliseconds of processor time a message; seconds to load the model; bytes of its file."""
    cuts = quantiles([one.ms for one in readings], n=20)
    return {"p50_ms": cuts[9], "p95_ms": cuts[18], "load_s": load_s, "bytes": size}


def _bin(one: Reading) -> int:
    return min(int(one.confidence * BINS), BINS - 1)


def _change(new: Reading, live: Reading) -> Numbers:
    return {"text": new.text, "right": new.right, "new": new.said, "live": live.said}
