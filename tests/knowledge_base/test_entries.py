from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge_base import entries
from knowledge_base.entries import ENTRIES, EntriesInvalid, flattened, render
from shop.connect import read_policy
from tests.knowledge_base.builders import entry, raw, write


def problems(folder: Path, *raws: object) -> str:
    with pytest.raises(EntriesInvalid) as caught:
        entries.load(write(folder, *raws))
    return str(caught.value)


def test_an_entry_is_read_as_it_is_written(tmp_path: Path) -> None:
    valid = {"from": date(2026, 1, 1), "until": None}
    write(tmp_path, raw(valid=valid, related=["returns.fee"]), raw("returns.fee"))
    first = entries.load(tmp_path)[0]
    assert (first.id, first.valid_from, first.valid_until) == ("shipping.when", date(2026, 1, 1), None)
    assert first.texts[:2] == ("什么时候发货", "今天能发货吗")
    assert first.related == ("returns.fee",)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": "Shipping"}, "an id reads like"),
        ({"variants": []}, "variants must be"),
        ({"public": "yes"}, "public must be true or false"),
        ({"valid": {"from": "soon"}}, "a day is written like"),
        ({"valid": {"since": None}}, "valid must be"),
        ({"colour": "red"}, "'colour' is not a key"),
        ({"answer": "{shop.fee} 元"}, "{shop.fee} is no slot"),
        ({"answer": "{policy.fee 元"}, "braces"),
        ({"related": ["no.where"]}, "related to no.where, which does not exist"),
        ({"valid": {"from": date(2026, 2, 1), "until": date(2026, 1, 1)}}, "before it begins"),
    ],
)
def test_a_wrong_field_is_told_in_a_sentence(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert said in problems(tmp_path, raw(**changed))


def test_a_problem_names_its_file_and_its_entry(tmp_path: Path) -> None:
    assert "topic.yml, shipping.when: public must be" in problems(tmp_path, raw(public=1))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, raw(public=1), raw("returns.fee", variants=[]), "a sentence")
    assert len(told.splitlines()) == 3


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    without = {key: value for key, value in raw().items() if key != "answer"}
    assert "'answer' is missing" in problems(tmp_path, without)


def test_an_id_and_a_sentence_stand_once(tmp_path: Path) -> None:
    told = problems(tmp_path, raw(), raw())
    assert "2 entries have this id" in told
    assert "'什么时候发货' stands twice" in told


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "topic.yml").write_text("id: one\n", encoding="utf-8")
    with pytest.raises(EntriesInvalid, match="must be a list"):
        entries.load(tmp_path)


def test_broken_yaml_is_refused_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "topic.yml").write_text("- {id: [", encoding="utf-8")
    with pytest.raises(EntriesInvalid, match=r"topic\.yml: this is not YAML"):
        entries.load(tmp_path)


def test_the_digest_follows_every_change(tmp_path: Path) -> None:
    before = entries.digest(write(tmp_path, raw()))
    assert entries.digest(write(tmp_path, raw())) == before
    assert entries.digest(write(tmp_path, raw(answer="不行"))) != before


def test_an_entry_is_valid_through_its_last_day() -> None:
    kept = entry(valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [kept.is_valid(day) for day in days] == [False, True, True, False]


def test_an_answer_is_filled_and_says_which_facts_it_used() -> None:
    done = render("满 {policy.free_from} 元包邮，邮费 {policy.fee} 元", {"policy.free_from": 59.0, "policy.fee": 8.5})
    assert done.text == "满 59 元包邮，邮费 8.5 元"
    assert done.facts == {"policy.free_from": "59", "policy.fee": "8.5"}


def test_a_fact_that_is_not_known_is_left_standing_and_reported() -> None:
    done = render("订单 {order.id} 走 {order.courier}", {"order.id": "T1", "order.courier": None})
    assert done.text == "订单 T1 走 {order.courier}"
    assert done.missing == ["order.courier"]


def test_rules_get_full_names_and_lists_also_their_places() -> None:
    facts = flattened("policy", {"shop": {"name": "棠里"}, "hours": ["09:00", "23:00"]})
    assert facts["policy.shop.name"] == "棠里"
    assert facts["policy.hours.1"] == "23:00"
    assert render("{policy.hours}", facts).text == "09:00、23:00"


def test_a_rule_that_the_shop_does_not_have_is_reported() -> None:
    odd = entry(answer="{policy.fee} {policy.gone} {order.id}")
    assert entries.unresolved([odd], {"policy.fee": 1}) == [
        "shipping.when: the answer names {policy.gone}, which the shop's rules do not have."
    ]


def test_the_entries_of_the_repository_are_in_order_and_each_is_asked_in_many_ways() -> None:
    found = entries.load(ENTRIES)
    assert len(found) >= 300
    assert [one.id for one in found if len(one.variants) < 8] == []


def test_the_rules_of_the_demo_shop_fill_every_answer() -> None:
    assert entries.unresolved(entries.load(ENTRIES), flattened("policy", read_policy())) == []
