"""The shop's values as plain JSON and back: what a record of a call keeps, and what a wire carries."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """Decimals as strings, moments in ISO 8601, enums by their value, values as objects."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return _plain_word(value)


def _plain_word(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def typed(kind: Any, value: Any) -> Any:
    """The value of that type which `plain` has flattened. Unknown fields are ignored, missing ones need a default."""
    if value is None or kind is Any:
        return value
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {each.name for each in fields(kind)} & set(value)
        return kind(**{name: typed(hints[name], value[name]) for name in known})  # type: ignore[operator]
    return _of_parts(kind, value) if get_origin(kind) else _WORDS.get(kind, kind)(value)


_WORDS: dict[Any, Any] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bool: bool,
}


def _of_parts(kind: Any, value: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return typed(next(part for part in parts if part is not type(None)), value)
    if origin is dict:
        return {key: typed(parts[1], each) for key, each in value.items()}
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(typed(parts[0], each) for each in value)
    return tuple(typed(part, each) for part, each in zip(parts, value, strict=True))
