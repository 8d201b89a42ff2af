"""Every rule of the style sheets that names ink and ground together can be read, by day and by night (WCAG 2.2, 1.4.3).

A page in a browser shows only the states that its talks happen to reach: here each state counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assist_api

STATIC = Path(assist_api.__file__).parent / "static"
ENOUGH = 4.5
NIGHT = ':root[data-theme="dark"]'
EXEMPT = ":disabled"  # 1.4.3 asks nothing of a control that is out of use

Tokens = dict[str, str]


def declarations(text: str) -> Tokens:
    return {name: value.strip() for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+)", text)}


def themes() -> dict[str, Tokens]:
    day, night = (STATIC / "shared" / "tokens.css").read_text(encoding="utf-8").split(NIGHT)
    return {"day": declarations(day), "night": {**declarations(day), **declarations(night)}}


def rules() -> Iterator[tuple[str, Tokens]]:
    for file in sorted(STATIC.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            yield f"{file.relative_to(STATIC)}: {selector.strip()}", declarations(body)


def colour(value: str | None, tokens: Tokens) -> str | None:
    """The six hexadecimal digits at the end of a chain of variables; None for what is no plain colour."""
    while value and (name := re.fullmatch(r"var\((--[\w-]+)\)", value)):
        value = tokens.get(name[1])
    return value if value and re.fullmatch(r"#[0-9a-f]{6}", value) else None


def luminance(value: str) -> float:
    shares = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def pairs(tokens: Tokens) -> Iterator[tuple[str, float]]:
    for where, rule in rules():
        seen = {**tokens, **rule}
        ink = colour(rule.get("color") or rule.get("--tone"), seen)
        ground = colour(rule.get("background") or rule.get("background-color") or rule.get("--tone-soft"), seen)
        if ink and ground and EXEMPT not in where:
            yield where, contrast(ink, ground)


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["day", "night"])
def test_what_is_written_can_be_read(theme: str) -> None:
    measured = dict(pairs(themes()[theme]))
    assert len(measured) > 40
    assert {where: round(ratio, 2) for where, ratio in measured.items() if ratio < ENOUGH} == {}
