"""Rasa copies messages, events and states deeply for its debug log, also when nobody writes that log."""

from __future__ import annotations

import copy
import logging
from types import SimpleNamespace
from typing import Any


def apply() -> None:
    import rasa.core.policies.rule_policy
    import rasa.core.processor

    for module in (rasa.core.policies.rule_policy, rasa.core.processor):  # both copy for their log alone
        module.copy = SimpleNamespace(deepcopy=_for_the_log)


def _for_the_log(thing: Any) -> Any:
    return copy.deepcopy(thing) if logging.getLogger("rasa").isEnabledFor(logging.DEBUG) else thing
