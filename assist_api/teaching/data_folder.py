"""The bot's sentences on disk, for one writer at a time: read once for each stand of the files, changed by drafts."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from anyio import to_thread

from assist_api.errors import DataChanged, DataNotWritable
from assist_api.services.people import Agent
from nlu_data.dataset import Intent, Sentence, read_catalogue, read_sentences
from nlu_data.drafts import FilesChanged
from nlu_data.restructuring import DataDraft

log = logging.getLogger(__name__)
COMMITTER = ("-c", "user.name=Xiaoer", "-c", "user.email=xiaoer@localhost")
READ = ("intents.yml", "known_failures.yml", "train/*/*.yml", "test/*/*.yml")


@dataclass(frozen=True)
class Data:
    """`stamp` names the stand of the files."""

    stamp: str
    catalogue: dict[str, Intent]
    train: list[Sentence]
    exam: list[Sentence]


@dataclass(frozen=True)
class Written:
    """`commit`: its number, None where nothing was committed; `problem`: why not, where it should have been."""

    files: list[str]
    commit: str | None = None
    problem: str | None = None


class DataFolder:
    def __init__(self, root: Path, commits: bool) -> None:
        """`commits`: each change becomes a git commit in the trainer's name."""
        self.root = root.resolve()
        self._commits = commits
        self._data: Data | None = None
        self._reading = Lock()
        self._writing = asyncio.Lock()

    async def read(self) -> Data:
        return await to_thread.run_sync(self._read)

    async def draft(self) -> DataDraft:
        return DataDraft(self.root)

    async def write(self, draft: DataDraft, author: Agent, message: str) -> Written:
        """Raises DataChanged where a file is not any more as the draft had read it; then nothing is written."""
        async with self._writing:
            return await to_thread.run_sync(self._write, draft, author, message)

    def _read(self) -> Data:
        with self._reading:
            stamp = self._stamp()
            if self._data is None or self._data.stamp != stamp:
                sides = read_sentences("train", self.root), read_sentences("test", self.root)
                self._data = Data(stamp, read_catalogue(self.root), *sides)
            return self._data

    def _stamp(self) -> str:
        files = sorted(path for pattern in READ for path in self.root.glob(pattern))
        stand = [(str(path), (found := path.stat()).st_mtime_ns, found.st_size) for path in files]
        return hashlib.sha256(repr(stand).encode()).hexdigest()[:16]

    def _write(self, draft: DataDraft, author: Agent, message: str) -> Written:
        try:
            paths = draft.files.apply()
        except FilesChanged as error:
            raise DataChanged from error
        except OSError as error:
            raise DataNotWritable from error
        files = [str(path.relative_to(draft.files.root)) for path in paths]
        log.info("data.written files=%d by=%s", len(files), author.id)
        return self._committed(files, author, message) if self._commits and files else Written(files)

    def _committed(self, files: Sequence[str], author: Agent, message: str) -> Written:
        """What is written stays written where git refuses."""
        by = f"{author.name} <{author.id}@xiaoer.invalid>"
        try:
            self._git("add", "--all", "--", *files)
            self._git(*COMMITTER, "commit", "--only", "--quiet", "--author", by, "--message", message, "--", *files)
            return Written(list(files), self._git("rev-parse", "--short", "HEAD").strip())
        except (OSError, subprocess.CalledProcessError) as error:
            log.warning("data.not_committed", exc_info=error)
            return Written(list(files), problem="数据已写入，但没能提交到 git，请联系管理员。")

    def _git(self, *arguments: str) -> str:
        command = ("git", "-C", str(self.root.parent), *arguments)
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
