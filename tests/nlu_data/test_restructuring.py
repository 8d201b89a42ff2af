from __future__ import annotations

from pathlib import Path

import pytest

from nlu_data.dataset import UnknownIntent, read_catalogue, read_sentences, sentences_of
from nlu_data.restructuring import DataDraft, Merge, Move, NotPossible, Rename, Split, Wish, intent_after

CATALOGUE = """# names are stable
logistics:
  ask_ship_time:    {zh: 发货时间,   means: "when will it be sent"}
  urge_shipping:    {zh: 催发货,     means: "pushes"}  # its border
service:
  praise:           {zh: 表扬,       means: "praises", like: urge_shipping}
"""
FILES = {
    "intents.yml": CATALOGUE,
    "known_failures.yml": "# a test holds these\n- {text: 没有催你, right: praise, says: urge_shipping}\n",
    "train/logistics/ask_ship_time.yml": ("ask_ship_time", "几号发货", "今天发吗"),
    "train/logistics/urge_shipping.yml": ("urge_shipping", "快点发货", "怎么还不发", "现在就发"),
    "test/logistics/urge_shipping.yml": ("urge_shipping", "赶紧发", "急用快发"),
    "train/service/praise.yml": ("praise", "真不错"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "nlu_data"
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else _file(*content), encoding="utf-8")
    return root


def _file(intent: str, *texts: str) -> str:
    lines = "".join(f"    - {text}\n" for text in texts)
    return f'# by hand\nversion: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'


def done(folder: Path, wish: Wish) -> DataDraft:
    draft = DataDraft(folder)
    draft.do(wish)
    draft.files.apply()
    return draft


def test_a_moved_sentence_is_a_line_less_and_a_line_more(folder: Path) -> None:
    draft = done(folder, Move(("现在就发",), "urge_shipping", "ask_ship_time"))
    assert sentences_of("ask_ship_time", root=folder) == ["几号发货", "今天发吗", "现在就发"]
    marked = [line for one in draft.files.changes for line in one.diff.splitlines() if line[0] in "+-"]
    assert [line for line in marked if line[:3] not in ("+++", "---")] == ["+    - 现在就发", "-    - 现在就发"]


@pytest.mark.parametrize(
    "wish",
    [
        Move(("现在就发",), "urge_shipping", "ask_ship_time"),
        Move(("急用快发",), "urge_shipping", "ask_ship_time", "test"),
        Merge("ask_ship_time", "urge_shipping"),
        Rename("urge_shipping", "push_shipping", "催发货", "pushes"),
        Split("urge_shipping", "ask_now", "现在发", "now", ("现在就发",), ("急用快发",)),
    ],
)
def test_where_each_sentence_will_stand_is_known_before(folder: Path, wish: Wish) -> None:
    before = [*read_sentences("train", folder), *read_sentences("test", folder)]
    foretold = {(intent_after(wish, one), one.text, one.side) for one in before}
    done(folder, wish)
    after = [*read_sentences("train", folder), *read_sentences("test", folder)]
    assert {(one.intent, one.text, one.side) for one in after} == foretold


def test_a_merged_intent_leaves_nothing_behind(folder: Path) -> None:
    done(folder, Merge("ask_ship_time", "urge_shipping"))
    assert list(read_catalogue(folder)) == ["urge_shipping", "praise"]
    assert sentences_of("urge_shipping", root=folder)[-2:] == ["几号发货", "今天发吗"]
    assert not (folder / "train/logistics/ask_ship_time.yml").exists()


def test_what_spoke_of_a_merged_intent_speaks_of_the_other(folder: Path) -> None:
    done(folder, Merge("urge_shipping", "ask_ship_time"))
    assert "says: ask_ship_time" in (folder / "known_failures.yml").read_text("utf-8")
    assert read_catalogue(folder)["praise"].like == "ask_ship_time"
    assert sentences_of("ask_ship_time", "test", folder) == ["赶紧发", "急用快发"]


def test_a_new_name_keeps_place_columns_and_comments(folder: Path) -> None:
    done(folder, Rename("urge_shipping", "push_shipping", "催发货", "pushes"))
    changed = CATALOGUE.replace("  urge_shipping: ", "  push_shipping: ").replace("like: urge_", "like: push_")
    assert (folder / "intents.yml").read_text("utf-8") == changed
    assert (folder / "train/logistics/push_shipping.yml").read_text("utf-8").startswith("# by hand\n")
    assert sentences_of("push_shipping", "test", folder) == ["赶紧发", "急用快发"]


def test_another_title_touches_the_catalogue_alone(folder: Path) -> None:
    draft = done(folder, Rename("urge_shipping", "urge_shipping", "催一下发货", "pushes: not sent yet"))
    assert [one.path for one in draft.files.changes] == ["nlu_data/intents.yml"]
    assert read_catalogue(folder)["urge_shipping"].means == "pushes: not sent yet"


def test_a_split_intent_answers_as_before_until_it_has_its_own_answer(folder: Path) -> None:
    done(folder, Split("urge_shipping", "ask_now", "现在发", "now", ("现在就发",), ("急用快发",)))
    assert sentences_of("ask_now", root=folder) == ["现在就发"]
    assert sentences_of("ask_now", "test", folder) == ["急用快发"]
    assert read_catalogue(folder)["ask_now"].like == "urge_shipping"


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Move(("没有这句",), "praise", "urge_shipping"), "nothing_to_move"),
        (Move(("真不错",), "praise", "praise"), "same_intent"),
        (Merge("praise", "praise"), "same_intent"),
        (Rename("praise", "urge_shipping", "催", "x"), "name_taken"),
        (Rename("praise", "表扬", "表扬", "x"), "bad_name"),
        (Split("praise", "laud", "夸", "x", ("真不错",)), "split_needs_both"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, wish: Wish, reason: str) -> None:
    with pytest.raises(NotPossible) as refused:
        DataDraft(folder).do(wish)
    assert refused.value.reason == reason


def test_an_intent_that_nobody_knows_is_refused(folder: Path) -> None:
    with pytest.raises(UnknownIntent):
        DataDraft(folder).do(Merge("prise", "urge_shipping"))


def test_a_known_failure_comes_and_goes_as_a_line(folder: Path) -> None:
    draft = DataDraft(folder)
    draft.add_failure('别{催}"了"', "praise", "urge_shipping")
    draft.drop_failure("没有催你")
    text = draft.files.read("nlu_data/known_failures.yml")
    assert text == '# a test holds these\n- {text: "别{催}\\"了\\"", right: praise, says: urge_shipping}\n'
    draft.drop_failure('别{催}"了"')
    assert draft.files.read("nlu_data/known_failures.yml") == "# a test holds these\n"
