"""The knowledge entries as files that a decision of a trainer changes: by a small difference, and never broken."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from anyio import to_thread

from assist_api.adapters.entry_words import raw_of, words_in
from assist_api.domain.entry_drafts import Words
from assist_api.errors import EntriesNotWritable, EntryChanged, EntryRefused
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

    async def find(self, entry_id: str) -> Words | None:
        """What the entry says in its file; None where no file has it."""
        return await to_thread.run_sync(self._find, entry_id)

    async def write(self, entry_id: str, words: Words | None, present: Words | None, today: date) -> Entry | None:
        """Let the entry say `words` from now on, or end for None. Raises EntryChanged where it is not `present` now.

        What is written already is no error: whoever was interrupted behind the writing writes again.
        """
        return await to_thread.run_sync(self._write, entry_id, words, present, today)

    def _find(self, entry_id: str) -> Words | None:
        """Only a file that names the entry is parsed: all of them take a second."""
        naming = [path for path in self._folder.rglob("*.yml") if entry_id in path.read_text("utf-8")]
        return _words((EntryFile.read(path) for path in naming), entry_id)

    def _write(self, entry_id: str, words: Words | None, present: Words | None, today: date) -> Entry | None:
        with self._writing:
            files = {file.path: file for file in read_all(self._folder)}
            now = _words(files.values(), entry_id)
            if now not in (words, present):
                raise EntryChanged(now.body() if now else None)
            if now == words:
                return self._checked(entry_id) if words else None
            after = _without(files, entry_id) if words is None else _with(files, self._folder, entry_id, words, today)
            changed = {path: file.text if file.blocks else None for path, file in after.items()}
            return self._written(changed, entry_id if words else None)

    def _change(self, entry_id: str, answer: str, today: date) -> Entry:
        with self._writing:
            file, raw = self._found(entry_id)
            changed = file.changed({entry_id: {**raw, "answer": answer, "updated": today}})
            return self._entry({file.path: changed.text}, entry_id)

    def _add(self, new: NewEntry, today: date) -> Entry:
        with self._writing:
            if not entries.ENTRY_ID.fullmatch(new.id):
                raise EntryRefused("编号要写成“主题.名称”，只用小写字母、数字和下划线，例如 shipping.same_day。")
            _refuse_known(new, entries.load(self._folder))
            file = EntryFile.read(self._folder / f"{new.id.partition('.')[0]}.yml")
            return self._entry({file.path: file.with_new([_raw(new, today)]).text}, new.id)

    def _entry(self, texts: Mapping[Path, str | None], entry_id: str) -> Entry:
        written = self._written(texts, entry_id)
        assert written is not None
        return written

    def _written(self, texts: Mapping[Path, str | None], entry_id: str | None) -> Entry | None:
        """The entry as it is read again; files that cannot be read again are put back as they were. None: no file."""
        before = {path: path.read_bytes() if path.is_file() else None for path in texts}
        try:
            for path, text in texts.items():
                _put(path, None if text is None else text.encode())
            return self._checked(entry_id)
        except OSError as error:
            raise EntriesNotWritable from error
        except EntryRefused:
            for path, content in before.items():
                _put(path, content)
            raise

    def _checked(self, entry_id: str | None) -> Entry | None:
        try:
            found = entries.load(self._folder)
        except EntriesInvalid as error:
            log.warning("entry.refused id=%s", entry_id, exc_info=error)
            raise EntryRefused("知识库不接受这条内容，请检查问法、答案和占位符的写法。") from error
        entry = next((one for one in found if one.id == entry_id), None)
        if entry and entries.unresolved([entry], self._rules):
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


def _words(files: Iterable[EntryFile], entry_id: str) -> Words | None:
    raws = (block.raw for file in files for block in file.blocks)
    return next((words_in(raw) for raw in raws if raw["id"] == entry_id), None)


def _with(
    files: Mapping[Path, EntryFile], folder: Path, entry_id: str, words: Words, today: date
) -> dict[Path, EntryFile]:
    """The one file that changes: where the entry stands, else that of its topic."""
    for path, file in files.items():
        for block in file.blocks:
            if block.raw["id"] == entry_id:
                return {path: file.changed({entry_id: raw_of(entry_id, words, today, block.raw)})}
    home = folder / f"{entry_id.partition('.')[0]}.yml"
    return {home: files.get(home, EntryFile.read(home)).with_new([raw_of(entry_id, words, today)])}


def _without(files: Mapping[Path, EntryFile], entry_id: str) -> dict[Path, EntryFile]:
    """The files that change; no other entry is related to what is gone."""
    after = {}
    for path, file in files.items():
        naming = [block.raw for block in file.blocks if entry_id in (block.raw.get("related") or ())]
        rest = {raw["id"]: {**raw, "related": [one for one in raw["related"] if one != entry_id]} for raw in naming}
        if rest or any(block.raw["id"] == entry_id for block in file.blocks):
            after[path] = file.changed(rest).without([entry_id])
    return after


def _put(path: Path, content: bytes | None) -> None:
    """Whole or not at all, whoever reads meanwhile; None: no file."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    beside = path.with_suffix(".yml.new")
    beside.write_bytes(content)
    os.replace(beside, path)
