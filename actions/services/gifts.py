"""赠品: which one the policy gives with such goods and from what sum; one that is missing is noted on the order in time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.services.basket import Basket, basket_of, quote
from actions.services.categories import category_named
from actions.services.focus import WAITING, find_order
from actions.services.goods import shop_product
from actions.services.next_step import then
from actions.services.question import Question
from actions.services.recommending import recommend
from actions.services.reply import Button, Reply, knowledge
from actions.services.subject import not_sold, which
from actions.services.wording import short, yuan
from shop.models import Flag, Order, OrderState
from shop.protocol import Shop

_MISSING = re.compile(
    r"没收到.{0,4}(赠|礼|送)|(赠品|礼物|礼品|小样|送的).{0,10}(没|漏|忘|缺|不见|呢)|(?<!有)没(有|看到|看见|加|写|发).{0,6}(赠|礼|送)|(别|不要)忘.{0,6}(赠|礼|送)|记得.{0,8}(赠|送|礼)|补(一个|一份|上|发)?.{0,4}(赠|礼)|加上|订单里.{0,6}(没|就一件)|有没有我的"
)
_ELSEWHERE = re.compile(
    r"直播|主播|预售|定金|尾款|折现|延保|晒图|入会|退货.*一起|一起退|随机|选颜色|换别的|换成|试用|小样几|质量"
)
_PRESENT = re.compile(
    r"(买|选|挑|找|准备).{0,4}(礼物|礼品)|(礼物|礼品).{0,3}送(?!不送)|(?<!我)送(给)?(我)?(女朋友|男朋友|女友|男友|对象|老婆|老公|媳妇|爸|妈|婆婆|岳|长辈|领导|同事|客户|闺蜜|老师|朋友|孩子|小孩|老人)|生日礼物"
)
_NOT_SENT = WAITING | {OrderState.UNPAID}
_SENT = frozenset({OrderState.SHIPPED, OrderState.SIGNED, OrderState.COMPLETED})


def gift(shop: Shop, question: Question) -> Reply:
    noted_on = question.first("gift_order")
    if noted_on:
        return _noted(shop, question, noted_on)
    if _ELSEWHERE.search(question.text):
        return knowledge(question.text)
    if _MISSING.search(question.text):
        return _missing(shop, question)
    if _PRESENT.search(question.text):
        return recommend(shop, question)
    if _names_the_gift(shop, question):
        question = replace(question, text="", entities={})
    category = category_named(shop, question)
    if category and question.first("product_word") in {None, category} and question.first("product_id") is None:
        return _with_category(shop, category)
    basket = basket_of(shop, question)
    if basket is None:
        return which(shop, question) if not_sold(shop, question) else _all(shop)
    return _for_basket(shop, basket, question)


def _all(shop: Shop) -> Reply:
    told = "；".join(
        f"{'、'.join(each['categories'])}满 {yuan(each['from_amount'])}送{each['title']}"
        for each in shop.policy().get("gifts", ())
        if each["stock"]
    )
    return Reply(
        f"亲，现在的赠品：{told}。一单一份，送完为止。您看中哪一款，我帮您看看够不够～"
        if told
        else "亲，现在没有赠品活动，不跟您乱许～"
    )


def _names_the_gift(shop: Shop, question: Question) -> bool:
    """送手套不 is about the gloves that come with the pot, not about gloves that are sold."""
    word = question.first("product_word")
    return word is not None and any(word in each["title"] for each in shop.policy().get("gifts", ()))


def _with_category(shop: Shop, category: str) -> Reply:
    rules = [each for each in shop.policy().get("gifts", ()) if category in each["categories"] and each["stock"]]
    told = "；".join(f"满 {yuan(each['from_amount'])}送{each['title']}" for each in rules)
    if not told:
        return Reply(f"亲，{category}现在没有赠品，不跟您乱许～")
    return Reply(f"亲，{category}{told}，一单一份、送完为止。您看中哪一款，我帮您看看够不够～")


def _for_basket(shop: Shop, basket: Basket, question: Question) -> Reply:
    goods = "您没付款的这单" if basket.order else short(basket.product.title)
    product_id, order_id = basket.product.id, basket.order.id if basket.order else None
    rule = next((each for each in shop.policy().get("gifts", ()) if basket.categories & set(each["categories"])), None)
    if rule is None or not rule["stock"]:
        return Reply(f"亲，{goods}现在没有赠品，不跟您乱许～", product_id=product_id, order_id=order_id)
    bill = quote(shop, question, basket).bill
    missing = Decimal(str(rule["from_amount"])) - (bill.goods - bill.discount)
    if missing > 0:
        text = f"亲，满 {yuan(rule['from_amount'])}才送{rule['title']}，{goods}优惠后还差 {yuan(missing)}～"
    else:
        text = f"亲，{goods}能送{rule['title']}一份，一单一份、送完为止，付款后跟商品一起发～"
    return then(
        Reply(text, product_id=product_id, order_id=order_id),
        "要帮您算算到手价吗？",
        "ask_price",
        product_id=product_id,
    )


def due_gift(shop: Shop, order: Order) -> Mapping[str, Any] | None:
    """What the policy gives with an order: by the categories of its lines and what was paid for goods."""
    categories = {product.category for line in order.lines if (product := shop_product(shop, line.product_id))}
    amount = order.goods_total - order.discount
    for each in shop.policy().get("gifts", ()):
        if categories & set(each["categories"]) and amount >= Decimal(str(each["from_amount"])) and each["stock"]:
            rule: Mapping[str, Any] = each
            return rule
    return None


# One that is missing


def _missing(shop: Shop, question: Question) -> Reply:
    found = find_order(
        shop, question, likely=lambda order: order.state in _NOT_SENT, ask="您说的是哪一笔订单的赠品呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    goods, rule = short(order.lines[0].title), due_gift(shop, order)
    if order.state in _SENT:
        return _after_sending(order, goods)
    if rule is None:
        reply = Reply(f"亲，您的{goods}这单没有达到赠品的条件，所以订单里没有，不跟您乱许～", order_id=order.id)
        return then(reply, "要看看赠品的条件吗？", "ask_gift")
    if is_noted(order, str(rule["title"])):
        return Reply(f"亲，您的{goods}这单已经备注了赠送{rule['title']}，会跟商品一起发～", order_id=order.id)
    reply = Reply(f"亲，您的{goods}这单可以送{rule['title']}一份，还没发货，来得及。", order_id=order.id)
    return then(reply, "要我备注给仓库一起发吗？", "ask_gift", gift_order=order.id)


def is_noted(order: Order, title: str) -> bool:
    return any(title in note.text for note in order.notes)


def _after_sending(order: Order, goods: str) -> Reply:
    return Reply(
        f"亲，您的{goods}已经发出了，先看看是不是分在另一个包裹里；收到确实没有的话，我帮您登记补发～",
        buttons=[Button("登记少了赠品", "report_package_problem", {"order_id": order.id})],
        order_id=order.id,
    )


def _noted(shop: Shop, question: Question, order_id: str) -> Reply:
    """After a yes: the state is looked at anew, and a note that stands is not written twice."""
    order = shop.order(question.shopper_id or "", order_id)
    rule = due_gift(shop, order)
    if rule is None or order.state not in _NOT_SENT:
        return Reply("亲，这单现在加不了赠品了，不好意思～", order_id=order.id)
    if not is_noted(order, str(rule["title"])):
        text = f"请随单赠送{rule['title']} 1 份"
        shop.add_note(
            order.shopper_id, order.id, by="小二", text=text, flag=Flag.GREEN, key=f"{question.message_id}:gift"
        )
    when = "付款后" if order.state is OrderState.UNPAID else ""
    return Reply(f"好的亲，已经给仓库备注了赠送{rule['title']}，{when}跟商品一起发～", order_id=order.id)
