"""Merge, split, rename and move: first shown with all that they touch, then done if the data is still the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from anyio import to_thread
from scipy.sparse import csr_matrix

from assist_api.errors import DataChanged, DataChangeRefused
from assist_api.runner import Runner
from assist_api.services import data_care
from assist_api.services.people import Agent
from assist_api.teaching.aside import Aside
from assist_api.teaching.data_folder import Data, DataFolder
from assist_api.teaching.mentions import Mention, mentions, renamed, spoken_in_tests
from assist_api.teaching.quick_classifier import Guess, Machine, Sentences, guessed
from assist_api.teaching.text_vectors import TextVectors
from knowledge_base.onnx_encoder import Floats
from nlu_data.dataset import Sentence, UnknownIntent
from nlu_data.restructuring import DataDraft, NotPossible, gone, intent_after
from nlu_data.restructuring import Merge as Merge
from nlu_data.restructuring import Move as Move
from nlu_data.restructuring import Rename as Rename
from nlu_data.restructuring import Split as Split
from nlu_data.restructuring import Wish as Wish

REASONS = {
    "nothing_to_move": "这些句子已经不在原来的意图里了，请刷新。",
    "same_intent": "原意图和目标意图是同一个。",
    "name_taken": "这个名字已经有意图在用了，请换一个。",
    "bad_name": "名字只能用小写英文字母、数字和下划线，例如 ask_gift_card。",
    "split_needs_both": "拆分要选出一部分句子，并给原意图留下一部分。",
    "not_one_line": "意图目录里这个意图不是写在一行里，请联系管理员。",
}
MESSAGES: dict[type, Callable[[Any], str]] = {
    Move: lambda wish: f"Move {len(wish.texts)} sentences from {wish.source} to {wish.target}",
    Merge: lambda wish: f"Merge {wish.source} into {wish.target}",
    Rename: lambda wish: f"Name {wish.intent} {wish.name}",
    Split: lambda wish: f"Split {wish.new} from {wish.intent}",
}


@dataclass(frozen=True)
class Plan:
    """`left`: mentions of a name that nobody will bear, where no other name can be put by us."""

    draft: DataDraft
    mentions: list[Mention]
    left: list[Mention]


@dataclass(frozen=True)
class Learned:
    """What the quick classifier makes of the data as it stands."""

    stamp: str
    sentences: Sentences
    machine: Machine
    exam: csr_matrix
    guesses: list[Guess]


class Changer:
    def __init__(
        self,
        runner: Runner,
        folder: DataFolder,
        vectors: TextVectors,
        aside: Aside,
        home: Path,
        clock: Callable[[], datetime],
    ) -> None:
        """`home`: the folder of the product, whose rules, tests and programs name intents."""
        self._runner, self._folder, self._vectors = runner, folder, vectors
        self._aside, self._home, self._clock = aside, home, clock
        self._learned: Learned | None = None

    async def preview(self, wish: Wish) -> dict[str, Any]:
        """The files' differences and what is touched. Raises DataChangeRefused with the reason."""
        plan = await self._plan(wish)
        return {
            "stamp": plan.draft.files.stamp,
            "files": [{"path": one.path, "diff": one.diff} for one in plan.draft.files.changes],
            "mentions": [asdict(one) for one in plan.mentions],
            "left": len(plan.left),
        }

    async def flips(self, wish: Wish) -> dict[str, Any]:
        """What the exam says before and after, by the quick classifier; `won` and `lost` are what flips."""
        await self._plan(wish)
        data = await self._folder.read()
        exam = await self._vectors.of([one.plain for one in data.exam])
        train = await self._vectors.of_training([one.plain for one in data.train])
        return await self._aside.run(self._flips, wish, data, exam, train)

    async def apply(self, trainer: Agent, wish: Wish, stamp: str, accepts_left: bool) -> dict[str, Any]:
        """`stamp`: of the preview that was looked at. `accepts_left`: mentions may be left behind."""
        plan = await self._plan(wish)
        if plan.draft.files.stamp != stamp:
            raise DataChanged
        if plan.left and not accepts_left:
            raise DataChangeRefused(f"还有 {len(plan.left)} 处按这个名字办事，请先确认它们以后不再触发。")
        message = f"nlu_data: {MESSAGES[type(wish)](wish)}."
        written = await self._folder.write(plan.draft, trainer, message)
        what = f"{type(wish).__name__.lower()}_data"
        await self._runner.run(data_care.changed, trainer, what, written.files, self._clock())
        return asdict(written)

    async def _plan(self, wish: Wish) -> Plan:
        return await to_thread.run_sync(self._planned, wish)

    def _planned(self, wish: Wish) -> Plan:
        draft = DataDraft(self._folder.root)
        try:
            draft.do(wish)
        except NotPossible as refused:
            raise DataChangeRefused(REASONS[refused.reason]) from refused
        except UnknownIntent as unknown:
            raise DataChangeRefused("意图目录里没有这个意图，请刷新。") from unknown
        name, ours = gone(wish), self._home == draft.files.root
        if isinstance(wish, Rename) and name and ours:
            for path, text in renamed(self._home, name, wish.name):
                draft.files.put(path, text)
        found = list(mentions(self._home, name or _watched(wish)))
        left = [one for one in found if not (one.writable and isinstance(wish, Rename) and ours)] if name else []
        return Plan(draft, [*found, *spoken_in_tests(self._home, _texts(wish))], left)

    def _flips(self, wish: Wish, data: Data, exam: Floats, train: Floats) -> dict[str, Any]:
        before = self._before(data, exam, train)
        labels = [intent_after(wish, one) for one in data.train]
        changed = {
            name
            for one, label in zip(data.train, labels, strict=True)
            if one.intent != label
            for name in (one.intent, label)
        }
        right = [intent_after(wish, one) for one in data.exam]
        after = guessed(before.sentences.learn_again(before.machine, labels, changed), before.exam, right)
        return _told(data.exam, right, before.guesses, after)

    def _before(self, data: Data, exam: Floats, train: Floats) -> Learned:
        if self._learned is None or self._learned.stamp != data.stamp:
            sentences = Sentences([one.plain for one in data.train], train)
            machine = sentences.learn([one.intent for one in data.train])
            asked = sentences.of([one.plain for one in data.exam], exam)
            guesses = guessed(machine, asked, [one.intent for one in data.exam])
            self._learned = Learned(data.stamp, sentences, machine, asked, guesses)
        return self._learned


