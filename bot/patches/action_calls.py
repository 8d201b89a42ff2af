"""The answer of an action is checked against one schema, which Rasa checks anew every time; here once a process."""

from __future__ import annotations

from functools import cache
from typing import Any


def apply() -> None:
    from rasa.core.actions.action import RemoteAction

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
