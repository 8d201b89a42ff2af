"""The knowledge entries as files that a decision of a trainer changes: by a small difference, and never broken."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from anyio import to_thread

from assist_api.errors import EntriesNotWritable, EntryRefused
from knowledge_base import entries
from knowledge_base.entries import EntriesInvalid, Entry
from knowledge_base.entry_files import EntryFile, Raw, read_all

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NewEntry:
    id: str
    question: str
    variants: tuple[str, ...]
    answer: str
    tags: tuple[str, ...]
    public: bool


class EntryFiles:
    """One file a topic; an entry's id begins with its topic."""

    def __init__(self, folder: Path, rules: Mapping[str, object]) -> None:
        """`rules`: what the answers' policy slots may name."""
        self._folder = folder
        self._rules = rules
        self._writing = Lock()

    async def topics(self) -> list[str]:
        return await to_thread.run_sync(lambda: sorted(path.stem for path in self._folder.glob("*.yml")))

    async def load(self) -> list[Entry]:
        return await to_thread.run_sync(entries.load, self._folder)

    async def change(self, entry_id: str, answer: str, today: date) -> Entry:
        """Give an entry another answer."""
        return await to_thread.run_sync(self._change, entry_id, answer, today)

    async def add(self, new: NewEntry, today: date) -> Entry:
        """Put an entry at the end of its topic's file, or into a new one."""
        return await to_thread.run_sync(self._add, new, today)

    def _change(self, entry_id: str, answer: str, today: date) -> Entry:
        with self._writing:
            file, raw = self._found(entry_id)
            changed = file.changed({entry_id: {**raw, "answer": answer, "updated": today}})
            return self._written(file.path, changed.text, entry_id)

    def _add(self, new: NewEntry, today: date) -> Entry:
        with self._writing:
            if not entries.ENTRY_ID.fullmatch(new.id):
                raise EntryRefused("编号要写成“主题.名称”，只用小写字母、数字和下划线，例如 shipping.same_day。")
            _refuse_known(new, entries.load(self._folder))
            file = EntryFile.read(self._folder / f"{new.id.partition('.')[0]}.yml")
            return self._written(file.path, file.with_new([_raw(new, today)]).text, new.id)

    def _written(self, path: Path, text: str, entry_id: str) -> Entry:
        """The entry as it is read again; a file that cannot be read again is put back as it was."""
        before = path.read_bytes() if path.is_file() else None
        try:
            _replace(path, text.encode())
            return self._checked(entry_id)
        except OSError as error:
            raise EntriesNotWritable from error
        except EntryRefused:
            _put_back(path, before)
            raise

    def _checked(self, entry_id: str) -> Entry:
        try:
            found = entries.load(self._folder)
        except EntriesInvalid as error:
            log.warning("entry.refused id=%s", entry_id, exc_info=error)
            raise EntryRefused("知识库不接受这条内容，请检查问法、答案和占位符的写法。") from error
        entry = next(one for one in found if one.id == entry_id)
        if entries.unresolved([entry], self._rules):
            raise EntryRefused("答案里有店铺规则没有的占位符。")
        return entry

    def _found(self, entry_id: str) -> tuple[EntryFile, Raw]:
        for file in read_all(self._folder):
            for block in file.blocks:
                if block.raw["id"] == entry_id:
                    return file, block.raw
        raise EntryRefused("知识库里已经没有这条内容了。")


def _refuse_known(new: NewEntry, known: Sequence[Entry]) -> None:
    owners = {text: entry for entry in known for text in entry.texts}
    if any(entry.id == new.id for entry in known):
        raise EntryRefused(f"编号 {new.id} 已经有了，请换一个。")
    for text in (new.question, *new.variants):
        if text in owners:
            raise EntryRefused(f"问法“{text}”已经在“{owners[text].question}”（{owners[text].id}）里了。")


def _raw(new: NewEntry, today: date) -> Raw:
    return {
        "id": new.id,
        "question": new.question,
        "variants": list(new.variants),
        "answer": new.answer,
        "tags": list(new.tags),
        "public": new.public,
        "valid": {"from": today, "until": None},
    }


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever reads meanwhile."""
    beside = path.with_suffix(".yml.new")
    beside.write_bytes(content)
    os.replace(beside, path)


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        _replace(path, before)
