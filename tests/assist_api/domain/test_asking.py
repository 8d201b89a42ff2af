from datetime import UTC, datetime, timedelta

import pytest

from assist_api.domain.asking import answers, open_questions
from assist_api.domain.messages import Message, Sender, Understanding

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
BY = {"顾客": Sender.SHOPPER, "客服": Sender.AGENT, "小二": Sender.BOT}


def talk(*said: tuple[str, str, str], apart: float = 60) -> list[Message]:
    """Each `(who, text, intent)`, so many seconds apart."""
    return [
        Message(
            f"m{place}",
            "c1",
            place + 1,
            f"x{place}",
            BY[who],
            who,
            text,
            (),
            START + timedelta(seconds=apart * place),
            Understanding(intent, 0.9) if intent else None,
        )
        for place, (who, text, intent) in enumerate(said)
    ]


def texts(messages: list[Message]) -> list[str]:
    return [question.text for question in open_questions(messages)]


def test_a_later_question_takes_the_place_of_one_about_something_else() -> None:
    said = talk(("顾客", "这件有货吗", "ask_stock"), ("顾客", "我昨天那单发了吗", "ask_ship_time"))
    assert texts(said) == ["我昨天那单发了吗"]


def test_a_question_that_says_it_comes_on_top_leaves_the_one_before_standing() -> None:
    said = talk(("顾客", "能改地址吗", "change_address"), ("顾客", "还有，能开发票吗", "ask_invoice"))
    assert [(one.text, one.weight) for one in open_questions(said)] == [("还有，能开发票吗", 1.0), ("能改地址吗", 0.8)]


def test_an_outburst_leaves_the_question_before_it_standing() -> None:
    said = talk(("顾客", "快递到哪了", "track_shipment"), ("顾客", "你们是骗子吧", "complain"))
    assert texts(said) == ["你们是骗子吧", "快递到哪了"]


def test_thanks_settle_what_was_asked_before() -> None:
    said = talk(("顾客", "快递到哪了", "track_shipment"), ("小二", "在路上", ""), ("顾客", "好的谢谢", "thank"))
    assert texts(said) == ["好的谢谢"]


def test_what_an_agent_answered_is_not_asked_any_more() -> None:
    said = talk(("顾客", "能开发票吗", "ask_invoice"), ("客服", "可以开的，抬头发我就行。", ""))
    assert texts(said) == []
    assert texts([*said, *talk(*[("顾客", "x", "")] * 2, ("顾客", "多久能开好", "ask_invoice"))[2:]]) == ["多久能开好"]


@pytest.mark.parametrize("text", ["亲，稍等，我帮您查一下哦", "您好，在的，很高兴为您服务", "请稍候"])
def test_a_greeting_or_a_request_to_wait_answers_nothing(text: str) -> None:
    said = talk(("顾客", "能开发票吗", "ask_invoice"), ("客服", text, ""))
    assert texts(said) == ["能开发票吗"]


def test_an_answer_that_also_asks_to_wait_is_an_answer() -> None:
    assert answers("亲，包裹 11月25日 到，稍等哈")


def test_a_question_typed_in_pieces_is_one() -> None:
    said = talk(
        ("顾客", "在吗", "greet"),
        ("顾客", "我那双红色的鞋子", "nlu_fallback"),
        ("顾客", "什么时候发", "ask_ship_time"),
        apart=6,
    )
    found = open_questions(said)[0]
    assert (found.text, found.joined) == ("我那双红色的鞋子，什么时候发", True)
    assert found.understanding
    assert found.understanding.intent == "ask_ship_time"


@pytest.mark.parametrize(
    ("first", "apart"),
    [
        (("顾客", "这双有42码吗", "ask_stock"), 6),  # ended by its particle
        (("顾客", "我那双红色的鞋子", "nlu_fallback"), 90),  # long ago
        (("顾客", "想改地址", "change_address"), 6),  # about something else
    ],
)
def test_two_questions_are_not_taken_for_pieces_of_one(first: tuple[str, str, str], apart: float) -> None:
    said = talk(first, ("顾客", "什么时候发", "ask_ship_time"), apart=apart)
    assert open_questions(said)[0].text == "什么时候发"


def test_pieces_with_an_answer_between_them_are_not_one() -> None:
    said = talk(("顾客", "我那双红色的鞋子", "nlu_fallback"), ("小二", "哪一双", ""), ("顾客", "发了吗", ""), apart=5)
    assert texts(said)[0] == "发了吗"


def test_what_was_asked_before_a_long_silence_is_past() -> None:
    said = talk(("顾客", "快递到哪了", "track_shipment"), ("顾客", "在吗", "greet"), apart=4000)
    assert texts(said) == ["在吗"]
