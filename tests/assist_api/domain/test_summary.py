"""Three lines for the agent: all that is known, nothing that is not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from assist_api.domain.messages import Message
from assist_api.domain.summary import FEELINGS, Known, Line, Opened, Piece, Promised, of_this_matter, quoted, summarise
from assist_api.domain.topics import TOPICS
from assist_api.services import answers_first, helping
from tests.assist_api.domain.dialogues import NOW, dialogue, order, picture, sent

STALLED = dialogue(
    ("shopper", "在吗", {"intent": "greet", "feeling": "neutral"}),
    ("bot", "亲，在的～"),
    ("shopper", "我的卫衣到哪了", {"intent": "track_shipment", "feeling": "neutral"}),
    ("bot", "亲，您的卫衣最后一条物流停在合肥转运中心，已经 3 天没有新动态了"),
    ("shopper", "怎么还不动啊，周六婚礼要穿的", {"intent": "track_shipment", "feeling": "dissatisfied"}),
    ("bot", "亲，已经在催查了"),
    ("shopper", "你们就是骗子！电话13812345678打给我", {"intent": "complain", "feeling": "angry"}),
    ("bot", "让您等了这么久，真的很抱歉。"),
    ("system", "已为您转接人工客服"),
)
NAMED = [("colour", "雾霾蓝"), ("size", "L")]
WRONG_COLOUR = dialogue(
    ("shopper", "", {"intent": "send_picture", "parts": [picture(), picture()]}),
    ("bot", "亲，图片收到啦～您是想反映哪方面的情况呢？"),
    ("shopper", "买的雾霾蓝发成米白了，L码", {"intent": "report_package_problem", "entities": NAMED}),
    ("bot", "亲，很抱歉发错了，您想换货还是退款呢？"),
    ("shopper", "换", {"intent": "nlu_fallback", "failed": True}),
    ("bot", "亲，我没太明白您的意思"),
)  # fmt: skip
SIZE = dialogue(
    ("shopper", "165 110斤穿什么码", {"intent": "ask_size_advice", "entities": [("height", "165"), ("weight", "55")]}),
    ("bot", "亲，建议您选 M 码，胸围宽松一些"),
    ("shopper", "有没有真人说话", {"intent": "request_human"}),
)
REFUND = dialogue(
    ("shopper", "退款什么时候到", {"intent": "ask_refund_progress", "feeling": "neutral"}),
    ("agent", "您好，财务今天会处理", {"name": "小青"}),
    ("shopper", "好的谢谢", {"intent": "thank", "feeling": "satisfied"}),
)
CASES = {"stalled": STALLED, "wrong colour": WRONG_COLOUR, "size": SIZE, "refund": REFUND}


def texts(lines: tuple[Line, ...], name: str) -> list[str]:
    return [piece.text for line in lines if line.name == name for piece in line.pieces]


def pieces(lines: tuple[Line, ...]) -> list[Piece]:
    return [piece for line in lines for piece in line.pieces]


def test_a_stalled_parcel_in_three_lines() -> None:
    promise = Promised("催派送", "2034000000000000001", NOW + timedelta(hours=3), kept=False, seq=4)
    lines = summarise(Known(STALLED, NOW, sent(), reasons=("情绪愤怒",), reasons_seq=7, promises=(promise,)))
    assert texts(lines, "about") == [
        "包裹的进度",
        "“怎么还不动啊，周六婚礼要穿的”",
        "问了 2 次",
        "赶时间：“周六婚礼要穿的”",
        "转人工：情绪愤怒",
    ]
    assert texts(lines, "facts") == ["云柔加绒卫衣（已发货）", "中通快递停在合肥转运中心 3 天没有更新"]
    assert texts(lines, "done") == [
        "小二答：您的卫衣最后一条物流停在合肥转运中心，已经 3 天没有新动…",
        "小二答：已经在催查了",
        "答应催派送（今天 15:00 前）",
        "情绪：平静 → 不满 → 生气",
    ]


def test_an_order_number_behind_an_outburst_is_no_change_of_feeling() -> None:
    number = dialogue(*(("shopper", "订单号是这个", {"feeling": felt}) for felt in ("angry", "neutral")))
    assert texts(summarise(Known(number, NOW)), "done") == ["情绪：生气"]


def test_every_piece_leads_to_its_message_or_its_order() -> None:
    lines = summarise(Known(STALLED, NOW, sent(), reasons=("情绪愤怒",), reasons_seq=7))
    about = next(line for line in lines if line.name == "about")
    assert [piece.seq for piece in about.pieces] == [5, 5, 5, 5, 7]
    assert all(piece.seq or piece.order_id for piece in pieces(lines))


def test_what_the_shopper_named_and_showed_is_among_the_facts() -> None:
    lines = summarise(Known(WRONG_COLOUR, NOW))
    assert texts(lines, "facts") == ["颜色 雾霾蓝", "尺码 L", "发了 2 张图"]
    assert "小二 1 次没答上" in texts(lines, "done")


def test_what_the_bot_said_twice_was_tried_once() -> None:
    asked = ("shopper", "到哪了", {"intent": "track_shipment"})
    told = summarise(Known(dialogue(asked, ("bot", "在合肥转运中心"), asked, ("bot", "在合肥转运中心")), NOW))
    assert [piece for piece in texts(told, "done") if "合肥" in piece] == ["小二答：在合肥转运中心"]


@pytest.mark.parametrize(
    "of_the_wait", [answers_first.BEGINS, helping.BEGUN, answers_first.greeting(timedelta(minutes=1))]
)
def test_what_is_said_of_the_wait_was_no_answer(of_the_wait: str) -> None:
    talk = dialogue(("shopper", "改地址", {"intent": "change_address"}), ("bot", of_the_wait), ("bot", "没发货可以改"))
    told = texts(summarise(Known(talk, NOW)), "done")
    assert [piece for piece in told if piece.startswith("小二答")] == ["小二答：没发货可以改"]


def test_a_question_back_to_a_picture_counts_as_what_was_tried_and_a_failed_answer_does_not() -> None:
    told = texts(summarise(Known(WRONG_COLOUR, NOW)), "done")
    assert [one for one in told if one.startswith("小二答")] == [
        "小二答：图片收到啦～您是想反映哪方面的情况呢？",
        "小二答：很抱歉发错了，您想换货还是退款呢？",
    ]


def test_a_product_question_has_no_order_and_no_feeling() -> None:
    lines = summarise(Known(SIZE, NOW))
    assert texts(lines, "facts") == ["身高(cm) 165", "体重(kg) 55"]
    assert not any("情绪" in one for one in texts(lines, "done"))


def test_an_agents_answer_is_told_under_the_agents_name() -> None:
    assert texts(summarise(Known(REFUND, NOW)), "done") == ["小青答：财务今天会处理", "情绪：平静 → 满意"]


def test_what_the_shopper_corrected_stands_above_what_was_understood() -> None:
    corrected = Piece("换货（顾客更正）", 10)
    about = summarise(Known(STALLED, NOW, corrected=corrected))[0]
    assert about.pieces[0] == corrected
    assert TOPICS["track_shipment"] not in [piece.text for piece in about.pieces]


def test_broken_promises_and_tickets_say_so() -> None:
    promise = Promised("催发货", "1", NOW - timedelta(hours=1), kept=False, seq=2)
    ticket = Opened("t1", "物流投诉（2 级）", NOW - timedelta(minutes=1), closed=False)
    done = texts(summarise(Known(SIZE, NOW, promises=(promise,), tickets=(ticket,))), "done")
    assert "答应催发货（今天 11:00 前，已过期）" in done
    assert "工单 物流投诉（2 级）（今天 11:59 前，已超时）" in done


def test_of_nothing_there_is_no_summary() -> None:
    assert summarise(Known([], NOW)) == ()
    assert summarise(Known(dialogue(("bot", "亲，您的包裹到了")), NOW)) == ()


def test_personal_numbers_do_not_stand_in_it() -> None:
    only = dialogue(("shopper", "打我电话13812345678说退货的事", {"intent": "request_return"}))
    assert texts(summarise(Known(only, NOW)), "about")[1] == "“打我电话[手机号]说退货的事”"


def test_what_was_said_before_a_long_silence_is_another_case() -> None:
    old = dialogue(
        ("shopper", "运费多少", {"at": NOW - timedelta(days=9)}), ("bot", "包邮", {"at": NOW - timedelta(days=9)})
    )
    fresh = dialogue(("shopper", "在吗"), ("bot", "在的"))
    assert of_this_matter([*old, *fresh]) == fresh


OUR_WORDS = (
    "小二答： 小青答： 转人工： 赶时间： 情绪： 情绪愤怒 问了 次没答上 次 张图 发了 停在 没有更新 付款 没发， 承诺"
    " 前发货，已超时 尺码 颜色 小二 昨天 今天 天 小时 → … “ ” （ ）"
)
FRAME = re.compile(
    "|".join(map(re.escape, [*TOPICS.values(), *FEELINGS.values(), "身高(cm)", "体重(kg)", *OUR_WORDS.split()]))
)


@pytest.mark.parametrize("name", CASES)
def test_nothing_stands_in_it_that_was_not_known(name: str) -> None:
    """Without our own frame of words, what is left was said, is in the order, or is a number counted from both."""
    messages, facts = CASES[name], order()
    known = "".join([*(one.text for one in messages), facts.title, facts.state_zh, *_entities(messages)])
    for piece in pieces(summarise(Known(messages, NOW, facts, reasons=("情绪愤怒",), reasons_seq=1))):
        left = [
            one
            for one in re.split(r"[\s，：]+", FRAME.sub(" ", piece.text))
            if one and not re.fullmatch(r"[\d:]+", one)
        ]
        assert [one for one in left if one not in known] == [], piece.text


def _entities(messages: list[Message]) -> list[str]:
    return [str(entity["value"]) for one in messages if one.understanding for entity in one.understanding.entities]


@pytest.mark.parametrize("name", CASES)
def test_what_is_quoted_stands_word_for_word_in_its_message(name: str) -> None:
    said = {one.seq: quoted(one.text, 10_000) for one in CASES[name]}
    for piece in pieces(summarise(Known(CASES[name], NOW))):
        for words in re.findall("“(.*?)…?”", piece.text):
            assert words in said[piece.seq or 0]
