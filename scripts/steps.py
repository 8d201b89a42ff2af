"""What must stand before the processes start, each made only where it is not current. Standard library only."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from scripts.commands import run, say, succeeds

STAMPS = Path("var/stamps")
CHINA = timezone(timedelta(hours=8))
ASSIST, BOT = ".venv/bin/python", ".venv-bot/bin/python"


@dataclass(frozen=True)
class Step:
    """One thing to make, and how to tell that it is due.

    `reads`: globs whose change makes it due; `settings`: variables that do; `makes`: what it leaves behind;
    `check`: a command to ask instead; `options`: arguments that a variable gives, where it is set; `tells`: what it
    printed is for whoever starts the shop.
    """

    name: str
    title: str
    command: tuple[str, ...]
    remedy: str
    reads: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    daily: bool = False
    not_with: tuple[str, ...] = ()
    tells: bool = False


SHOP = Step(
    "shop", "demo shop 演示店铺", (ASSIST, "-m", "shop.demo.create"),
    "Delete var/shop.db and run the same command again.",
    reads=("shop/**/*.py", "shop/**/*.yml"), makes=("var/shop.db",), daily=True, not_with=("XIAOER_SHOP_URL",),
)  # fmt: skip
KNOWLEDGE = Step(
    "knowledge", "knowledge index 知识库索引", (ASSIST, "-m", "knowledge_base.build"),
    "A wrong entry in knowledge_base/entries/ is named in the log.",
    reads=(
        "knowledge_base/*.py", "knowledge_base/*.yml", "knowledge_base/entries/*.yml", "knowledge_base/model/**/*",
    ),
    settings=("XIAOER_ENCODER",), options=(("--index", "XIAOER_INDEX_DIR"),), makes=("var/index",),
    tells=True,
)  # fmt: skip
FEELING = Step(
    "feeling", "feeling model 情绪模型", (ASSIST, "-m", "assist_api.feeling.train"),
    "A wrong file in nlu_data/feeling/ is named in the log.",
    reads=("assist_api/feeling/*.py", "nlu_data/feeling/**/*.yml", "knowledge_base/model/**/*"),
    settings=("XIAOER_ENCODER",), makes=("var/models/feeling",), options=(("--out", "XIAOER_FEELING_DIR"),),
)  # fmt: skip
SENTENCES = Step(
    "sentences", "sentence vectors 训练句向量", (ASSIST, "-m", "assist_api.teaching.known_sentences"),
    "`make lint` names a wrong file in nlu_data/.",
    reads=("nlu_data/intents.yml", "nlu_data/train/**/*.yml", "knowledge_base/model/**/*"),
    settings=("XIAOER_ENCODER", "XIAOER_NLU_DATA", "XIAOER_INDEX_DIR"), makes=("var/index/sentences.npz",), tells=True,
)  # fmt: skip
BOT_MODEL = Step(
    "bot", "bot 机器人模型 (a few minutes at first)", (BOT, "-m", "bot.train"),
    "`make lint` names a wrong file in nlu_data/ or bot/.", check=(BOT, "-m", "bot.train", "--check"),
)  # fmt: skip
DATABASE = Step(
    "database", "database 数据库", (ASSIST, "-m", "assist_api.migrate"),
    "Is XIAOER_DATABASE_URL right, and the database up?",
    reads=("assist_api/migrations/**/*.py", "assist_api/store/*.py", "assist_api/canned/*.yml"),
    settings=("XIAOER_DATABASE_URL",), makes=("var/xiaoer.db",),
)  # fmt: skip
MARKS = Step(
    "marks", "marks of feeling 客服的情绪标注", (ASSIST, "-m", "assist_api.feeling_marks"),
    "Is XIAOER_DATABASE_URL right, and the database up?", tells=True,
)  # fmt: skip
STAFF = Step(
    "staff", "demo log-ins 演示账号", (ASSIST, "-m", "assist_api.demo"),
    "Delete var/demo.json and run the same command again.",
    reads=("assist_api/demo.py", "shop/demo/**/*.py"),
    settings=("XIAOER_PORT", "XIAOER_DATABASE_URL", "XIAOER_SHOP_SECRET", "XIAOER_SHOP_ID"),
    makes=("var/demo.json", "var/xiaoer.db"), daily=True, not_with=("XIAOER_SHOP_URL",),
)  # fmt: skip

# Two cores: the bot trains beside everything else.
LANES = ((SHOP, KNOWLEDGE, FEELING, DATABASE, STAFF, SENTENCES), (BOT_MODEL,))


def command_of(step: Step) -> tuple[str, ...]:
    given = ((option, os.environ[name]) for option, name in step.options if os.environ.get(name))
    return (*step.command, *(word for pair in given for word in pair))


def bring(step: Step, force: bool = False) -> None:
    if not (force or is_due(step)):
        return
    log = Path(f"var/log/{step.name}-step.log")
    run(step.title, command_of(step), log, step.remedy)
    for line in log.read_text("utf8").splitlines() if step.tells else ():
        say(f"{step.title}: {line}")
    if not step.check:
        STAMPS.mkdir(parents=True, exist_ok=True)
        _stamp(step).write_text(fingerprint(step), "utf8")


def is_due(step: Step) -> bool:
    skipped = next((name for name in step.not_with if os.environ.get(name)), None)
    if skipped:
        say(f"{step.title}: left out, since {skipped} names a shop of your own")
        return False
    if step.check:
        return not succeeds(step.check)
    stamp = _stamp(step)
    return not stamp.exists() or stamp.read_text("utf8") != fingerprint(step) or not all(map(_stands, step.makes))


def fingerprint(step: Step) -> str:
    digest = hashlib.sha256()
    for line in _facts(step):
        digest.update(line)
    return digest.hexdigest()


def _facts(step: Step) -> Iterator[bytes]:
    yield repr((command_of(step), [(name, os.environ.get(name, "")) for name in step.settings])).encode()
    if step.daily:  # the demo's dates are relative to the shop's today
        yield datetime.now(CHINA).date().isoformat().encode()
    for path in sorted({path for pattern in step.reads for path in Path().glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            yield str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()


def _stands(place: str) -> bool:
    """A file, or a folder with something in it. A database elsewhere cannot be seen: its steps run every time."""
    path = Path(place)
    if path.name == "xiaoer.db" and os.environ.get("XIAOER_DATABASE_URL"):
        return False
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _stamp(step: Step) -> Path:
    return STAMPS / step.name
