"""Where the bot's files lie, and the settings that its libraries read from the environment."""

from __future__ import annotations

import logging
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "var" / "models" / "bot"

_LIBRARY_SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    # One message at a time: more threads only wait for each other.
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_CACHE_DIRECTORY": str(ROOT / "var" / "cache" / "rasa"),
    # bot/endpoints.yml
    "XIAOER_ACTION_URL": "http://127.0.0.1:5055/webhook",
    "XIAOER_TRACKER_DIALECT": "sqlite",
    "XIAOER_TRACKER_DB": "var/tracker.db",
}


def settle_libraries() -> None:
    """To be called before rasa or tensorflow is used; what the user has set stays."""
    for name, value in _LIBRARY_SETTINGS.items():
        os.environ.setdefault(name, value)
    jieba_cache = ROOT / "var" / "cache" / "jieba"
    jieba_cache.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    import jieba
    from rasa.utils.log_utils import configure_structlog

    jieba.dt.tmp_dir = str(jieba_cache)
    jieba.setLogLevel(logging.WARNING)
    configure_structlog(logging.WARNING)
