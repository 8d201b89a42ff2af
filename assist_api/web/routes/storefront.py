"""What the demo shop's pages read: goods for everyone, orders for the shopper who proves to be one."""

from __future__ import annotations

import json
from typing import Any

from anyio import Path
from fastapi import APIRouter

from assist_api.adapters.views import order_views, product_card, product_sheet, shopper_view
from assist_api.errors import DemoNotFound, ProductNotFound
from assist_api.web.deps import Authorization, PartsDep, bearer

router = APIRouter(prefix="/api/v1/store", tags=["store"])


@router.get("/shop")
async def shop(parts: PartsDep) -> dict[str, Any]:
    policy = parts.tools.shop.policy
    return {
        "name": policy["shop"]["name"],
        "categories": policy["shop"]["categories"],
        "hours": policy["service"]["hours"],
        "free_from": policy["shipping"]["free_from"],
        "promise_hours": policy["shipping"]["promise_hours"],
        "no_reason_days": policy["returns"]["no_reason_days"],
    }


@router.get("/products")
async def products(parts: PartsDep, category: str | None = None) -> dict[str, Any]:
    found = await parts.tools.shop.products(category)
    return {
        "products": [product_card(one) for one in found],
        "categories": parts.tools.shop.policy["shop"]["categories"],
    }


@router.get("/products/{product_id}")
async def product(product_id: str, parts: PartsDep) -> dict[str, Any]:
    found = await parts.tools.shop.product(product_id)
    if found is None:
        raise ProductNotFound
    return product_sheet(found)


@router.get("/orders")
async def orders(parts: PartsDep, authorization: Authorization = None) -> dict[str, Any]:
    shopper_id = parts.tokens.read_shopper(bearer(authorization))
    shop = parts.tools.shop
    return {
        "shopper": shopper_view(await shop.shopper(shopper_id)),
        "orders": order_views(await shop.order_files(shopper_id)),
    }


@router.get("/demo")
async def demo(parts: PartsDep) -> dict[str, Any]:
    """The demo's shoppers, with the tokens that a shop would sign for them; not found where there is no demo."""
    if parts.demo_file is None or not await Path(parts.demo_file).exists():
        raise DemoNotFound
    return {"shoppers": json.loads(await Path(parts.demo_file).read_text("utf-8"))["shoppers"]}
