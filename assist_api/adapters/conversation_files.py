"""Conversation tests that trainers keep: one file in the folder of the data, which tests/conversations speaks too."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import yaml
from anyio import to_thread

from assist_api.domain.conversation_tests import mistakes
from assist_api.errors import ConversationTestRefused, EntriesNotWritable

FILE = Path("conversations") / "from_trials.yml"
_HEAD = "# Dialogues kept from trials of models; the form is that of tests/conversations/dialogue.py.\n\n"


class ConversationFiles:
    def __init__(self, data: Path) -> None:
        self._file = data / FILE
        self._writing = Lock()

    async def add(self, text: str) -> str:
        """Put the dialogues at the end of the file; the name of the file. Raises for what is none, or there already."""
        return await to_thread.run_sync(self._add, text)

    def _add(self, text: str) -> str:
        new = read(text)
        with self._writing:
            before = self._file.read_text("utf-8") if self._file.is_file() else _HEAD
            names = {one["name"] for one in yaml.safe_load(before) or ()}
            if taken := next((one["name"] for one in new if one["name"] in names), None):
                raise ConversationTestRefused(f"已经有叫“{taken}”的对话测试了，请换个名字。")
            gap = "" if before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
            self._put(before + gap + text.strip("\n") + "\n")
        return FILE.as_posix()

    def _put(self, text: str) -> None:
        """Whole or not at all."""
        beside = self._file.with_suffix(".yml.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, "utf-8")
            os.replace(beside, self._file)
        except OSError as error:
            raise EntriesNotWritable("对话测试的文件写不进去，请检查文件夹的权限。") from error


def read(text: str) -> list[dict[str, Any]]:
    """The dialogues of a text. Raises ConversationTestRefused with what is wrong with it."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConversationTestRefused("这段文字不是合法的 YAML，请检查缩进和引号。") from error
    if wrong := next(mistakes(found), None):
        raise ConversationTestRefused(wrong)
    dialogues: list[dict[str, Any]] = found
    return dialogues


def written(dialogue: Mapping[str, Any]) -> str:
    """As the files of tests/conversations are written: what is expected of a turn on one line."""
    about = [f"{key}: {_flow(value)}" for key, value in dialogue.items() if key != "turns"]
    turns = [line for turn in dialogue["turns"] for line in _turn(turn)]
    return "\n".join([f"- {about[0]}", *(f"  {line}" for line in about[1:]), "  turns:", *turns]) + "\n"


def _turn(turn: Mapping[str, Any]) -> Sequence[str]:
    lines = [f"{key}: {_flow(value)}" for key, value in turn.items()]
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
