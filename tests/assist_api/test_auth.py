"""A shopper is who the shop signed, for a while, and nobody else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from assist_api.auth import Tokens, may
from assist_api.errors import TokenRefused

SECRET = "a-secret-of-at-least-thirty-two-letters"
TOKENS = Tokens("tangli", SECRET)


def signed(key: str = SECRET, algorithm: str = "HS256", **changed: Any) -> str:
    now = datetime.now(UTC)
    claims = {"sub": "s1001", "shop": "tangli", "iat": now, "exp": now + timedelta(hours=1), **changed}
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, key, algorithm=algorithm)


def test_what_the_shop_signs_is_read() -> None:
    assert TOKENS.read_shopper(signed()) == "s1001"
    assert TOKENS.read_shopper(TOKENS.shopper("s1001", datetime.now(UTC), timedelta(days=30))) == "s1001"


@pytest.mark.parametrize("name", ["sub", "shop", "iat", "exp"])
def test_every_claim_is_needed(name: str) -> None:
    changed: dict[str, Any] = {name: None}
    with pytest.raises(TokenRefused):
        TOKENS.read_shopper(signed(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"shop": "another"},
        {"shop": ["tangli"]},
        {"sub": ""},
        {"sub": 1001},
        {"exp": datetime.now(UTC) - timedelta(minutes=2)},
        {"exp": "soon"},
        {"iat": datetime.now(UTC) + timedelta(hours=2)},
        {"exp": datetime.now(UTC) + timedelta(days=3650)},
        {"nbf": datetime.now(UTC) + timedelta(hours=2)},
    ],
)
def test_a_token_of_another_shop_time_or_kind_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        TOKENS.read_shopper(signed(**changed))


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_another_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(TokenRefused):
        TOKENS.read_shopper(signed(algorithm=algorithm))


def test_an_unsigned_token_is_refused() -> None:
    header, claims, _ = signed().split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).decode().rstrip("=")
    for token in (f"{none}.{claims}.", f"{header}.{claims}.", "", "x", "a.b.c", signed(key="x" * 40)):
        with pytest.raises(TokenRefused):
            TOKENS.read_shopper(token)


def test_neither_kind_of_token_passes_for_the_other() -> None:
    now = datetime.now(UTC)
    with pytest.raises(TokenRefused):
        TOKENS.read_shopper(TOKENS.visitor("c1", now))
    with pytest.raises(TokenRefused):
        TOKENS.read_visitor(TOKENS.shopper("s1001", now, timedelta(hours=1)))


@pytest.mark.parametrize(("roles", "has_it"), [(["trainer"], False), (["reviewer"], True), (["supervisor"], True)])
def test_the_last_word_on_what_the_bot_says_is_a_right_of_its_own(roles: list[str], has_it: bool) -> None:
    assert may(roles, "review") is has_it
    assert may(roles, "trainer")
