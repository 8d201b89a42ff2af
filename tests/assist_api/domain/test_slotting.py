import pytest

from assist_api.domain.edits import Operation, operations
from assist_api.domain.slotting import Known, known_facts, lifted, slotted

TEMPLATE = "签收后 {policy.returns.days} 天内可退，订单 {order.id} 由{order.courier}取件。"
FACTS = {"policy.returns.days": "7", "order.id": "880017", "order.courier": "顺丰"}
TEXT = "签收后 7 天内可退，订单 880017 由顺丰取件。"


def changes(sent: str) -> list[Operation]:
    return list(lifted(operations(TEXT, sent), TEMPLATE, FACTS))


def test_words_added_to_a_filled_text_stand_at_their_place_in_the_template() -> None:
    found = changes(TEXT.replace("，订单", "，吊牌别剪，订单"))
    assert found == [Operation(TEMPLATE.index("，订单"), "", "，吊牌别剪")]


def test_words_behind_the_last_fact_are_found_too() -> None:
    found = changes(TEXT.replace("取件。", "取件，请保持电话畅通。"))
    assert [(one.at, one.new) for one in found] == [(TEMPLATE.index("。"), "，请保持电话畅通")]


@pytest.mark.parametrize(("told", "changed"), [("7 天", "15 天"), ("顺丰", "圆通"), ("880017", "880018")])
def test_a_fact_is_no_matter_of_wording(told: str, changed: str) -> None:
    assert changes(TEXT.replace(told, changed)) == []


def test_a_fact_told_again_in_the_added_words_is_its_slot() -> None:
    found = changes(TEXT.replace("取件。", "取件，超过 7 天就不行了。"))
    assert found[0].new == "，超过 {policy.returns.days} 天就不行了"


def test_the_unit_behind_a_slot_tells_a_short_number_from_chance() -> None:
    known = known_facts(TEMPLATE, FACTS)
    assert slotted("7 天内退都行，7 号发的货", known) == "{policy.returns.days} 天内退都行，7 号发的货"


def test_a_number_inside_a_longer_one_is_none() -> None:
    assert slotted("单号 18800179 的，17 天前", known_facts(TEMPLATE, FACTS)) == "单号 18800179 的，17 天前"


def test_a_value_that_two_facts_share_stands_for_neither() -> None:
    known = [Known("order.id", "880017"), Known("return.number", "880017")]
    assert slotted("单号 880017", known) == "单号 880017"


def test_the_same_thing_under_two_names_is_one() -> None:
    known = [Known("order.tracking_no", "SF123456"), Known("parcel.tracking_no", "SF123456")]
    assert slotted("运单 SF123456", known) == "运单 {order.tracking_no}"
