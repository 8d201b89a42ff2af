"""Who is who, and who may do what: tokens, passwords, and one table of rights."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assist_api.errors import NotAllowed, SignatureRefused, TokenRefused

RIGHTS: dict[str, frozenset[str]] = {
    "agent": frozenset({"desk", "backoffice", "canned"}),
    "supervisor": frozenset(
        {"desk", "backoffice", "canned", "team_canned", "trainer", "review", "unmask", "reports", "supervise"}
    ),
    "trainer": frozenset({"trainer", "canned", "team_canned"}),
    "reviewer": frozenset({"trainer", "review", "canned", "team_canned"}),  # a trainer with the last word
}
CLOCK_DRIFT = timedelta(seconds=60)  # between the shop and us
VISITOR_LASTS = timedelta(days=30)
LONGEST_LIFE = timedelta(days=31)  # of a token: one that is signed for years is refused, so that a lost one ends
EVENT_DRIFT = timedelta(minutes=5)


def allow(roles: Sequence[str], right: str) -> None:
    if not may(roles, right):
        raise NotAllowed


def may(roles: Sequence[str], right: str) -> bool:
    return right in rights(roles)


def rights(roles: Sequence[str]) -> frozenset[str]:
    return frozenset[str]().union(*(RIGHTS.get(role, ()) for role in roles))


def roles_with(right: str) -> frozenset[str]:
    return frozenset(role for role, given in RIGHTS.items() if right in given)


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


@dataclass(frozen=True)
class Tokens:
    """Signs and reads the tokens of one shop; a key for each kind, so that neither passes for the other."""

    shop: str
    secret: str

    def shopper(self, shopper_id: str, now: datetime, lasts: timedelta) -> str:
        """What the shop signs for its logged-in shopper."""
        return self._signed(shopper_id, self.secret, now, lasts)

    def read_shopper(self, token: str) -> str:
        """The shopper's id."""
        claims = _decode(token, self.secret)
        if claims["shop"] != self.shop:
            raise TokenRefused
        return claims["sub"]

    def visitor(self, conversation_id: str, now: datetime) -> str:
        """Opens one conversation."""
        return self._signed(conversation_id, self._visitor_key, now, VISITOR_LASTS)

    def read_visitor(self, token: str) -> str:
        """The id of the conversation that it opens."""
        return _decode(token, self._visitor_key)["sub"]

    def trial(self, link_id: str) -> str:
        """Opens a talk with a model that is shared, for as long as the link is kept open."""
        return f"{link_id}.{hmac.new(self.secret.encode(), f'trial:{link_id}'.encode(), hashlib.sha256).hexdigest()}"

    def read_trial(self, token: str) -> str:
        """The id of the link."""
        link_id = token.partition(".")[0]
        if not hmac.compare_digest(self.trial(link_id).encode(), token.encode()):
            raise TokenRefused
        return link_id

    def event_signature(self, timestamp: str, body: bytes) -> str:
        """What the shop writes over the events it pushes: HMAC-SHA256 of `<timestamp>.<body>`, in hex."""
        return hmac.new(self.secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()

    def check_event(self, timestamp: str, signature: str, body: bytes, now: datetime) -> None:
        """Raises SignatureRefused for a wrong one, and for a right one of another time."""
        expected = self.event_signature(timestamp, body)
        if not hmac.compare_digest(expected.encode(), signature.removeprefix("sha256=").encode()):
            raise SignatureRefused
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
            raise SignatureRefused
        if abs(now.timestamp() - int(timestamp)) > EVENT_DRIFT.total_seconds():
            raise SignatureRefused("时间戳与服务器时间相差超过 5 分钟。")

    def _signed(self, subject: str, key: str, now: datetime, lasts: timedelta) -> str:
        claims = {"sub": subject, "shop": self.shop, "iat": now, "exp": now + lasts}
        return jwt.encode(claims, key, algorithm="HS256")

    @property
    def _visitor_key(self) -> str:
        return hashlib.sha256(f"visitor:{self.secret}".encode()).hexdigest()


def _decode(token: str, secret: str) -> dict[str, str]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token, secret, algorithms=["HS256"], leeway=CLOCK_DRIFT, options={"require": ["sub", "shop", "iat", "exp"]}
        )
    except jwt.InvalidTokenError as error:
        raise TokenRefused from error
    if not claims["sub"] or int(claims["exp"]) - int(claims["iat"]) > LONGEST_LIFE.total_seconds():
        raise TokenRefused
    return claims
