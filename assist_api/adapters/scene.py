"""What the shop knows at this moment of the shopper an agent talks to: read at once, then only looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from assist_api.adapters import focus
from assist_api.adapters.shop import OrderFile, ShopReader
from knowledge_base.entries import flattened, written
from shop.models import Coupon, CouponOffer, Product, Promotion, Return, Shopper


class Need(Enum):
    """What is asked of the shop only where something is to be said of it: the prefix of its slots."""

    RETURNS = "return."
    COUPONS = "coupon."
    PROMOTIONS = "promotion."
    MATCHING = "product.matching"


@dataclass(frozen=True)
class Who:
    """Whom the talk is with, and what lies on the agent's screen.

    `order_id` is "" where no order was chosen there; `product_id` is told where no other product is meant.
    """

    shopper_id: str | None
    agent_name: str = ""
    agent_id: str = ""
    page_product_id: str | None = None
    order_id: str = ""
    product_id: str = ""


@dataclass(frozen=True)
class Scene:
    """`files`: the order in question first, then the newest; `settled`: no other order than the first is meant.

    `rules` are the policy as slots: {policy.shipping.fee} and its like.
    """

    now: datetime
    policy: Mapping[str, Any]
    rules: Mapping[str, str]
    who: Who
    files: Sequence[OrderFile] = ()
    settled: bool = False
    product: Product | None = None
    shopper: Shopper | None = None
    returns: Sequence[Return] = ()
    coupons: Sequence[Coupon] = ()
    offers: Sequence[CouponOffer] = ()
    promotions: Sequence[Promotion] = ()
    matching: Sequence[Product] = ()

    @property
    def file(self) -> OrderFile | None:
        return self.files[0] if self.files else None

    def on(self, file: OrderFile) -> Scene:
        """The same with this order in question."""
        return replace(self, files=(file, *(one for one in self.files if one is not file)))

    @property
    def order_id(self) -> str:
        return self.files[0].order.id if self.files else ""

    @property
    def product_id(self) -> str:
        return self.product.id if self.product else ""


async def read_scene(shop: ShopReader, who: Who, texts: Sequence[str], now: datetime) -> Scene:
    """`texts`: what the shopper says, the newest first; it may name an order. Raises ShopUnavailable."""
    files, page_product, shopper = await asyncio.gather(
        shop.order_files(who.shopper_id),
        shop.product(who.product_id or who.page_product_id),
        shop.shopper(who.shopper_id),
    )
    files = await _with_chosen(shop, who, files)
    chosen = any(one.order.id == who.order_id for one in files)
    found = who.order_id if chosen else focus.named_order(files, texts)
    ordered = sorted(files, key=lambda one: one.order.id != found) if found else files
    product = focus.product_in_question(ordered, page_product, texts, order_first=chosen)
    bare = only_rules(shop.policy, who, now)
    return replace(
        bare,
        files=ordered,
        settled=found is not None,
        product=page_product if who.product_id else product,
        shopper=shopper,
    )


def only_rules(policy: Mapping[str, Any], who: Who, now: datetime) -> Scene:
    """What is left when the shop does not answer: its rules are ours to read."""
    rules = {name: written(value) for name, value in flattened("policy", policy).items() if value is not None}
    return Scene(now, policy, rules, who)


async def _with_chosen(shop: ShopReader, who: Who, files: Sequence[OrderFile]) -> Sequence[OrderFile]:
    """An order on the screen may be older than the newest few."""
    if not who.order_id or not who.shopper_id or any(one.order.id == who.order_id for one in files):
        return files
    older = await shop.order_file(who.shopper_id, who.order_id)
    return [*files, older] if older else files


async def read_more(shop: ShopReader, scene: Scene, needs: Collection[Need]) -> Scene:
    parts = await asyncio.gather(*(_READERS[need](shop, scene) for need in needs))
    return replace(scene, **{name: value for part in parts for name, value in part.items()})


async def _returns(shop: ShopReader, scene: Scene) -> dict[str, Any]:
    return {"returns": await shop.returns(scene.who.shopper_id)} if scene.who.shopper_id else {}


async def _coupons(shop: ShopReader, scene: Scene) -> dict[str, Any]:
    if scene.who.shopper_id is None:
        return {"offers": await shop.coupon_offers()}
    owned, offers = await asyncio.gather(shop.coupons(scene.who.shopper_id), shop.coupon_offers())
    return {"coupons": owned, "offers": offers}


async def _promotions(shop: ShopReader, scene: Scene) -> dict[str, Any]:
    return {"promotions": await shop.promotions()}


async def _matching(shop: ShopReader, scene: Scene) -> dict[str, Any]:
    wanted = scene.product.matching if scene.product else ()
    found = await asyncio.gather(*(shop.product(product_id) for product_id in wanted))
    return {"matching": [product for product in found if product]}


_READERS = {Need.RETURNS: _returns, Need.COUPONS: _coupons, Need.PROMOTIONS: _promotions, Need.MATCHING: _matching}


def needs_of(slots: Collection[str]) -> set[Need]:
    """What has to be read before these slots can be filled."""
    return {need for need in Need for slot in slots if slot.startswith(need.value)}
