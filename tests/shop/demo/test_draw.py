from __future__ import annotations

from xml.etree import ElementTree

from shop.demo.draw import PICTURES, pictures


def test_the_pictures_in_the_folder_are_those_that_the_shapes_draw() -> None:
    assert {file.name: file.read_text(encoding="utf-8") for file in PICTURES.glob("*.svg")} == pictures()


def test_a_picture_is_small_and_asks_for_nothing_from_outside() -> None:
    for name, svg in pictures().items():
        root = ElementTree.fromstring(svg)
        assert root.get("viewBox") == "0 0 240 240", name
        assert len(svg) < 4000, name
        assert svg.count("http") == 1, name  # the name of the format itself
        assert "script" not in svg, name
