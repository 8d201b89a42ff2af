"""Speed-ups of Rasa 3.6.21 that change no result. Without them an action turn costs several times the processor time.

Each module says what it replaces and why the answer stays the same; tests/bot/test_patches.py holds the two together.
XIAOER_BOT_PATCHES=off starts the same bot without them.
"""

from __future__ import annotations

RASA_VERSION = "3.6.21"


class WrongRasa(RuntimeError):
    """These patches were read against one version of Rasa; on another one they could hide a mended fault."""


def apply() -> None:
    import rasa

    if rasa.__version__ != RASA_VERSION:
        raise WrongRasa(
            f"bot/patches is for Rasa {RASA_VERSION}, this is {rasa.__version__}: set XIAOER_BOT_PATCHES=off"
        )
    from bot.patches import action_calls, graph, logs, rules, trackers

    for module in (action_calls, graph, logs, rules, trackers):
        module.apply()
