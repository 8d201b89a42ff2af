from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu_data.dataset import ROOT
from nlu_data.handover_dialogues import HALVES, BrokenDialogue, problems, read_dialogues

ASKS, FINE = "给我接个真人来说话", "这条裤子有没有黑的"


def dialogue(name: str, *messages: str, **fields: Any) -> dict[str, Any]:
    """One that needs nobody, each message of the shopper answered by the bot."""
    turns = [turn for text in messages or (FINE,) for turn in ({"shopper": text}, {"bot": "好的亲～"})]
    return {"id": name, "kind": "question", "turns": turns, "handover": None, "why": "a question", **fields}


def asking(name: str, *messages: str, **fields: Any) -> dict[str, Any]:
    return dialogue(name, *(messages or (ASKS,)), **{"kind": "request", "handover": 0, **fields})


def write(root: Path, half: str, content: Any) -> None:
    path = root / "handover" / half / "talks.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)


def found(root: Path, *exam: Any) -> list[str]:
    """Problems of a sound training half beside this exam."""
    write(root, "train", [asking("a", "叫你们管事的出来聊"), dialogue("b", "牛肉干一袋有多重")])
    write(root, "exam", list(exam))
    return list(problems(root))


def test_our_dialogues_are_in_order() -> None:
    assert list(problems()) == []


def test_the_exam_is_as_large_and_as_tricky_as_it_must_be() -> None:
    train, exam = (read_dialogues(half) for half in HALVES)
    assert len(train) > 3_000 and len(exam) == 300
    assert sum(one.kind in ("look_alike", "joke") for one in exam) >= 68


def test_a_dialogue_knows_its_messages_and_its_turn(tmp_path: Path) -> None:
    write(tmp_path, "exam", [asking("c", FINE, ASKS, handover=2)])
    (read,) = read_dialogues("exam", tmp_path)
    assert (read.messages, read.handover) == ([FINE, ASKS], 2)
    assert read.turns[2].text == ASKS


def test_sound_halves_have_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path, asking("c"), dialogue("d")) == []


def test_data_without_dialogues_has_no_problem(tmp_path: Path) -> None:
    assert list(problems(tmp_path)) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"handover": 1}, "points at turn 1, which is no message of the shopper"),
        ({"handover": 2}, "points at turn 2, which is no message"),
        ({"handover": -2}, "points at turn -2"),
        ({"handover": None}, "must point at a turn"),
        ({"kind": "joke"}, "must be null"),
        ({"kind": "whim"}, "unknown kind whim"),
        ({"why": ""}, "does not say why"),
        ({"id": "a"}, "The id a stands twice"),
    ],
)
def test_what_is_wrong_with_a_dialogue_is_said(tmp_path: Path, fields: dict[str, Any], says: str) -> None:
    assert says in " ".join(found(tmp_path, asking("c", **fields), dialogue("d")))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (asking("c", handover="0"), "must be a number or null"),
        (asking("c", handover=True), "must be a number or null"),
        (asking("c", note="x"), "must have exactly"),
        (asking("c", turns="在吗"), "must be a list"),
        (asking("c", turns=[{"agent": "在的"}]), "must be “shopper: …” or “bot: …”"),
        (asking("c", turns=[{"shopper": 12315}]), "must be “shopper: …” or “bot: …”"),
        ("在吗", "an entry of handover/exam/talks.yml"),
    ],
)
def test_a_dialogue_that_cannot_be_read_is_named(tmp_path: Path, entry: Any, says: str) -> None:
    (problem,) = found(tmp_path, entry, dialogue("d"))
    assert says in problem and "handover/exam/talks.yml" in problem


@pytest.mark.parametrize("text", ["turns: [", "dialogues: 3\n"])
def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path, text: str) -> None:
    write(tmp_path, "exam", [])
    (tmp_path / "handover" / "exam" / "talks.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenDialogue, match=r"handover/exam/talks\.yml"):
        read_dialogues("exam", tmp_path)


def test_a_dialogue_has_one_to_seven_messages(tmp_path: Path) -> None:
    long = dialogue("d", *(f"第{each}句话" for each in "一二三四五六七八"))
    assert "d has 8 messages" in " ".join(found(tmp_path, asking("c"), long))
    assert "d has 0 messages" in " ".join(found(tmp_path, asking("c"), dialogue("d", turns=[{"bot": "亲"}])))


def test_half_of_a_half_needs_a_person(tmp_path: Path) -> None:
    assert found(tmp_path, asking("c")) == [
        "Of handover/exam, 1 of 1 dialogues need a person; about half should.",
    ]


@pytest.mark.parametrize("messages", [("那牛肉干一袋有多重",), ("牛肉干一", "袋有多重")])
def test_no_dialogue_of_the_exam_reads_like_one_for_training(tmp_path: Path, messages: tuple[str, ...]) -> None:
    (problem,) = found(tmp_path, asking("c"), dialogue("d", *messages))
    assert "(d, exam) is too much like “牛肉干一袋有多重”" in problem


def test_thanks_may_stand_in_both_halves(tmp_path: Path) -> None:
    write(tmp_path, "train", [asking("a", "叫你们管事的出来聊"), dialogue("b", "好的谢谢")])
    write(tmp_path, "exam", [asking("c"), dialogue("d", "好的谢谢")])
    assert list(problems(tmp_path)) == []


def test_validation_reads_the_dialogues(tmp_path: Path) -> None:
    from nlu_data.validate import check

    for name in ("intents.yml", "train", "test", "entities"):
        (tmp_path / name).symlink_to(ROOT / name)
    write(tmp_path, "train", [])
    write(tmp_path, "exam", [asking("c", handover=9)])
    assert any("points at turn 9" in problem for problem in check(tmp_path))
