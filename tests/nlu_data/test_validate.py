from __future__ import annotations

from pathlib import Path

import pytest

from nlu_data import validate
from nlu_data.dataset import Intent, add_intent, read_catalogue, write_sentences
from nlu_data.validate import check

CATALOGUE = 'service:\n  praise: {zh: 表扬, means: "praises"}\n  complain: {zh: 投诉, means: "complains"}\n'


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(validate, "LEAST_SENTENCES", 2)
    (tmp_path / "intents.yml").write_text(CATALOGUE, encoding="utf-8")
    for intent, word in (("praise", "好评"), ("complain", "差评")):
        write_sentences(intent, [f"必须给个{word}呀", f"这家店值得一个{word}"], "train", tmp_path)
        write_sentences(intent, [f"我要写{word}"], "test", tmp_path)
    return tmp_path


def test_orderly_data_has_no_problem(data: Path) -> None:
    assert list(check(data)) == []


@pytest.mark.parametrize(
    ("intent", "side", "sentences", "says"),
    [
        ("praise", "train", ["真棒"], "praise has 1 training sentences"),
        ("praise", "train", ["真棒", "真棒！", "很好"], "says the same as"),
        ("praise", "train", ["真棒", "我要写差评吧"], "says the same as “我要写差评吧”"),
        ("praise", "test", ["必须给个好评"], "says the same as"),
        ("praise", "test", ["这家店真的值得拥有一个大大的五星的好评哦"], None),
    ],
)
def test_what_is_wrong_is_said(data: Path, intent: str, side: str, sentences: list[str], says: str | None) -> None:
    write_sentences(intent, sentences, side, data)  # type: ignore[arg-type]
    problems = list(check(data))
    assert any(says in problem for problem in problems) if says else problems == []


def test_a_near_copy_over_the_split_is_found(data: Path) -> None:
    long = "我上个星期在你们店里买的那件卫衣质量真的特别好穿着也舒服下次还会带朋友一起来"
    write_sentences("praise", [long, "很好"], "train", data)
    write_sentences("praise", [long.replace("特别好", "特别好，")], "test", data)
    assert any("same as" in problem for problem in check(data))
    write_sentences("praise", [long + "的"], "test", data)
    assert any("nearly copies" in problem for problem in check(data))


def test_missing_and_unknown_files_are_named(data: Path) -> None:
    (data / "test" / "service" / "praise.yml").rename(data / "test" / "service" / "prise.yml")
    assert [problem.split()[0] for problem in check(data)][:2] == [
        "nlu_data/test/service/praise.yml",
        "nlu_data/test/service/prise.yml",
    ]


def test_close_neighbours_need_more_sentences(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "NEIGHBOURS", (frozenset({"praise"}),))
    monkeypatch.setattr(validate, "LEAST_AMONG_NEIGHBOURS", 3)
    assert list(check(data)) == ["praise has 2 training sentences, it needs 3."]


def test_a_taught_intent_begins_with_few_sentences_and_without_an_exam(data: Path) -> None:
    add_intent(Intent("ask_gift_card", "service", "礼品卡", "gift cards", entry="service.gift_card"), data)
    write_sentences("ask_gift_card", ["礼品卡怎么用", "有礼品卡吗", "礼品卡在哪看", "买张礼品卡"], "train", data)
    assert list(check(data)) == ["ask_gift_card has 4 training sentences, it needs 5."]


def test_every_neighbour_is_an_intent_of_the_catalogue() -> None:
    assert frozenset().union(*validate.NEIGHBOURS) <= set(read_catalogue())


def test_the_sentences_of_the_repository_are_in_order() -> None:
    assert list(check()) == []
