"""A trainer's training: `.venv-bot/bin/python -m bot.training_run --data FOLDER --out FOLDER --card FILE`.

The service starts it as a process of its own (assist_api/training). The data is a copy of nlu_data that nobody changes
meanwhile. It trains, reads the exam with the new model and the live one, cross-validates, and writes the score card.
A line of its output that begins with `>>` says how far it is; the others are its log.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot import live, score_card, sentences
from bot.components.encoder_featurizer import BATCH
from bot.cross_validation import FOLDS, cross_validated
from bot.kept_vectors import KeptVectors
from bot.live import UnknownModel
from bot.paths import settle_libraries
from bot.readings import Reading, read_all
from bot.train import model_path, show_progress, train

PARTS_AFTER_ENCODING = 3  # lines of progress that the pipeline has given at least by then
ENCODING_FROM, ENCODING_TO = 0.2, 0.8  # shares of a training
RASA_SAYS = {
    "Starting to train component": "开始训练部件",
    "Finished training component": "训练好部件",
    "Restored component": "沿用没变的部件",
    " from cache.": "。",
}
Forget = Callable[[str], None]
WARM_UP = 20  # sentences: a model's first are slow
TOLD_EVERY = 1_000  # sentences that are encoded


@dataclass(frozen=True)
class Stage:
    """`begins` and `ends`: shares of the whole run, as long as each takes."""

    name: str
    begins: float
    ends: float

    def tell(self, share: float) -> None:
        done = self.begins + (self.ends - self.begins) * min(share, 1.0)
        print(f">> {json.dumps({'stage': self.name, 'done': round(done, 3)})}", flush=True)


READ = Stage("read", 0.0, 0.02)
TRAIN = Stage("train", 0.02, 0.55)
EXAM = Stage("exam", 0.55, 0.7)
CROSS = Stage("cross_validation", 0.7, 1.0)


@dataclass(frozen=True)
class Asked:
    """A loaded model, and what it made of the exam and of the known failures."""

    agent: Any
    load_s: float
    exam: list[Reading]
    failures: list[Reading]


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    settle_libraries()
    READ.tell(0)
    vectors = KeptVectors(Path("var/cache/vectors").absolute(), _encoded)
    if known := vectors.read():
        print(f"已有 {known} 句的向量，不用重新编码。", flush=True)
    model = _trained(arguments.data, arguments.out)
    vectors.write()
    card = asyncio.run(_card(arguments.data, model, _live_model(arguments.live), vectors.forget))
    vectors.write()
    arguments.card.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
    CROSS.tell(1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train a candidate and write its score card.")
    parser.add_argument("--data", type=Path, required=True, help="a copy of nlu_data")
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    parser.add_argument("--card", type=Path, required=True, help="the score card, to be written")
    parser.add_argument("--live", default="", help="name of the live model, to compare with")
    return parser.parse_args()


def _encoded(done: int, wanted: int) -> None:
    if wanted <= BATCH:  # a sentence of the exam: no progress of the training
        return
    if done % TOLD_EVERY < BATCH or done == wanted:
        print(f"编码句子：{done}/{wanted}", flush=True)
        TRAIN.tell(ENCODING_FROM + (ENCODING_TO - ENCODING_FROM) * done / wanted)


def _live_model(name: str) -> Path | None:
    try:
        return live.find(name) if name else None
    except UnknownModel:
        print(f"线上模型 {name} 的文件不在这里，这次没有对比。", flush=True)
        return None


def _trained(data: Path, out: Path) -> Path:
    model = model_path(data / "train", out)
    TRAIN.tell(0)
    if model.exists():
        print(f"{model.name} 已经用同样的数据训练过，不再重复训练。", flush=True)
        return model
    began, told = time.monotonic(), 0

    def progress(line: str) -> None:
        nonlocal told
        told += 1
        print(_in_chinese(line), flush=True)
        if told > PARTS_AFTER_ENCODING:
            TRAIN.tell(ENCODING_TO)

    show_progress(progress)
    train(data / "train", model)
    print(f"训练完成：{model.name}，用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    return model


def _in_chinese(line: str) -> str:
    for said, meant in RASA_SAYS.items():
        line = line.replace(said, meant)
    return line


async def _card(data: Path, model: Path, live_model: Path | None, forget: Forget) -> dict[str, Any]:
    models = [model, live_model] if live_model else [model]
    failures = sentences.known_failures(data / "known_failures.yml")
    exam = sentences.read(data / "test")
    if not exam:
        raise SystemExit("考卷是空的，没法评分。")
    new, *old = await _asked(models, exam, failures, forget)
    trained_on = sentences.read(data / "train")
    print(f"交叉验证：{len(trained_on)} 句训练数据，分 {FOLDS} 份轮流考。", flush=True)
    crossed = cross_validated(new.agent, trained_on, CROSS.tell)
    return {
        "model": model.name,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "live": live_model.name if live_model else None,
        "names": sentences.names(data / "intents.yml"),
        "sentences": len(trained_on),
        "new": {**_of_exam(new, model), "cross_validation": score_card.summary(crossed) if crossed else None},
        "old": _of_exam(old[0], live_model) if old and live_model else None,
        "changes": score_card.changes(new.exam, old[0].exam) if old else None,
        "crossed": {"intents": score_card.per_intent(crossed), "confusions": score_card.confusions(crossed)},
        "known_failures": {"there": len(failures), "mended": [asdict(one) for one in new.failures if one.hit]},
    }


async def _asked(
    models: Sequence[Path], exam: Sequence[tuple[str, str]], failures: Sequence[tuple[str, str]], forget: Forget
) -> list[Asked]:
    print(f"考卷：{len(exam)} 句，{'新模型和线上模型一起考' if len(models) > 1 else '只考新模型'}。", flush=True)
    loaded = [_timed_load(model) for model in models]
    agents = [agent for agent, _ in loaded]
    await read_all(agents, exam[:WARM_UP], lambda share: None)
    examined = await read_all(agents, exam, EXAM.tell, forget)
    failed = await read_all(agents, failures, lambda share: None)
    return [Asked(*one, *read) for one, *read in zip(loaded, examined, failed, strict=True)]


def _timed_load(model: Path) -> tuple[Any, float]:
    from rasa.core.agent import Agent

    began = time.monotonic()
    return Agent.load(str(model)), time.monotonic() - began


def _of_exam(asked: Asked, model: Path) -> dict[str, Any]:
    return {
        "exam": score_card.summary(asked.exam),
        "intents": score_card.per_intent(asked.exam),
        "confusions": score_card.confusions(asked.exam),
        "reliability": score_card.reliability(asked.exam),
        "speed": score_card.speed(asked.exam, asked.load_s, model.stat().st_size),
    }


if __name__ == "__main__":
    main()
