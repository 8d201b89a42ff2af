from __future__ import annotations

from pathlib import Path

from actions.services.regions import place_in, province_of

PLACES = Path(__file__).parents[2] / "nlu_data" / "shared" / "regions.txt"


def test_a_city_is_repeated_and_its_province_known() -> None:
    assert (place_in("寄到乌鲁木齐几天"), province_of("寄到乌鲁木齐几天")) == ("乌鲁木齐", "新疆")


def test_the_first_place_counts() -> None:
    assert province_of("从杭州寄到内蒙古") == "浙江"


def test_every_province_and_city_that_the_bot_spots_has_a_province() -> None:
    heads = [line.partition(":")[0] for line in PLACES.read_text(encoding="utf-8").splitlines()]
    places = [name for head in heads for name in head.split() if name[-1] in "省市州盟"]
    assert [name for name in places if province_of(name) is None] == []


def test_a_district_tells_its_province_where_only_one_has_it() -> None:
    assert (province_of("寄到海淀"), province_of("昆山市前进路"), province_of("浦东新区")) == ("北京", "江苏", "上海")
    assert province_of("鼓楼区") is None


def test_an_everyday_word_is_no_place() -> None:
    assert [province_of(text) for text in ("祝你们和平", "城区能送吗", "这件东方风格")] == [None] * 3


def test_the_short_name_of_inner_mongolia_is_known() -> None:
    assert province_of("我在内蒙") == "内蒙古"
