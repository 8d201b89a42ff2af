"""Who is who, and who may do what: tokens, passwords, and one table of rights."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assist_api.errors import NotAllowed, TokenRefused

RIGHTS: dict[str, frozenset[str]] = {
    "agent": frozenset({"desk"}),
    "supervisor": frozenset({"desk", "trainer", "reports"}),
    "trainer": frozenset({"trainer"}),
}
VISITOR_LASTS = timedelta(days=30)


@dataclass(frozen=True)
class ShopperClaim:
    shopper_id: str
    shop: str


def allow(roles: Sequence[str], right: str) -> None:
    if not any(right in RIGHTS.get(role, ()) for role in roles):
        raise NotAllowed


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    return PasswordHasher().hash(password)


def verify_password(password_hash: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def shopper_token(shopper_id: str, shop: str, secret: str, now: datetime, lasts: timedelta) -> str:
    """The token a shop signs for its logged-in shopper."""
    claims = {"sub": shopper_id, "shop": shop, "iat": now, "exp": now + lasts}
    return jwt.encode(claims, secret, algorithm="HS256")


def read_shopper_token(token: str, shop: str, secret: str) -> ShopperClaim:
    claims = _decode(token, secret)
    if claims["shop"] != shop:
        raise TokenRefused
    return ShopperClaim(claims["sub"], claims["shop"])


def visitor_token(conversation_id: str, secret: str, now: datetime) -> str:
    """Opens one conversation; its key differs from the shop's, so that neither token passes for the other."""
    claims = {"sub": conversation_id, "shop": "-", "iat": now, "exp": now + VISITOR_LASTS}
    return jwt.encode(claims, _visitor_key(secret), algorithm="HS256")


def read_visitor_token(token: str, secret: str) -> str:
    """The conversation that the token opens."""
    return str(_decode(token, _visitor_key(secret))["sub"])


def _visitor_key(secret: str) -> str:
    return hashlib.sha256(f"visitor:{secret}".encode()).hexdigest()


def _decode(token: str, secret: str) -> dict[str, str]:
    try:
        claims: dict[str, str] = jwt.decode(
            token, secret, algorithms=["HS256"], options={"require": ["sub", "shop", "exp"]}
        )
    except jwt.InvalidTokenError as error:
        raise TokenRefused from error
    return claims
