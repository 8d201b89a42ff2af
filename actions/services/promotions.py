"""活动优惠: the offers that run for the goods in question, the rule in words, and what it makes of this basket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.services.basket import Basket, Quote, arithmetic, basket_of, nearest, quote
from actions.services.cards import product_card
from actions.services.categories import category_named
from actions.services.next_step import after_price, then
from actions.services.prices import HISTORY, history
from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.wording import day, short, yuan
from shop.levels import reaches
from shop.models import OfferScheme, Promotion
from shop.protocol import Shop

# Of these the shop has no record: the platform's own matters, and how a pre-sale goes. The knowledge base tells them.
_ELSEWHERE = re.compile(
    r"预售|定金|尾款|膨胀|国补|补贴|以旧换新|津贴|红包|淘金币|京豆|88 ?vip|plus|积分|拼团|拼单|秒杀|直播|主播|抽奖|好评返|晒单|购物金|退了?一件|学生证|生日|换购|几点|抢|开学|新人礼",
    re.I,
)
_COMBINED = re.compile(r"叠加|同享|一起用|同时用|折上折|能不能用券|还能用券|都算上")


def promotion(shop: Shop, question: Question) -> Reply:
    if _ELSEWHERE.search(question.text):
        return knowledge(question.text)
    basket = basket_of(shop, question)
    if basket is None:
        return knowledge(question.text) if HISTORY.search(question.text) else _all_running(shop, question)
    if HISTORY.search(question.text) and basket.order is None:
        return history(shop, basket.product, question)
    return _for_basket(shop, basket, question)


# What is asked for, of all that runs: 第二件半价 is no 满减.
_SCHEMES = (
    (re.compile(r"满减|满多少|满几|每满"), OfferScheme.REACHED),
    (re.compile(r"第二件|第2件|半价"), OfferScheme.SECOND_PIECE),
)


def _all_running(shop: Shop, question: Question) -> Reply:
    """Of the category or the sort that was named; of all if none was, or nothing of it runs."""
    running, category = shop.promotions(), category_named(shop, question)
    if category:
        return _of_category(category, [offer for offer in running if category in offer.categories], question)
    if not running:
        return Reply("亲，店里这几天没有进行中的活动，有看中的可以先告诉我，我帮您看看能领什么券～")
    scheme = next((scheme for words, scheme in _SCHEMES if words.search(question.text)), None)
    running = [offer for offer in running if offer.scheme is scheme] or list(running)
    told = "\n".join(f"・{_told(offer, question)}" for offer in running)
    return Reply(f"亲，现在进行中的活动有：\n{told}\n您看中哪一款，发我帮您算到手价～")


def _of_category(category: str, running: Sequence[Promotion], question: Question) -> Reply:
    if not running:
        return Reply(f"亲，{category}这几天没有活动，不跟您乱许。看中哪一款发我，我帮您看看能领什么券～")
    told = "；".join(_told(offer, question) for offer in running)
    return Reply(f"亲，{category}现在能参加{told}。看中哪一款，发我帮您算到手价～")


def _told(offer: Promotion, question: Question) -> str:
    least = f"（{offer.least_level}及以上会员）" if offer.least_level else ""
    return f"「{offer.title}」{least}{offer.rule.rstrip('。')}，到{day(offer.ends_at, question.now)}为止"


def _for_basket(shop: Shop, basket: Basket, question: Question) -> Reply:
    running = [offer for offer in shop.promotions() if basket.categories & set(offer.categories)]
    level = shop.shopper(question.shopper_id).level if question.shopper_id else ""
    running = [offer for offer in running if reaches(level, offer.least_level)]
    quoted = quote(shop, question, basket)
    goods = "您没付款的这单" if basket.order else short(basket.product.title)
    reply = Reply(
        f"亲，{goods}{_rules(running, quoted, question)}{_sum(quoted, question)}",
        parts=[] if basket.order else [product_card(basket.product)],
        order_id=basket.order.id if basket.order else None,
        product_id=basket.product.id,
    )
    return _stepped(reply, quoted, shop)


def _rules(running: Sequence[Promotion], quoted: Quote, question: Question) -> str:
    if not running:
        return "现在不在活动范围里，不跟您乱许。"
    told = "；".join(_told(offer, question) for offer in running)
    if not _COMBINED.search(question.text):
        return f"能参加{told}。"
    stacks = (
        "可以和店铺券一起用"
        if all(offer.stacks_with_coupons for offer in running)
        else "不和店铺券同用，结算取更省的一种"
    )
    return f"能参加{told}；{stacks}，一单一张券。"


def _sum(quoted: Quote, question: Question) -> str:
    """What it makes for this basket, and how much more until the next step."""
    more = nearest(quoted.bill)
    ahead = f"{more}。" if more else ""
    if not quoted.bill.discount:
        return (
            f"这样买是 {yuan(quoted.bill.total)}，还没到优惠门槛。{ahead}"
            if more
            else f"这样买是 {yuan(quoted.bill.total)}。"
        )
    return f"算下来：{arithmetic(quoted)}。{ahead}"


def _stepped(reply: Reply, quoted: Quote, shop: Shop) -> Reply:
    """A coupon of the sum that is not taken yet; else a matching piece, if the next step is a sum away."""
    if quoted.to_take:
        return then(reply, f"要帮您领「{quoted.to_take.title}」吗？", "ask_coupon", coupon_offer=quoted.to_take.id)
    return after_price(reply, shop, quoted.basket.product)
