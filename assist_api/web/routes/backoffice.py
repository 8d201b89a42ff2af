"""What the desk does to a shopper's orders: a call for each operation, and what the right pane shows besides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from assist_api import auth
from assist_api.adapters.backoffice import operator
from assist_api.adapters.desk_views import desk_orders, return_view
from assist_api.adapters.operation_views import done_view
from assist_api.adapters.operation_words import sentence
from assist_api.adapters.price_falls import price_falls
from assist_api.adapters.stock import find_stock
from assist_api.adapters.views import money
from assist_api.services import backoffice
from assist_api.services.backoffice import Deed
from assist_api.services.people import Agent
from assist_api.web.deps import DeskAgent, Parts, PartsDep, SignedIn
from assist_api.web.operation_bodies import BODIES, OperationBody

router = APIRouter(prefix="/api/v1/desk", tags=["back office"])
OrderId = Annotated[str, Path(max_length=64, pattern=r"^[\w.:-]+$")]


def may_operate(agent: SignedIn) -> Agent:
    auth.allow(agent.roles, "backoffice")
    return agent


Operating = Annotated[Agent, Depends(may_operate)]


@router.get("/stock")
async def stock(
    parts: PartsDep, agent: DeskAgent, q: Annotated[str, Query(min_length=1, max_length=60)]
) -> dict[str, Any]:
    """By product, colour, size, or a number: how many there are now, where, and at what price."""
    return {"products": await find_stock(parts.tools.shop, q)}


@router.get("/conversations/{conversation_id}/backoffice")
async def overview(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Returns, differences of price, and what this agent may do and give."""
    shopper_id = await parts.runner.read(backoffice.shopper_of, conversation_id)
    by, office, shop = operator(agent.name, agent.roles), parts.backoffice, parts.tools.shop
    known, returns, falls = await asyncio.gather(
        office.operations(), shop.returns(shopper_id), price_falls(office, shop, by, shopper_id, parts.now)
    )
    return {
        "operations": sorted(known if auth.may(agent.roles, "backoffice") else ()),
        "sets_prices": office.sets_prices,
        "role": by.role,
        "limits": {name: money(most) for name, most in office.limits(by.role).items()},
        "returns": [return_view(each) for each in returns],
        "price_falls": falls,
    }


def _route(name: str, body_type: type[OperationBody]) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def operation(
        conversation_id: str,
        order_id: OrderId,
        body: body_type,  # type: ignore[valid-type]
        parts: PartsDep,
        agent: Operating,
    ) -> dict[str, Any]:
        return await _perform(parts, agent, conversation_id, order_id, name, body)

    operation.__annotations__["body"] = body_type
    return operation


async def _perform(
    parts: Parts, agent: Agent, conversation_id: str, order_id: str, name: str, body: OperationBody
) -> dict[str, Any]:
    """Read who may, let the shop do it, write it down: the shop is never asked inside a unit of work."""
    shopper_id = await parts.runner.read(backoffice.may_act, conversation_id, agent)
    by, fields = operator(agent.name, agent.roles), body.fields()
    done = await parts.backoffice.perform(
        by, shopper_id, order_id, name, fields, key=f"desk:{body.key}", preview=body.preview
    )
    view = done_view(done)
    if body.preview:
        return view
    deed = Deed(name, order_id, body.key, {each: view[each] for each in _KEPT if view[each]})
    await parts.runner.run(backoffice.record, conversation_id, agent, deed, parts.now)
    parts.drafts.forget(shopper_id)
    shop = parts.tools.shop
    file = await shop.order_file(shopper_id, order_id)
    orders = desk_orders([file] if file else [], shop.policy, parts.now)
    words = sentence(done, shop.policy, fields.get("reason", ""))
    return {**view, "order": orders[0] if orders else None, "sentence": words}


_KEPT = ("amount", "points", "replacement_id", "effects")

for _name, _body in BODIES.items():
    _path = f"/conversations/{{conversation_id}}/orders/{{order_id}}/{_name.replace('_', '-')}"
    router.post(_path, name=_name, summary=_name.replace("_", " ").capitalize())(_route(_name, _body))
