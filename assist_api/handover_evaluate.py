"""`python -m assist_api.handover_evaluate`: whether the right talks are handed over, and at the right message.

Dialogues written apart (nlu_data/handover), read by the real models: the bot's own parser, which is started here unless
`--bot` names one that runs, and the feeling model. A verdict is what /api/v1/assist/handover says of the dialogue.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import httpx

from assist_api.adapters.bot import BotClient
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.talk import TalkReader
from assist_api.dialogues import DialogueReader, Line, Verdict, judge
from assist_api.domain.thresholds import Thresholds
from assist_api.feeling.model import MODEL_DIR
from assist_api.supervisor.ports import another
from assist_api.supervisor.programs import Ports, programs
from knowledge_base.encoder import open_encoder
from nlu_data.handover_dialogues import HALVES, NEED_A_PERSON, Dialogue, files_of, read_file

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 180
PARSE_LIMIT_S = 60.0
NEVER = ("look_alike", "joke")  # none of these may be handed over


@dataclass(frozen=True)
class Judged:
    dialogue: Dialogue
    verdict: Verdict

    @property
    def right(self) -> bool:
        return (self.verdict.place is None) == (self.dialogue.handover is None)

    @property
    def on_time(self) -> bool:
        """At the right message of the shopper or the one before or after it; nothing where nothing is due."""
        if self.verdict.place is None or self.dialogue.handover is None:
            return self.right
        places = [place for place, turn in enumerate(self.dialogue.turns) if turn.who == "shopper"]
        return abs(places.index(self.verdict.place) - places.index(self.dialogue.handover)) <= 1


def main() -> None:
    arguments = _arguments()
    with nullcontext(arguments.bot) if arguments.bot else served_bot() as url:
        asyncio.run(_measure(url, arguments))


async def _measure(url: str, arguments: argparse.Namespace) -> None:
    thresholds = Thresholds.of(tomllib.loads(arguments.thresholds.read_text("utf-8")))
    bot = BotClient(url, PARSE_LIMIT_S)
    feeling = FeelingReader(arguments.feeling, open_encoder(os.environ.get("XIAOER_ENCODER")))
    reader = DialogueReader(bot, feeling, TalkReader())
    for file in chain.from_iterable(files_of(half) for half in arguments.half):
        judged = [await _judged(reader, dialogue, thresholds) for dialogue in read_file(file)]
        print("\n".join(report(f"{file.parent.name}/{file.stem}", judged)))
        if arguments.misses and file.parent.name != "exam":
            print("\n".join(misses(judged)))
    await bot.close()


async def _judged(reader: DialogueReader, dialogue: Dialogue, thresholds: Thresholds) -> Judged:
    lines = [Line(turn.text, turn.who == "shopper") for turn in dialogue.turns]
    return Judged(dialogue, judge(await reader.read(lines), thresholds))


def report(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    due = [one for one in judged if one.dialogue.handover is not None]
    wrong = sum(not one.right for one in judged if one.dialogue.kind in NEVER)
    yield (
        f"{name}: {len(judged)} dialogues, {len(due)} need a person; right {_share(one.right for one in judged)}, "
        f"at the right message or one beside it {_share(one.on_time for one in due)}, "
        f"jokes and look-alikes handed over: {wrong}"
    )
    by_kind: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_kind[one.dialogue.kind].append(one)
    for kind, those in sorted(by_kind.items(), key=lambda pair: (pair[0] not in NEED_A_PERSON, pair[0])):
        right, on_time = sum(one.right for one in those), sum(one.on_time for one in those)
        yield f"  {kind:11} right {right:2} on time {on_time:2} of {len(those)}"


def misses(judged: Sequence[Judged]) -> Iterator[str]:
    """The dialogues gone wrong, with the reasons that were found. Not for the exam: who tunes does not read it."""
    for one in judged:
        if not (one.right and one.on_time):
            found = one.verdict.decision.reasons if one.verdict.decision else ()
            why = ", ".join(f"{reason.code} {reason.weight}" for reason in found)
            yield f"  {one.dialogue.id}: due {one.dialogue.handover}, handed over {one.verdict.place} ({why})"


@contextmanager
def served_bot() -> Iterator[str]:
    """The bot's server on a free port, for as long as this lasts; only its parser is asked."""
    with tempfile.TemporaryDirectory() as folder:
        port = another(20_000)
        program = next(one for one in programs(Ports(bot=port), os.environ) if one.name == "bot")
        environment = {**os.environ, **program.environment, "XIAOER_TRACKER_DB": f"{folder}/tracker.db"}
        with (Path(folder) / "bot.log").open("wb") as log:
            process = subprocess.Popen(program.command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(process, program.health_url)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The bot did not start; `make train` trains it.")
        time.sleep(0.5)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _share(holds: Iterable[bool]) -> str:
    each = list(holds)
    return f"{sum(each)} of {len(each)} ({sum(each) / max(len(each), 1):.1%})"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the handover policy on dialogues.")
    parser.add_argument("--bot", help="address of a bot that runs; else one is started")
    parser.add_argument("--thresholds", type=Path, default=ROOT / "assist_api" / "handover.toml")
    parser.add_argument("--feeling", type=Path, default=MODEL_DIR, help="folder of the feeling model")
    parser.add_argument("--half", nargs="*", default=["exam"], choices=HALVES, help="what the model learned is memory")
    parser.add_argument("--misses", action="store_true", help="list them; never those of the exam")
    return parser.parse_args()


if __name__ == "__main__":
    main()
