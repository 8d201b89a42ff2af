"""砍价: a ladder, climbed one rung at a time and none twice. An offer that runs, the best combination with its sum, the
assurance, a gift noted on the order, a person. The price itself is never touched where the platform fixes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from actions.services.basket import Basket, Quote, arithmetic, basket_of, is_wholesale, quote, said_next, unpaid_order
from actions.services.details import detail
from actions.services.focus import WAITING
from actions.services.gifts import due_gift, is_noted
from actions.services.next_step import then
from actions.services.question import Question
from actions.services.recommending import recommend
from actions.services.reply import TO_A_PERSON, Reply, handover
from actions.services.subject import which
from actions.services.wording import day, short, yuan
from shop.models import Order
from shop.protocol import Shop


class Rung(StrEnum):
    OFFER = "offer"
    COMBINATION = "combination"
    ASSURANCE = "assurance"
    GIFT = "gift"
    PERSON = "person"


@dataclass(frozen=True)
class Deal:
    shop: Shop
    question: Question
    basket: Basket
    quoted: Quote

    @property
    def goods(self) -> str:
        return "您没付款的这单" if self.basket.order else short(self.basket.product.title)


_FREE_POSTAGE = re.compile(r"包个?邮|免邮|邮费|运费")
_THE_CHEAPER_ONE = re.compile(r"^(那|我|就|要|选|买|拿|看看|想)*便宜(一?点)?的?那[款个件双台条](吧|呗|了|的)?$")
_A_CHEAPER_ONE = re.compile(r"便宜(一?点)?的?款|便宜(一?点)?的(有|吗|没|不)|有(没有)?(再|更|其他)?便宜(一?点)?的")
_WHOLESALE = re.compile(r"批发|团购|一百|几十|单位要|公司要")


def bargain(shop: Shop, question: Question) -> Reply:
    if question.shown_product_ids and _THE_CHEAPER_ONE.search(question.text):
        return detail(shop, question)
    if _A_CHEAPER_ONE.search(question.text):
        return recommend(shop, question)
    basket = basket_of(shop, question)
    if is_wholesale(question) or _WHOLESALE.search(question.text):
        return _wholesale()
    if basket is None:
        return which(shop, question)
    deal = Deal(shop, question, basket, quote(shop, question, basket))
    if _FREE_POSTAGE.search(question.text):
        return _postage(deal)
    for rung in Rung:
        if rung not in question.rungs:
            reply = _RUNGS[rung](deal)
            if reply:
                return _said(reply, deal, rung)
    return _again_to_a_person(deal)


def _said(reply: Reply, deal: Deal, rung: Rung) -> Reply:
    opening = _opening(deal) if rung is not Rung.PERSON else ""
    order = deal.basket.order
    return replace(
        reply,
        text=f"亲，{opening}{reply.text}",
        rung=rung.value,
        order_id=reply.order_id or (order.id if order else None),
        product_id=deal.basket.product.id,
    )


# What was said comes first, in half a sentence

_OPENINGS = (
    (
        re.compile(r"隔壁|别家|别人家|其他店|别的店|拼多多|拼夕夕|京东|直播间|人家|另一家|同款.*便宜"),
        "别家的价格和货我没法核实，也不去评价；",
    ),
    (re.compile(r"抹|零头|凑个?整|整数|去零"), "零头是系统按规则算的，我这边抹不掉；"),
    (re.compile(r"改价|改下价|改到|帮我改|改一下价"), ""),
    (re.compile(r"老顾客|老客|常买|好几[回次]|次了|第[三四五]次|回头客"), "谢谢您一直照顾；"),
    (re.compile(r"学生|没钱|预算不够|超预算|生活费"), "明白您想控制预算；"),
)
_FIXED = {
    "tmall": "店里的价格是系统定的，客服改不了；",
    "taobao": "价格先按页面的来；",
}


def _opening(deal: Deal) -> str:
    said = next((words for pattern, words in _OPENINGS if pattern.search(deal.question.text)), "")
    first = not deal.question.rungs or "改" in deal.question.text
    return said + (_FIXED.get(deal.shop.policy()["shop"]["platform"], "") if first else "")


# The rungs: each gives its reply, or None where it has nothing to give


def _offer(deal: Deal) -> Reply | None:
    running = list(deal.quoted.bill.promotions) or [
        each
        for each in deal.shop.promotions()
        if deal.basket.categories & set(each.categories) and not each.least_level
    ]
    if running:
        offer = running[0]
        more = next((said_next(each) for each in deal.quoted.bill.nexts if each.title == offer.title), "")
        told = f"不过{deal.goods}正好赶上「{offer.title}」：{offer.rule.rstrip('。')}，到{day(offer.ends_at, deal.question.now)}为止。"
        return then(
            Reply(told + (f"{more}。" if more else "")), "要帮您算算最省能到多少吗？", "ask_price", **_about(deal)
        )
    taken = deal.quoted.to_take
    if taken is None:
        return None
    told = f"不过有张「{taken.title}」可以领，满 {yuan(taken.from_amount)}减 {yuan(taken.amount)}。"
    return then(Reply(told), "要帮您领吗？", "ask_coupon", coupon_offer=taken.id)


def _about(deal: Deal) -> Mapping[str, str]:
    if deal.basket.order:
        return {}
    return {"product_id": deal.basket.product.id, "quantity": str(deal.basket.pieces)}


def _combination(deal: Deal) -> Reply | None:
    if not deal.quoted.bill.discount:
        return None
    taken = deal.quoted.to_take
    reply = Reply(f"能用的优惠我都帮您叠上了，{deal.goods}最省是：{arithmetic(deal.quoted)}。")
    if taken:
        return then(reply, f"要帮您领「{taken.title}」吗？", "ask_coupon", coupon_offer=taken.id)
    return reply


def _assurance(deal: Deal) -> Reply:
    policy = deal.shop.policy()
    rules, protection = policy["returns"], policy["price_protection"]
    category = deal.basket.product.category
    days = rules["extended_days"] if category in rules["extended_categories"] else rules["no_reason_days"]
    limits = [each for each in rules["not_without_reason"] if category[-2:] in each]
    except_for = f"（{limits[0]}除外）" if limits else ""
    text = f"{yuan(deal.quoted.bill.total)}已经是现在能给到的价了。您放心的是：签收后 {days} 天内不满意可以无理由退{except_for}，付款后 {protection['days']} 天内降价还能申请价保退差价，买了不吃亏～"
    return Reply(text)


def _gift(deal: Deal) -> Reply | None:
    """Only with an order that has not left, and only what the policy gives with it."""
    order = _open_order(deal)
    rule = due_gift(deal.shop, order) if order else None
    if order is None or rule is None or is_noted(order, str(rule["title"])):
        return None
    reply = Reply(
        f"价格上我能用的都用上了，还能做的是给您{short(order.lines[0].title)}这单备注一份{rule['title']}，一起发给您。",
        order_id=order.id,
    )
    return then(reply, "要备注上吗？", "ask_gift", gift_order=order.id)


def _open_order(deal: Deal) -> Order | None:
    if deal.question.shopper_id is None:
        return None
    waiting = [order for order in deal.shop.orders(deal.question.shopper_id) if order.state in WAITING]
    return unpaid_order(deal.shop, deal.question) or next(iter(waiting), None)


def _person(deal: Deal) -> Reply:
    sum_ = yuan(deal.quoted.bill.total)
    note = f"砍价：{deal.goods}，已给到 {sum_}，顾客说“{deal.question.text[:40]}”"
    return Reply(
        f"我这边能用的优惠都给您用上了，{sum_}是我能给到的。我请同事再帮您看看，能不能再优惠我不敢替他答应～",
        custom=handover("bargain", note),
    )


_RUNGS: Mapping[Rung, Callable[[Deal], Reply | None]] = {
    Rung.OFFER: _offer,
    Rung.COMBINATION: _combination,
    Rung.ASSURANCE: _assurance,
    Rung.GIFT: _gift,
    Rung.PERSON: _person,
}


def _again_to_a_person(deal: Deal) -> Reply:
    """Who comes back from the person with the same wish has heard all that we have."""
    text = f"亲，优惠我都帮您算过了，{yuan(deal.quoted.bill.total)}确实是现在能给到的价，别的得请同事决定～"
    return Reply(text, buttons=[TO_A_PERSON], product_id=deal.basket.product.id)


# Postage, and large numbers


def _postage(deal: Deal) -> Reply:
    """On Tmall the postage is what an agent can edit, and only where the policy lets him."""
    bill, goods = deal.quoted.bill, deal.goods
    product_id = deal.basket.product.id
    if not bill.postage:
        return Reply(f"亲，{goods}现在拍本来就包邮，不用再付运费～", product_id=product_id)
    missing = next((each.missing for each in bill.nexts if each.title == "包邮"), Decimal(0))
    text = f"亲，{goods}运费是 {yuan(bill.postage)}，再买 {yuan(missing)}就包邮了，单独免邮我这边做不了主。"
    if _may_waive(deal.shop.policy()):
        return Reply(
            f"{text}拍下先别付款，我请同事帮您看看能不能改运费～", buttons=[TO_A_PERSON], product_id=product_id
        )
    return then(Reply(text, product_id=product_id), "要看看凑单合适的搭配吗？", "ask_recommendation", **_about(deal))


def _may_waive(policy: Mapping[str, Any]) -> bool:
    return bool(policy["shipping"].get("agents_may_waive"))


def _wholesale() -> Reply:
    return Reply("亲，您要的数量多，这个价得由负责团购的同事核，我不敢随便报～", buttons=[TO_A_PERSON])
