from assist_api.handover_model.kinds import NONE
from assist_api.handover_model.rows import FOLDS, Row, of_dialogues, of_messages, turns_of
from nlu_data.handover_dialogues import Dialogue, Turn

FAILS = "亲，我没太明白您的意思，能换个说法吗？"


def dialogue(*lines: str, kind: str = "failing", at: int | None = 2) -> Dialogue:
    turns = tuple(Turn("bot" if place % 2 else "shopper", text) for place, text in enumerate(lines))
    return Dialogue("one", kind, turns, at, "why")


def test_a_message_is_read_before_its_answer_and_with_it() -> None:
    rows = list(of_dialogues([dialogue("在吗", "在的亲", "我要找人", "好的亲", kind="request")]))
    assert [row.kind for row in rows if row.place == 2] == ["request", "request"]
    assert rows[-1].text.startswith("客服：好的亲 顾客：我要找人")


def test_that_the_bot_fails_shows_by_its_answer_only() -> None:
    rows = [row for row in of_dialogues([dialogue("在吗", FAILS, "能洗吗", FAILS)]) if row.place == 2]
    assert [(row.kind, row.answered) for row in rows] == [(NONE, False), ("failing", True)]


def test_what_comes_after_the_handover_is_not_learned() -> None:
    rows = of_dialogues([dialogue("叫个人来", "好的", "人呢", kind="request", at=0)])
    assert {row.place for row in rows} == {0}


def test_all_rows_of_a_dialogue_lie_in_one_fold_and_messages_in_none() -> None:
    rows = list(of_dialogues([dialogue("在吗", FAILS, "能洗吗", FAILS)]))
    assert len({row.fold for row in rows}) == 1 and rows[0].fold in range(FOLDS)
    assert {row.fold for row in of_messages([("转人工", "request")], 5)} == {-1}


def test_a_tenth_of_the_dialogues_is_left_out_and_no_message() -> None:
    names = [f"talk-{number}" for number in range(500)]
    tenth = [name for name in names if Row("在吗", NONE, 1.0, name).tenth]
    assert 30 < len(tenth) < 70
    assert not any(row.tenth for row in of_messages([("转人工", "request")], 5))


def test_a_bot_that_speaks_twice_is_heard_twice() -> None:
    twice = Dialogue("d", "thanks", (Turn("bot", "您好"), Turn("bot", "在的"), Turn("shopper", "谢谢")), None, "why")
    assert turns_of(twice)[0].turn.before == "您好\n在的"
