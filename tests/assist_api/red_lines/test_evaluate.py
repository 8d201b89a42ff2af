from pathlib import Path

import pytest

from assist_api.adapters.red_lines import load
from assist_api.domain.red_lines import NOTHING_KNOWN
from assist_api.red_lines import evaluate
from assist_api.red_lines.evaluate import Draft, agents_lines, alarms_in, measure, read_exam
from shop.connect import read_policy

BOOK = load(read_policy())


def test_recall_counts_by_category_and_alarms_by_ordinary_draft() -> None:
    drafts = [
        Draft("加我微信", "off_platform", NOTHING_KNOWN),
        Draft("您好", "off_platform", NOTHING_KNOWN),
        Draft("全网最低价", "", NOTHING_KNOWN),
        Draft("您稍等", "", NOTHING_KNOWN),
    ]
    result = measure(drafts, BOOK)
    assert result.found == {"off_platform": (1, 2)}
    assert (result.alarms, result.blocked, result.ordinary) == (1, 1, 2)


def test_the_exam_is_large_and_no_draft_stands_twice() -> None:
    drafts = [*read_exam("tuning"), *read_exam("final")]
    assert sum(not draft.category for draft in drafts) >= 500
    assert sum(bool(draft.category) for draft in drafts) >= 250
    texts = [draft.text for draft in drafts if draft.facts is NOTHING_KNOWN]
    assert len(set(texts)) == len(texts)


def test_the_exam_is_written_apart_from_the_rules_examples() -> None:
    examples = {example.text for example in BOOK.examples}
    assert {draft.text for name in ("tuning", "final") for draft in read_exam(name)} & examples == set()


def test_a_draft_of_the_exam_may_be_about_a_product() -> None:
    about = {draft.text: draft.facts.product for draft in read_exam("tuning") if draft.facts.product}
    assert about and all(
        "材质" in record or "填充物" in record or "鞋面" in record for record in about.values() if record
    )


def test_ordinary_drafts_are_hardly_ever_stopped() -> None:
    result = measure(read_exam("final"), BOOK)
    assert result.blocked == 0
    assert result.alarms <= result.ordinary * 0.02


def test_real_lines_are_those_that_read_like_an_agents(tmp_path: Path) -> None:
    file = tmp_path / "stream.tsv"
    file.write_text("text\n亲，在的哦\n什么时候发货\n您加我微信吧\n", "utf-8")
    lines = agents_lines(file)
    assert lines == ["亲，在的哦", "您加我微信吧"]
    assert [line for line, _ in alarms_in(lines, BOOK)] == ["您加我微信吧"]


def test_without_real_lines_it_says_what_it_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("XIAOER_EVAL_DATA", raising=False)
    evaluate.main()
    assert "skipped: real lines of shop chats" in capsys.readouterr().out
