from __future__ import annotations

from pathlib import Path

import pytest

from nlu_data.drafts import Draft, FilesChanged


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (tmp_path / "a.yml").write_text("one\ntwo\n", encoding="utf-8")
    return Draft(tmp_path)


def test_nothing_is_written_before_it_is_applied(draft: Draft) -> None:
    draft.put("a.yml", "one\n二\n")
    assert draft.read("a.yml") == "one\n二\n"
    assert (draft.root / "a.yml").read_text("utf-8") == "one\ntwo\n"
    assert draft.apply() == [draft.root / "a.yml"]
    assert (draft.root / "a.yml").read_text("utf-8") == "one\n二\n"


def test_the_difference_is_shown(draft: Draft) -> None:
    draft.put("a.yml", "one\n二\n")
    assert [one.diff for one in draft.changes] == ["--- a.yml\n+++ a.yml\n@@ -1,2 +1,2 @@\n one\n-two\n+二\n"]


def test_files_come_and_go(draft: Draft) -> None:
    draft.put("a.yml", None)
    draft.put("new/b.yml", "b\n")
    draft.apply()
    assert not (draft.root / "a.yml").exists()
    assert (draft.root / "new" / "b.yml").read_text("utf-8") == "b\n"


def test_what_somebody_else_changed_meanwhile_is_left_alone(draft: Draft) -> None:
    draft.put("a.yml", "mine\n")
    draft.put("b.yml", "mine\n")
    (draft.root / "b.yml").write_text("theirs\n", encoding="utf-8")
    with pytest.raises(FilesChanged):
        draft.apply()
    assert (draft.root / "a.yml").read_text("utf-8") == "one\ntwo\n"


def test_a_file_that_cannot_be_written_takes_the_others_back(draft: Draft) -> None:
    draft.put("a.yml", "mine\n")
    draft.put("b/c.yml", "mine\n")
    (draft.root / "b").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(OSError, match="b"):
        draft.apply()
    assert (draft.root / "a.yml").read_text("utf-8") == "one\ntwo\n"


def test_the_stamp_changes_with_the_changes(draft: Draft) -> None:
    first = draft.stamp
    draft.put("a.yml", "mine\n")
    assert draft.stamp != first
    draft.put("a.yml", "one\ntwo\n")
    assert draft.stamp == first
