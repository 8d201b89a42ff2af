"""Column types that turn what a database holds into the values of shop.models, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect
from sqlalchemy.types import JSON, TypeDecorator

from shop.china_time import CHINA
from shop.models import ComplaintPoint

_CENT = Decimal("0.01")


class Money(TypeDecorator[Decimal]):
    """Decimal yuan outside, integer cents inside. A fraction of a cent is an error, never rounded away."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        cents = value / _CENT
        if cents != cents.to_integral_value():
            raise ValueError(f"not a whole number of cents: {value}")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (value * _CENT).quantize(_CENT)


class Instant(TypeDecorator[datetime]):
    """Aware outside, UTC inside (SQLite keeps no zone), read back in China's time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(CHINA)


class Tuple(TypeDecorator[tuple[Any, ...]]):
    """A tuple of plain values as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> list[Any]:
        return list(value or ())

    def process_result_value(self, value: list[Any] | None, dialect: Dialect) -> tuple[Any, ...]:
        return tuple(value or ())


class ComplaintPoints(TypeDecorator[tuple[ComplaintPoint, ...]]):
    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[ComplaintPoint, ...] | None, dialect: Dialect) -> list[dict[str, str]]:
        return [asdict(point) for point in value or ()]

    def process_result_value(self, value: list[dict[str, str]] | None, dialect: Dialect) -> tuple[ComplaintPoint, ...]:
        return tuple(ComplaintPoint(**point) for point in value or ())


class Tiers(TypeDecorator[tuple[tuple[Decimal, Decimal], ...]]):
    """Pairs of decimals as a JSON list of strings: a share such as 0.12 is no amount of cents."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: tuple[tuple[Decimal, Decimal], ...] | None, dialect: Dialect
    ) -> list[list[str]]:
        return [[str(part) for part in tier] for tier in value or ()]

    def process_result_value(
        self, value: list[list[str]] | None, dialect: Dialect
    ) -> tuple[tuple[Decimal, Decimal], ...]:
        return tuple((Decimal(least), Decimal(off)) for least, off in value or ())
