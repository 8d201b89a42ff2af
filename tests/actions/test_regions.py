from __future__ import annotations

from pathlib import Path

import yaml

from actions.services.regions import CITIES, place_in, province_of

LOOKUP = Path(__file__).parents[2] / "nlu_data" / "shared" / "regions.yml"


def test_a_city_is_repeated_and_its_province_known() -> None:
    assert (place_in("寄到乌鲁木齐几天"), province_of("寄到乌鲁木齐几天")) == ("乌鲁木齐", "新疆")


def test_the_first_place_counts() -> None:
    assert province_of("从杭州寄到内蒙古") == "浙江"


def test_every_place_that_the_bot_can_spot_has_a_province() -> None:
    block = yaml.safe_load(LOOKUP.read_text(encoding="utf-8"))["nlu"][0]
    words = [line.removeprefix("- ") for line in block["examples"].splitlines()]
    assert [word for word in words if province_of(word) is None] == []
    assert set(CITIES) <= set(words)
