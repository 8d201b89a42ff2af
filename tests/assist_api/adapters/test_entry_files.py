"""A decision of a trainer changes the entries' files by a small difference, and never breaks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest

from assist_api.adapters.entry_files import EntryFiles, NewEntry
from assist_api.domain.entry_drafts import Words
from assist_api.errors import EntriesNotWritable, EntryChanged, EntryRefused
from knowledge_base.entries import ENTRIES
from knowledge_base.entry_files import EntryFile

TODAY = date(2026, 11, 23)
FILE = """\
# 售后
- id: returns.how
  question: 怎么退货？
  variants:
    - 咋退啊
    - 退货在哪申请
  answer: "{policy.returns.days} 天内可以退，点申请售后。"  # 与页面一致
  tags: [退换政策]
  public: true
  valid: {from: 2026-01-01, until: null}
  related: [returns.fee]

- id: returns.fee
  question: 退货邮费谁出？
  variants:
    - 邮费算谁的
  answer: 质量问题由我们承担。
  tags: [退换政策]
  public: true
  valid: {from: 2026-01-01, until: null}
"""
NEW = NewEntry("shoes.engraving", "鞋子可以刻字吗？", ("能刻名字不",), "可以的，下单备注就行。", ("定制",), True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "returns.yml").write_text(FILE, "utf-8")
    return tmp_path


@pytest.fixture
def files(folder: Path) -> EntryFiles:
    return EntryFiles(folder, {"policy.returns.days": 7})


def difference(folder: Path) -> list[str]:
    after = (folder / "returns.yml").read_text("utf-8").splitlines()
    lines = unified_diff(FILE.splitlines(), after, lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("path", sorted(ENTRIES.glob("*.yml")), ids=lambda path: path.stem)
def test_a_file_of_the_shop_is_written_as_it_was_read(path: Path) -> None:
    text = path.read_text("utf-8")
    assert EntryFile.read(path).text == text


async def test_another_answer_changes_its_line_and_adds_the_day(folder: Path, files: EntryFiles) -> None:
    entry = await files.change("returns.how", "{policy.returns.days} 天内可以退，吊牌先别剪。", TODAY)
    assert (entry.answer, entry.updated) == ("{policy.returns.days} 天内可以退，吊牌先别剪。", TODAY)
    assert difference(folder) == [
        '-  answer: "{policy.returns.days} 天内可以退，点申请售后。"  # 与页面一致',
        '+  answer: "{policy.returns.days} 天内可以退，吊牌先别剪。"  # 与页面一致',
        "+  updated: 2026-11-23",
    ]


async def test_a_second_change_leaves_one_day(folder: Path, files: EntryFiles) -> None:
    await files.change("returns.fee", "由我们承担。", TODAY)
    await files.change("returns.fee", "都由我们承担。", date(2026, 12, 1))
    assert difference(folder)[1:] == ["+  answer: 都由我们承担。", "+  updated: 2026-12-01"]


async def test_a_new_entry_stands_at_the_end_of_its_topic(folder: Path, files: EntryFiles) -> None:
    entry = await files.add(NewEntry("returns.engraved", *list(vars(NEW).values())[1:]), TODAY)
    assert entry.question == "鞋子可以刻字吗？"
    assert difference(folder) == [
        "+",
        "+- id: returns.engraved",
        "+  question: 鞋子可以刻字吗？",
        "+  variants:",
        "+    - 能刻名字不",
        "+  answer: 可以的，下单备注就行。",
        "+  tags: [定制]",
        "+  public: true",
        "+  valid: {from: 2026-11-23, until: null}",
    ]


async def test_a_new_topic_gets_a_file(folder: Path, files: EntryFiles) -> None:
    await files.add(NEW, TODAY)
    assert await files.topics() == ["returns", "shoes"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"id": "Shoes"}, "编号要写成"),
        ({"id": "returns.how"}, "已经有了"),
        ({"question": "咋退啊"}, "已经在“怎么退货？”"),
        ({"answer": "{policy.nothing} 天"}, "没有的占位符"),
        ({"answer": "{shop.days} 天"}, "不接受"),
        ({"variants": ()}, "不接受"),
    ],
)
async def test_what_the_knowledge_refuses_leaves_the_files_as_they_were(
    folder: Path, files: EntryFiles, changed: dict[str, object], why: str
) -> None:
    with pytest.raises(EntryRefused, match=why):
        await files.add(NewEntry(**{**vars(NEW), **changed}), TODAY)
    assert [path.name for path in folder.iterdir()] == ["returns.yml"]
    assert difference(folder) == []


async def test_an_entry_that_is_gone_is_refused(files: EntryFiles) -> None:
    with pytest.raises(EntryRefused, match="已经没有这条"):
        await files.change("returns.gone", "好的", TODAY)


async def test_a_folder_that_cannot_be_written_is_told(folder: Path, files: EntryFiles) -> None:
    (folder / "returns.yml.new").mkdir()
    with pytest.raises(EntriesNotWritable):
        await files.change("returns.fee", "由我们承担。", TODAY)
    assert difference(folder) == []


HOW = Words("怎么退货？", ("咋退啊",), "点申请售后。", ("退换政策",), True, date(2026, 1, 1), None, ("returns.fee",))


async def test_only_the_fields_that_differ_are_written(folder: Path, files: EntryFiles) -> None:
    entry = await files.write("returns.how", HOW, await files.find("returns.how"), TODAY)
    assert entry is not None and entry.variants == ("咋退啊",)
    assert difference(folder) == [
        "-    - 退货在哪申请",
        '-  answer: "{policy.returns.days} 天内可以退，点申请售后。"  # 与页面一致',
        "+  answer: 点申请售后。  # 与页面一致",
        "+  updated: 2026-11-23",
    ]


async def test_an_entry_that_ends_leaves_no_relation_behind(folder: Path, files: EntryFiles) -> None:
    assert await files.write("returns.fee", None, await files.find("returns.fee"), TODAY) is None
    (entry,) = await files.load()
    assert (entry.id, entry.related) == ("returns.how", ())


async def test_the_last_entry_of_a_topic_takes_its_file_along(folder: Path, files: EntryFiles) -> None:
    await files.add(NEW, TODAY)
    await files.write(NEW.id, None, await files.find(NEW.id), TODAY)
    assert await files.topics() == ["returns"]


async def test_what_is_not_as_the_writer_saw_it_is_not_written_over(folder: Path, files: EntryFiles) -> None:
    seen = await files.find("returns.how")
    await files.change("returns.how", "不行。", TODAY)
    with pytest.raises(EntryChanged) as told:
        await files.write("returns.how", HOW, seen, TODAY)
    assert told.value.details["now"]["answer"] == "不行。"


async def test_who_writes_the_same_once_more_is_not_refused(folder: Path, files: EntryFiles) -> None:
    seen = await files.find("returns.how")
    await files.write("returns.how", HOW, seen, TODAY)
    assert (await files.write("returns.how", HOW, seen, TODAY)) is not None
    await files.write("returns.how", None, HOW, TODAY)
    assert (await files.write("returns.how", None, HOW, TODAY)) is None


async def test_files_that_would_not_fit_together_stay_as_they_were(folder: Path, files: EntryFiles) -> None:
    with pytest.raises(EntryRefused):
        await files.write("returns.how", replace(HOW, related=("no.where",)), await files.find("returns.how"), TODAY)
    assert difference(folder) == []
