"""`python -m assist_api.demo`: the demo's staff, API key and shoppers, and `var/demo.json` that tells them."""

from __future__ import annotations

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assist_api import auth, settings
from assist_api.app import now_utc
from assist_api.auth import Tokens
from assist_api.domain.presence import Skill
from assist_api.services import people, presence
from assist_api.services.people import Agent
from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import UnitOfWork, in_transaction
from shop.connect import open_shop
from shop.demo.stories import demo_shoppers

SKILLS = {
    "a_qing": (Skill.PRE_SALES, Skill.LOGISTICS),
    "a_he": (Skill.LOGISTICS, Skill.AFTER_SALES),
    "a_zhou": tuple(Skill),
}
TOKEN_LASTS = timedelta(days=30)
STAFF = (
    Agent("a_qing", "小青", ("agent",)),
    Agent("a_he", "小禾", ("agent",)),
    Agent("a_zhou", "周主管", ("supervisor", "agent")),
    Agent("a_lin", "林训练师", ("trainer", "reviewer")),
)


def main() -> None:
    found = settings.read()
    file = found.var / "demo.json"
    told = make(found, _known(file), now_utc())
    write(file, told)


def make(found: Settings, known: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Everything of the demo, in force in the database. Passwords and key of an earlier start are kept."""
    passwords = {one["name"]: one["password"] for one in known.get("staff", ())}
    staff = [(agent, passwords.get(agent.name) or _password()) for agent in STAFF]
    key = known.get("api_key") or auth.new_token()
    in_transaction(open_engine(found.database_url), _put, staff, key, now)
    return {
        "base_url": f"http://{found.host}:{found.port}",
        "api_key": key,
        "staff": [{"name": agent.name, "password": word, "roles": list(agent.roles)} for agent, word in staff],
        "shoppers": _shoppers(found, now),
    }


def write(file: Path, told: dict[str, Any]) -> None:
    """Readable by its owner only: it holds passwords."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(told, out, ensure_ascii=False, indent=2)


def _put(unit: UnitOfWork, staff: list[tuple[Agent, str]], key: str, now: datetime) -> None:
    for agent, password in staff:
        people.ensure_staff(unit, agent, auth.hash_password(password))
        presence.ensure_skills(unit, agent.id, SKILLS.get(agent.id, ()))
    people.ensure_api_key(unit, auth.token_hash(key), "demo", now)


def _shoppers(found: Settings, now: datetime) -> list[dict[str, Any]]:
    shop, tokens = (
        open_shop(found.shop_url, found.shop_policy, token=found.shop_token),
        Tokens(found.shop_id, found.shop_secret),
    )
    told = []
    for shopper_id, name, story in demo_shoppers():
        token = tokens.shopper(shopper_id, now, TOKEN_LASTS)
        orders = [order.id for order in shop.orders(shopper_id, limit=20)]
        last4 = shop.shopper(shopper_id).phone_last4
        told.append(
            {"id": shopper_id, "name": name, "story": story, "token": token, "phone_last4": last4, "order_ids": orders}
        )
    return told


def _known(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _password() -> str:
    return secrets.token_urlsafe(9)


if __name__ == "__main__":
    main()
