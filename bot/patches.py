"""Two speed-ups of Rasa 3.6.21 that change no result. Without them an action turn costs four times the processor time.

`RemoteAction._validate_action_result` checks its own schema anew on every answer of an action; here it is checked once.
`all_subclasses` walks every event class for every event of every tracker; here the answer is kept, and found anew when
a class has gained a subclass (`kept_subclasses.cache_clear`, or a restart).
XIAOER_BOT_PATCHES=off starts the same bot without them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

RASA_VERSION = "3.6.21"


class WrongRasa(RuntimeError):
    """These patches were read against one version of Rasa; on another one they could hide a mended fault."""


def apply() -> None:
    import rasa
    import rasa.shared.utils.common
    from rasa.core.actions.action import RemoteAction

    if rasa.__version__ != RASA_VERSION:
        raise WrongRasa(
            f"bot/patches.py is for Rasa {RASA_VERSION}, this is {rasa.__version__}: set XIAOER_BOT_PATCHES=off"
        )
    _all_subclasses = rasa.shared.utils.common.all_subclasses
    if not hasattr(_all_subclasses, "cache_clear"):
        rasa.shared.utils.common.all_subclasses = cache(_all_subclasses)
    RemoteAction._validate_action_result = _validate_action_result


def _validate_action_result(self: Any, result: dict[str, Any]) -> bool:
    _validator().validate(result)
    return True


@cache
def _validator() -> Any:
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    checker = validator_for(schema)
    checker.check_schema(schema)
    return checker(schema)
