"""Where it is sent from, where it is sent to, and how far up to the door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.services.categories import category_named
from actions.services.focus import order_at_hand
from actions.services.goods import shop_product
from actions.services.question import Question
from actions.services.regions import ABROAD, place_in, province_of
from actions.services.reply import Button, Offer, Reply
from actions.services.subject import product_in_context
from actions.services.wording import days, short, yuan
from shop.protocol import Shop

Rules = Mapping[str, Any]

_TO_THE_DOOR = re.compile(r"上门|上楼|送到家|家门口|楼上|搬上|几楼|电梯|驿站|快递柜|丰巢|代收|自提")


def ship_from(shop: Shop, question: Question) -> Reply:
    """The house of the goods in question; of the order in focus; else all houses."""
    houses = shop.policy()["shipping"]["warehouses"]
    product = product_in_context(shop, question)
    named = None if product else category_named(shop, question)
    category = product.category if product else named or _category_of_order(shop, question)
    if category is None:
        told = "，".join(f"{'、'.join(house['categories'])}从{house['city']}发" for house in houses)
        return Reply(f"亲，{told}～您看的是哪一款呢？")
    house = next(house for house in houses if category in house["categories"])
    goods = short(product.title) if product else f"{category}类商品"
    text = f"亲，{goods}从{house['city']}的{house['name']}发出～要看看寄到您那边几天吗？"
    return Reply(text, product_id=product.id if product else None, offer=Offer("ask_delivery_time"))


def _category_of_order(shop: Shop, question: Question) -> str | None:
    order = order_at_hand(shop, question)
    product = shop_product(shop, order.lines[0].product_id) if order else None
    return product.category if product else None


def delivery_area(shop: Shop, question: Question) -> Reply:
    rules = shop.policy()["shipping"]
    if _TO_THE_DOOR.search(question.text):
        return _to_the_door(shop, question, rules)
    place = place_in(question.first("region") or question.text)
    if place is None:
        remote, nowhere = "、".join(rules["remote_regions"]), "、".join(rules["not_delivered"])
        text = f"亲，全国大部分地区都能送；{remote}属于偏远地区，{nowhere}暂时送不到。您寄到哪里呢？"
        return Reply(text)
    return _to_place(place, province_of(place) or "", rules)


def _to_place(place: str, province: str, rules: Rules) -> Reply:
    if province in rules["not_delivered"]:
        kind = "海外" if province == ABROAD else place
        return Reply(f"亲，不好意思，{kind}目前还送不到。可以寄给内地的亲友或转运仓，地址写对方的就行～")
    if province in rules["remote_regions"]:
        return Reply(
            f"亲，{place}可以送，发出后一般 {days(rules['days']['remote'])}；满 {yuan(rules['remote_free_from'])}包邮，不满的运费 {yuan(rules['remote_fee'])}～"
        )
    return Reply(f"亲，{place}可以送的，乡镇一般也能到，具体网点派送以快递为准～")


def _to_the_door(shop: Shop, question: Question, rules: Rules) -> Reply:
    """Large goods come to the door; small parcels as the courier does it, with a note as the way to ask for more."""
    product = product_in_context(shop, question)
    door = rules["to_the_door"]
    if product and product.category in door["categories"]:
        up = "，没有电梯也送上楼" if door["upstairs"] else "，上楼需要和派送员商量"
        return Reply(f"亲，{short(product.title)}由大件快递送货到家门口{up}～", product_id=product.id)
    text = "亲，普通包裹由快递员按当地情况派送，可能放驿站或快递柜。想要送上门，下单后我可以给订单备注“请送货上门”，并转告快递～"
    return Reply(text, buttons=[Button("给订单备注送货上门", says="订单备注请送货上门")])
