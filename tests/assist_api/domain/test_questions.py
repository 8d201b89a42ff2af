import pytest

from assist_api.domain.messages import Understanding
from assist_api.domain.questions import both, candidates


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("运费多少？几天能到？", ("运费多少", "几天能到")),
        ("这件有货吗，另外发什么快递", ("这件有货吗", "发什么快递")),
        ("什么时候发货 能开发票吗", ("什么时候发货", "能开发票吗")),
    ],
)
def test_two_questions_are_found_at_their_border(text: str, parts: tuple[str, str]) -> None:
    assert candidates(text) == parts


@pytest.mark.parametrize("text", ["我的快递到哪了", "在吗", "", "一，二，三，四，五"])
def test_one_question_is_not_cut(text: str) -> None:
    assert candidates(text) is None


def test_greeting_and_question_are_one() -> None:
    assert not both([Understanding("greet", 0.99), Understanding("track_shipment", 0.99)])


def test_doubt_about_a_half_keeps_the_message_whole() -> None:
    assert not both([Understanding("ask_stock", 0.99), Understanding("ask_courier", 0.4)])
    assert both([Understanding("ask_stock", 0.9), Understanding("ask_courier", 0.9)])


def test_a_wish_with_its_reason_is_one_thing() -> None:
    assert candidates("我要退货 尺码大了") is None
    assert candidates("帮我改地址，改到杭州") is None
    assert candidates("我要退货，运费谁出呢") == ("我要退货", "运费谁出呢")
