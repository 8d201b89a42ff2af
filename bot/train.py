"""Train the bot, if anything that training reads has changed: `.venv-bot/bin/python -m bot.train`.

The model's name is the hash of what it was trained from, so that "is it current?" needs no other record. Which model is
served says bot/live.py; trainers train through bot/training_run.py.
`--check` only answers that, by its exit status. The same by hand: `rasa train --domain bot/domain --config config.yml
--data nlu_data/train bot/rules --out var/models/bot`.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import taught
from bot.paths import MODELS, ROOT, settle_libraries

NLU = ROOT / "nlu_data" / "train"
_DIALOGUE = ("bot/domain", "bot/rules", "bot/stories", "nlu_data/shared")
_FRAME = ("bot/components", "config.yml", "knowledge_base/model")


def main() -> int:
    arguments = _arguments()
    model = model_path(arguments.nlu, arguments.out)
    if arguments.check:
        print(f"{'current' if model.exists() else 'not trained'}: {model.name}")
        return 0 if model.exists() else 1
    if model.exists():
        print(f"Nothing has changed since {model.name} was trained.")
        return 0
    started = time.monotonic()
    show_progress(lambda line: print(line, flush=True))
    train(arguments.nlu, model)
    print(f"Trained {model.name} in {time.monotonic() - started:.0f} s.")
    return 0


def model_path(nlu: Path = NLU, folder: Path = MODELS) -> Path:
    """Where the model of the present files lies, or would lie."""
    return folder / f"{_fingerprint(nlu)}.tar.gz"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the bot if anything that training reads has changed.")
    parser.add_argument("--check", action="store_true", help="say whether the model is current, and train nothing")
    parser.add_argument("--nlu", type=Path, default=NLU, help="folder of training sentences")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder of the models")
    return parser.parse_args()


@cache
def frame() -> str:
    """Of the code that runs a model: one that was trained for another frame may not be loadable."""
    return _digest(_named(_FRAME))


def _fingerprint(nlu: Path) -> str:
    sentences = ((f"nlu/{path.relative_to(nlu)}", path) for path in _files(nlu))
    return _digest([*_named((*_DIALOGUE, *_FRAME)), *sentences], taught.digest_of(taught.read(_catalogue(nlu))))


def _digest(inputs: Iterable[tuple[str, Path]], beside: bytes = b"") -> str:
    digest = hashlib.sha256()
    for name, path in sorted(inputs):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    digest.update(beside)
    return digest.hexdigest()[:16]


def _catalogue(nlu: Path) -> Path:
    return nlu.parent / "intents.yml"


def _named(places: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Each file by a name that does not hold the place of the checkout."""
    return ((str(path.relative_to(ROOT)), path) for place in places for path in _files(ROOT / place))


def _files(place: Path) -> Iterable[Path]:
    found = [place] if place.is_file() else place.rglob("*")
    return (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def train(nlu: Path, model: Path) -> None:
    settle_libraries()
    import rasa.model_training

    model.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        domain, rules = taught.write(taught.read(_catalogue(nlu)), ROOT / "bot" / "rules", Path(folder))
        result = rasa.model_training.train(
            domain=["bot/domain", str(domain)],  # handed to Domain.load, which takes several
            config="config.yml",
            training_files=[str(nlu), "bot/rules", str(rules)],
            output=str(model.parent),
            fixed_model_name=model.name,
            force_training=False,
        )
    if result.code != 0 or not model.exists():
        raise SystemExit("The training failed; what Rasa said stands above.")


def show_progress(say: Callable[[str], None]) -> None:
    """Each part of the pipeline as it starts and ends, with the seconds since the beginning."""
    logger = logging.getLogger("rasa.engine.training.hooks")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_Progress(say))


class _Progress(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say, self._started = say, time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        self._say(f"[{time.monotonic() - self._started:5.1f} s] {record.getMessage()}")


if __name__ == "__main__":
    sys.exit(main())