def _told(
    exam: Sequence[Sentence], right: Sequence[str], before: Sequence[Guess], after: Sequence[Guess]
) -> dict[str, Any]:
    rows = list(zip(exam, right, before, after, strict=True))
    hit_before = [one.intent == guess.intent for one, _, guess, _ in rows]
    hit_after = [label == guess.intent for _, label, _, guess in rows]
    return {
        "exam": len(rows),
        "before": float(np.mean(hit_before)) if rows else None,
        "after": float(np.mean(hit_after)) if rows else None,
        "won": list(_flipped(rows, [new and not old for old, new in zip(hit_before, hit_after, strict=True)])),
        "lost": list(_flipped(rows, [old and not new for old, new in zip(hit_before, hit_after, strict=True)])),
    }


def _flipped(rows: Sequence[tuple[Sentence, str, Guess, Guess]], chosen: Sequence[bool]) -> Iterator[dict[str, str]]:
    for (one, label, old, new), is_chosen in zip(rows, chosen, strict=True):
        if is_chosen:
            yield {"text": one.text, "right": label, "before": old.intent, "after": new.intent}


def _watched(wish: Wish) -> str:
    """The intent whose rules now answer what is changed."""
    return wish.intent if isinstance(wish, Rename | Split) else wish.source


def _texts(wish: Wish) -> set[str]:
    return set(wish.texts) if isinstance(wish, Move | Split) else set()
