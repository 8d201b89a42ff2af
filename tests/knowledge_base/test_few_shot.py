from pathlib import Path

from knowledge_base import few_shot, ways

MESSAGES = {
    "发货": [f"第{place}单几点能发货" for place in range(12)],
    "发票": [f"第{place}单怎么开发票" for place in range(12)],
}


def test_an_intent_of_fewer_than_ten_messages_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "messages.tsv"
    rows = [*(f"{text}\t发货\t" for text in MESSAGES["发货"]), "开票\t发票\t", "几点发\t发货\t", "几点发\t发货\t"]
    path.write_text("\n".join(["text\tjd_intent\tproposed_intent", *rows]), encoding="utf-8")
    read = few_shot.read(path)
    assert list(read) == ["发货"]
    assert len(read["发货"]) == 13


def test_no_question_is_a_sentence_that_it_asks_for() -> None:
    for draw in few_shot.draws(MESSAGES, MESSAGES):
        known = {text for one in draw.entries for text in one.texts}
        assert len(known) == 2 * few_shot.SENTENCES
        assert not known & set(draw.questions)


def test_only_the_asking_intents_ask_but_the_others_stand_in_the_way() -> None:
    draw = next(few_shot.draws(MESSAGES, {"发票"}))
    assert len(draw.entries) == 2
    assert all("发票" in question for question in draw.questions)


def test_a_way_that_understands_is_right_first() -> None:
    first, three = few_shot.measure(ways.tfidf, list(few_shot.draws(MESSAGES, MESSAGES)))
    assert first > 0.9
    assert three == 1
