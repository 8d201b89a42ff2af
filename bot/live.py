"""Which model a restart serves: the file `live` beside the models that trainers make.

Trainers' models lie in `$XIAOER_VAR/models/bot`. Without the file, the model of the present training files is served.
"""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.paths import MODELS
from bot.train import frame, model_path

log = logging.getLogger(__name__)

_NAME = re.compile(r"[0-9a-f]{16}\.tar\.gz")


class UnknownModel(LookupError):
    """There is no model of this name."""


@dataclass(frozen=True)
class Live:
    """`frame`: of the code that can run it, see `bot.train.frame`."""

    model: str
    frame: str


def trained_here() -> Path:
    """The folder of the models that trainers make."""
    return Path(os.environ.get("XIAOER_VAR", "var")).absolute() / "models" / "bot"


def find(name: str) -> Path:
    """A model by its name alone: whoever asks over HTTP names no place."""
    places = (trained_here() / name, MODELS / name)
    found = next((path for path in places if path.is_file()), None) if _NAME.fullmatch(name) else None
    if found is None:
        raise UnknownModel(f"There is no model {name}.")
    return found


def remember(name: str) -> None:
    """In one move: a start at any moment reads the old name or the new one."""
    place = pointer()
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(Live(name, frame()))), encoding="utf-8")
    draft.replace(place)


def published() -> str | None:
    """What was published last, if it is still there and this code can run it."""
    try:
        live = Live(**json.loads(pointer().read_text(encoding="utf-8")))
        find(live.model)
    except (FileNotFoundError, ValueError, TypeError, UnknownModel):  # nothing was published, or it is gone
        return None
    return live.model if live.frame == frame() else None


def pointer() -> Path:
    return trained_here() / "live"


def served_at_start() -> Path:
    """The published model; else that of the present files; while they are being edited, the one trained last."""
    current = model_path()
    if name := published():
        if name != current.name:
            log.warning("The training files have changed since %s was published.", name)
        return find(name)
    if pointer().exists():
        log.warning("What was published is gone or of another pipeline; the model of the present files is served.")
    trained = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if current.exists() or not trained:
        return current
    log.warning("The training files have changed since %s was trained.", trained[-1].name)
    return trained[-1]
