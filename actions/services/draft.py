"""What a form has gathered so far, between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """A form in progress. Values are JSON, since they lie in the tracker."""

    form: str
    values: Values = field(default_factory=dict)
    asking: str | None = None
    asides: int = 0
    turn: int = 0  # in which it was last asked
    parked: Mapping[str, Any] | None = None  # the draft that this one interrupted

    def filled(self, values: Values) -> Draft:
        return replace(self, values={**self.values, **values})

    def dump(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "values": dict(self.values),
            "asking": self.asking,
            "asides": self.asides,
            "turn": self.turn,
            "parked": self.parked,
        }


def load(dumped: Mapping[str, Any] | None) -> Draft | None:
    return Draft(**dumped) if dumped else None
