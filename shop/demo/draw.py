"""Draw the demo's product pictures: `python -m shop.demo.draw` writes shop/demo/pictures/*.svg anew from shapes.yml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from shop.demo.catalogue import HERE, read, sheets

PICTURES = HERE / "pictures"
_WHITE, _BLACK, _SHADOW = "#ffffff", "#171a1d", "#2a2f33"
_PALE = 0.74  # goods brighter than this stand before a deeper ground
_GROUND = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img">\n'
    "<title>$title</title>\n"
    '<rect width="240" height="240" fill="$ground"/>\n'
    '<circle cx="120" cy="118" r="104" fill="$halo"/>\n'
    '<ellipse cx="120" cy="206" rx="86" ry="9" fill="$shadow" opacity=".13"/>\n'
    "$shape</svg>\n"
)


def pictures() -> dict[str, str]:
    """The SVG of each product, by the name of its file."""
    shapes = read("shapes.yml")
    return {
        f"{sheet['id']}.svg": picture(shapes[sheet["picture"]["shape"]], sheet["picture"]["colour"], sheet["kind"])
        for sheet in sheets()
    }


def picture(shape: str, colour: str, title: str) -> str:
    shades = _shades(colour)
    return _GROUND.substitute(shades, title=title, shape=Template(shape).substitute(shades))


def _shades(colour: str) -> Mapping[str, str]:
    pale = _brightness(colour) > _PALE
    ground = _mixed(colour, "#7f939b", 0.6) if pale else colour
    return {
        "main": colour,
        "dark": _mixed(colour, _BLACK, 0.24),
        "light": _mixed(colour, _WHITE, 0.42),
        "ink": _mixed(colour, _BLACK, 0.68),
        "paper": "#fffdf8",
        "ground": _mixed(ground, _WHITE, 0.62 if pale else 0.84),
        "halo": _mixed(ground, _WHITE, 0.46 if pale else 0.74),
        "shadow": _SHADOW,
    }


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _brightness(colour: str) -> float:
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def write(folder: Path = PICTURES) -> None:
    folder.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (folder / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    write()
