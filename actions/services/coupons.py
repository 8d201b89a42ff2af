"""优惠券: what is in the wallet, what can be taken, and why one cannot be used, from the live record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services.basket import Basket, basket_of, quote, reachable
from actions.services.next_step import then
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, Button, Reply, knowledge
from actions.services.wording import day, short, yuan
from shop.models import Coupon, CouponOffer
from shop.protocol import Refusal, Refused, Shop

_WHY_NOT = re.compile(
    r"用不了|不能用|用不上|没减|没抵|不抵|抵不了|没显示|灰|不满足|失效|过期|勾选不|选不了|叠不了|没自动|没有?自动|价格没变|使不了|(能|可以)用(优惠)?[券卷劵]?[吗不么]|用得上|能不能用|怎么不能|通用"
)
_MINE = re.compile(r"我(的|那|有|领|这|什么|都|还|手里|账)|券包|卡包|几张|到期|什么时候.*期")
_ELSEWHERE = re.compile(
    r"退回|退给|退货|取消.*券|忘.{0,4}用券|平台券|消费券|运费券|兑换码|优惠码|码填|直播|主播|粉丝群|生日|手机端|电脑|换个号|点领取没反应|链接|入会|会员.*没到账|评价返|怎么用|咋用"
)
_TAKES_IT = re.compile(
    r"^(那|就|好|行|可以|麻烦|请|你|帮我|给我|我要|要|想)*(的|啊|呀)?，?,? ?(帮我|给我)?领(吧|一下|下|了|一张|呗|这张|取)*[～~!！。]*$"
)
_TOGETHER = re.compile(r"一起用|叠加|叠着|同时用|同享|用[几两二三]张|[几两二三]张.{0,4}用|能用多张")
_TAKES_SOME = re.compile(
    r"^(那|就|好|行|可以|麻烦|请|你|帮我|给我|我要|我|要|想)*领(个|取)?[一1]张(券|优惠券)?[吧呗啊呀～~!！。]*$"
)
_MOST = 4


def coupon(shop: Shop, question: Question) -> Reply:
    taken = question.first("coupon_offer") or (_TAKES_IT.search(question.text) and question.offered.get("coupon_offer"))
    if taken:
        return _take(shop, question, taken)
    if _ELSEWHERE.search(question.text) and not _WHY_NOT.search(question.text):
        return knowledge(question.text)
    if (
        question.shopper_id is None
        and not _TOGETHER.search(question.text)
        and (_MINE.search(question.text) or _WHY_NOT.search(question.text))
    ):
        return NEEDS_IDENTITY
    if _WHY_NOT.search(question.text) and not _TOGETHER.search(question.text):
        return _why_not(shop, question)
    if _TOGETHER.search(question.text):
        return _together(shop, question)
    return _overview(shop, question)


def _together(shop: Shop, question: Question) -> Reply:
    """Coupons with each other, and with the offers that run for the goods in question."""
    basket = basket_of(shop, question)
    running = [each for each in shop.promotions() if not basket or basket.categories & set(each.categories)]
    able = "、".join(f"「{each.title}」" for each in running if each.stacks_with_coupons)
    unable = "、".join(f"「{each.title}」" for each in running if not each.stacks_with_coupons)
    told = (f"{able}可以和券一起用" if able else "", f"{unable}不和券同用，结算取更省的一种" if unable else "")
    with_offers = "；".join(each for each in told if each)
    reply = Reply(
        f"亲，券和券不能叠加，一单用一张店铺券{f'；活动里{with_offers}' if with_offers else ''}～",
        product_id=basket.product.id if basket else None,
    )
    return then(reply, "要帮您算算到手价吗？", "ask_price", product_id=basket.product.id) if basket else reply


# Taking one


def _take(shop: Shop, question: Question, offer_id: str) -> Reply:
    if question.shopper_id is None:
        return Reply("亲，登录账号后我才能把券发到您账户；店铺首页和商品页的“领券”处也可以自己领～")
    try:
        got = shop.take_coupon(question.shopper_id, offer_id, key=f"{question.message_id}:coupon")
    except Refused as refused:
        if refused.refusal is not Refusal.ALREADY_OPEN:
            raise
        return Reply("亲，这张券您已经领过啦，在「我的—红包卡券」里，结算时会自动抵扣～")
    reply = Reply(
        f"好的亲，「{got.title}」已经领到您账户里了：{_terms(got)}，{day(got.valid_until, question.now)}前有效，结算时自动抵扣～"
    )
    basket = basket_of(shop, question)
    return then(reply, "要按用上这张券帮您算到手价吗？", "ask_price", product_id=basket.product.id) if basket else reply


def _terms(coupon: Coupon | CouponOffer) -> str:
    where = f"，限{'、'.join(coupon.categories)}" if coupon.categories else "，全店可用"
    return f"满 {yuan(coupon.from_amount)}减 {yuan(coupon.amount)}{where}"


# What there is


def _overview(shop: Shop, question: Question) -> Reply:
    level = shop.shopper(question.shopper_id).level if question.shopper_id else ""
    own = shop.coupons(question.shopper_id) if question.shopper_id else []
    usable = [each for each in own if not each.used and each.valid_until > question.now]
    offers = [
        each for each in shop.coupon_offers() if reachable(each, level) and each.title not in {c.title for c in own}
    ]
    basket = basket_of(shop, question)
    if basket:
        offers = [each for each in offers if not each.categories or basket.categories & set(each.categories)]
    text = "" if _TAKES_SOME.search(question.text) and offers else _wallet(usable, question) + _takeable(offers)
    if not offers:
        return Reply(f"亲，{text}现在没有其他可领的券，过期的券没法补，有新券会放在店铺首页～")
    return _with_taking(Reply(f"亲，{text}"), shop, question, basket, offers)


def _wallet(usable: Sequence[Coupon], question: Question) -> str:
    told = "；".join(f"「{each.title}」{_terms(each)}（{day(each.valid_until, question.now)}到期）" for each in usable)
    return f"您账户里能用的券有：{told}。" if told else ("您账户里暂时没有能用的券。" if question.shopper_id else "")


def _takeable(offers: Sequence[CouponOffer]) -> str:
    told = "；".join(f"「{each.title}」{_terms(each)}" for each in offers[:_MOST])
    return f"现在可以领的有：{told}。" if told else ""


def _with_taking(
    reply: Reply, shop: Shop, question: Question, basket: Basket | None, offers: Sequence[CouponOffer]
) -> Reply:
    """The one that saves most on the goods in question; without goods, each has its button."""
    best = quote(shop, question, basket).to_take if basket else None
    if best or len(offers) == 1:
        wanted = best or offers[0]
        return then(reply, f"要帮您领「{wanted.title}」吗？", "ask_coupon", coupon_offer=wanted.id)
    buttons = [Button(f"领 {each.title}", "ask_coupon", {"coupon_offer": each.id}) for each in offers[:_MOST]]
    return replace(reply, text=f"{reply.text}想领哪一张？", buttons=buttons)


# Why not


def _why_not(shop: Shop, question: Question) -> Reply:
    own = _meant(shop.coupons(question.shopper_id or ""), question)
    if not own:
        reply = Reply("亲，您账户里没有查到领过的券，所以结算时抵不了～")
        return then(reply, "要看看现在能领哪些券吗？", "ask_coupon")
    basket = basket_of(shop, question)
    told = "；".join(
        f"「{each.title}」（{_terms(each)}）{_reason(shop, each, basket, question)}" for each in own[:_MOST]
    )
    reply = Reply(
        f"亲，帮您核对了：{told}。",
        order_id=basket.order.id if basket and basket.order else None,
        product_id=basket.product.id if basket else None,
    )
    if basket is None:
        return replace(reply, text=f"{reply.text}您想用在哪一款上？发我帮您对一下～")
    return then(reply, "要帮您按能用的券算到手价吗？", "ask_price", product_id=basket.product.id)


def _meant(own: Sequence[Coupon], question: Question) -> list[Coupon]:
    """The one named by its sum ("满199减20那张"), else all."""
    sums = {float(each) for each in re.findall(r"\d+(?:\.\d+)?", question.text)}
    named = [each for each in own if float(each.amount) in sums and (len(sums) == 1 or float(each.from_amount) in sums)]
    return named or list(own)


def _reason(shop: Shop, each: Coupon, basket: Basket | None, question: Question) -> str:
    if each.used:
        return "已经用过了"
    if each.valid_until <= question.now:
        return f"{day(each.valid_until, question.now)}已经过期，过期的券没法恢复"
    if basket is None:
        return f"还能用，{day(each.valid_until, question.now)}前有效"
    return _reason_here(shop, each, basket, question)


def _reason_here(shop: Shop, each: Coupon, basket: Basket, question: Question) -> str:
    bill = quote(shop, question, basket).bill
    inside = [item for item in basket.items if not each.categories or item.product.category in each.categories]
    if not inside:
        return f"只限{'、'.join(each.categories)}，{short(basket.product.title)}不在范围里"
    barring = [offer for offer in bill.promotions if not offer.stacks_with_coupons]
    if barring:
        return f"不能和「{barring[0].title}」同用，系统已经取了更省的一种"
    offers_off = bill.discount - (bill.coupon.amount if bill.coupon else 0)
    left = sum((item.amount for item in inside), start=inside[0].amount * 0) - offers_off
    if left < each.from_amount:
        return f"还差 {yuan(each.from_amount - left)}才到门槛"
    if bill.coupon and bill.coupon.id != each.id:
        return f"能用，不过一单只能用一张，「{bill.coupon.title}」更省"
    return "现在就能用，结算时会自动抵扣"
