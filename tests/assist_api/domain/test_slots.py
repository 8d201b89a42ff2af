import re
from pathlib import Path

from assist_api.domain.slots import NAMES, fill, slots_in, unfilled_sentence

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "suggestions.md"


def test_a_slot_is_filled_wherever_it_stands() -> None:
    filled = fill("订单{order.id}，就是{order.id}", {"order.id": "7"})
    assert (filled.text, dict(filled.facts), filled.missing) == ("订单7，就是7", {"order.id": "7"}, ())


def test_a_slot_without_a_value_is_left_standing_and_told() -> None:
    filled = fill("{shopper.name}您好，{order.courier}正在派送", {"shopper.name": "小王"})
    assert filled.text == "小王您好，{order.courier}正在派送"
    assert filled.missing == ("order.courier",)


def test_the_shops_rules_are_slots_too() -> None:
    assert fill("{policy.shipping.promise_hours}小时内发", {"policy.shipping.promise_hours": "48"}).text == "48小时内发"


def test_braces_that_shoppers_use_are_no_slots() -> None:
    assert slots_in("{笑} {a} { order.id } {}") == []


def test_the_sentence_names_what_is_missing_as_a_person_calls_it() -> None:
    assert "{order.courier}（快递公司）" in unfilled_sentence(["order.courier"])


def test_the_page_names_every_slot_and_no_other() -> None:
    table = PAGE.read_text("utf-8").split("## Slots")[1].split("**Few left**")[0]
    told = set(re.findall(r"`((?:order|parcel|return|product|coupon|promotion|shopper|agent)\.\w+)`", table))
    assert told == set(NAMES)
