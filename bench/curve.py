"""Curves as an SVG file: readable on light and dark pages, and small as a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 56, 56
COLOURS = ("#c2410c", "#2563eb", "#6b7280", "#15803d")


@dataclass(frozen=True)
class Curve:
    """`low` and `high` bound a band around it."""

    name: str
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Axes:
    title: str
    along: str
    up: str
    xs: Sequence[float]
    marks: Sequence[float]  # on the upright axis, the first and last at its ends

    def x(self, value: float) -> float:
        return LEFT + (value - self.xs[0]) / (self.xs[-1] - self.xs[0]) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def draw(path: Path, axes: Axes, curves: Sequence[Curve]) -> None:
    parts = [*_frame(axes), *(line for number, one in enumerate(curves) for line in _curve(axes, one, COLOURS[number]))]
    parts += _names(axes, curves)
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    text = "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">', *parts]
    )
    path.write_text(text + "\n</svg>\n", encoding="utf-8")


def _frame(axes: Axes) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield _text(LEFT, 28, axes.title, size=16)
    for mark in axes.marks:
        y = axes.y(mark)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e5e7eb"/>'
        yield _text(LEFT - 8, y + 4, f"{mark:.1f}", anchor="end")
    for value in axes.xs:
        yield _text(axes.x(value), HEIGHT - BOTTOM + 20, f"{value:g}", anchor="middle")
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, axes.along, anchor="middle")
    yield _text(LEFT - 48, TOP - 12, axes.up)


def _curve(axes: Axes, curve: Curve, colour: str) -> Iterator[str]:
    there = [_point(axes, *at) for at in zip(axes.xs, curve.high, strict=True)]
    back = [_point(axes, *at) for at in zip(axes.xs, curve.low, strict=True)][::-1]
    yield f'<polygon points="{" ".join([*there, *back])}" fill="{colour}" fill-opacity="0.15"/>'
    line = " ".join(_point(axes, *at) for at in zip(axes.xs, curve.values, strict=True))
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>'


def _names(axes: Axes, curves: Sequence[Curve]) -> Iterator[str]:
    """At the right ends, moved apart where they would touch."""
    places = sorted(enumerate(curves), key=lambda one: -one[1].values[-1])
    last = float("-inf")
    for number, curve in places:
        last = max(axes.y(curve.values[-1]) + 4, last + 17)
        yield _text(WIDTH - RIGHT + 8, last, f"{curve.name} {curve.values[-1]:.3f}", colour=COLOURS[number])


def _point(axes: Axes, x: float, y: float) -> str:
    return f"{axes.x(x):.1f},{axes.y(y):.1f}"


def _text(x: float, y: float, text: str, size: int = 13, anchor: str = "start", colour: str = "#1f2937") -> str:
    about = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {about}>{escape(text)}</text>"
