from __future__ import annotations

import subprocess
from pathlib import Path

import anyio
import pytest

from assist_api.errors import DataChanged
from assist_api.services.people import Agent
from assist_api.teaching.data_folder import DataFolder, Written
from nlu_data.dataset import add_sentences
from nlu_data.restructuring import DataDraft
from tests.assist_api.teaching.data import put, write_data

TRAINER = Agent("t1", "小林", ("reviewer",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_data(tmp_path / "nlu_data")


def git(root: Path, *arguments: str) -> str:
    found = subprocess.run(("git", "-C", str(root.parent), *arguments), check=True, capture_output=True, text=True)
    return found.stdout.strip()


def written(folder: DataFolder, text: str = "点赞点赞") -> Written:
    draft = DataDraft(folder.root)
    draft.add("praise", [text])
    return anyio.run(folder.write, draft, TRAINER, "nlu_data: Add one.")


def test_a_change_is_a_commit_in_the_trainers_name_and_nothing_else_is_in_it(root: Path) -> None:
    git(root, "init", "--quiet")
    put(root.parent / "other.txt", "not ours")
    git(root, "add", "other.txt")
    told = written(DataFolder(root, commits=True))
    assert git(root, "log", "--format=%an|%s|%h") == f"小林|nlu_data: Add one.|{told.commit}"
    assert git(root, "show", "--name-only", "--format=") == "nlu_data/train/service/praise.yml"
    assert git(root, "status", "--short", "other.txt") == "A  other.txt"


def test_what_git_refuses_is_written_all_the_same(root: Path) -> None:
    told = written(DataFolder(root, commits=True))
    assert (told.commit, told.files) == (None, ["nlu_data/train/service/praise.yml"])
    assert "没能提交" in (told.problem or "")


def test_without_the_setting_nothing_is_committed(root: Path) -> None:
    assert written(DataFolder(root, commits=False)).problem is None


def test_the_data_is_read_again_when_a_file_has_changed(root: Path) -> None:
    folder = DataFolder(root, commits=False)
    before = anyio.run(folder.read)
    assert anyio.run(folder.read) is before
    add_sentences("praise", ["点赞点赞"], root=root)
    after = anyio.run(folder.read)
    assert (len(after.train) - len(before.train), after.stamp == before.stamp) == (1, False)


def test_a_draft_of_an_older_stand_is_refused(root: Path) -> None:
    draft = DataDraft(root)
    draft.add("praise", ["点赞点赞"])
    add_sentences("praise", ["别人写的"], root=root)
    with pytest.raises(DataChanged):
        anyio.run(DataFolder(root, commits=False).write, draft, TRAINER, "x")
