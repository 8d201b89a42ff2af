"""What it costs today: by SKU, at its best combination with every step, and what the price has been. No word of tomorrow's."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from actions.services.basket import Basket, Quote, arithmetic, basket_of, is_wholesale, nearest, quote
from actions.services.cards import product_card
from actions.services.next_step import after_price, then
from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Reply, knowledge
from actions.services.skus import asked_skus
from actions.services.subject import product_in_question, which
from actions.services.wording import day, short, yuan
from shop.models import PricePoint, Product
from shop.protocol import Shop

HISTORY = re.compile(
    r"会不会(更|再|还)?(便宜|降|低)|还会(再)?(降|便宜|低)|会(更便宜|降价|再降|再便宜)|要不要等|等.{0,6}划算|以后.*(价|降)|怎么(又)?(涨|贵)|"
    r"涨价|怎么.*比.*贵|去年|原价|历史|之前(卖|是|多少)|昨天.*(元|块|还|才|\d)|恢复到|活动(过|结)?后|双1[12]|双十[一二]|618|年底|最低(价|的时候)|什么时候.*便宜"
)
_WHOLE_SALE = re.compile(r"批发|团购|团购价|大批")
_BY_SKU = re.compile(r"颜色.*价|价.*一样|加钱|要加|大码.*(价|钱)|分别|每个(码|色|规格)|哪个规格|起拍价|不同.*价")
_ELSEWHERE = re.compile(r"直播|国补|补贴|以旧换新|安装.*(多少|费)|定做|定制|实体店|专柜")


def price(shop: Shop, question: Question) -> Reply:
    if _ELSEWHERE.search(question.text) and not question.product_id:
        return knowledge(question.text)
    if is_wholesale(question) or _WHOLE_SALE.search(question.text):
        return Reply("亲，这个数量我这边没有批量价可以报，让负责团购的同事给您核一个准数吧～", buttons=[TO_A_PERSON])
    product = product_in_question(shop, question)
    if product and HISTORY.search(question.text):
        return history(shop, product, question)
    basket = basket_of(shop, question)
    if basket is None:
        return which(shop, question)
    if len(basket.items) == 1 and (_BY_SKU.search(question.text)):
        return _by_sku(basket.product)
    return _at_its_best(shop, quote(shop, question, basket), question)


def _at_its_best(shop: Shop, quoted: Quote, question: Question) -> Reply:
    basket, bill = quoted.basket, quoted.bill
    text = f"亲，{_page_price(basket, question)}"
    if bill.discount:
        text += f"按现在能用的优惠最省这样算：{arithmetic(quoted)}。"
    else:
        text += f"目前单买没有能叠的优惠，到手 {yuan(bill.total)}{_postage(bill.postage)}。"
    more = nearest(bill)
    reply = Reply(
        text + (f"{more}。" if more else ""),
        parts=[product_card(basket.product)] if basket.order is None else [],
        order_id=basket.order.id if basket.order else None,
        product_id=basket.product.id,
    )
    if quoted.to_take:
        return then(reply, f"要帮您领这张「{quoted.to_take.title}」吗？", "ask_coupon", coupon_offer=quoted.to_take.id)
    return after_price(reply, shop, basket.product)


def _postage(fee: Decimal) -> str:
    return f"（含运费 {yuan(fee)}）" if fee else "，包邮"


def _page_price(basket: Basket, question: Question) -> str:
    if basket.order:
        return f"您还没付款的{short(basket.order.lines[0].title)}这单，"
    product = basket.product
    asked = asked_skus(product, question)
    if not asked and len({sku.price for sku in product.skus}) > 1:
        return f"{short(product.title)}：{_prices(product)}。"
    item = basket.items[0]
    named = f"的{item.sku.label}" if asked else ""
    return f"{short(product.title)}{named}现在 {yuan(item.sku.price)}一件。"


def _by_sku(product: Product) -> Reply:
    same = len({sku.price for sku in product.skus}) == 1
    told = f"各个规格都是 {yuan(product.price)}，不加价～" if same else f"：{_prices(product)}～"
    reply = Reply(f"亲，{short(product.title)}{told}", parts=[product_card(product)], product_id=product.id)
    return then(reply, "要帮您算算到手价吗？", "ask_price", product_id=product.id)


def _prices(product: Product) -> str:
    """What parts the prices is told by the options that differ: 2XL 149 元, the others 139 元."""
    dearer = [sku for sku in product.skus if sku.price > product.price]
    told: dict[Decimal, list[str]] = {}
    for sku in dearer:
        told.setdefault(sku.price, []).append(_what_parts(product, sku.options))
    more = "，".join(f"{'、'.join(dict.fromkeys(names))} {yuan(price)}" for price, names in sorted(told.items()))
    cheap = [_what_parts(product, sku.options) for sku in product.skus if sku.price == product.price]
    return f"{'、'.join(dict.fromkeys(cheap))} {yuan(product.price)}，{more}"


def _what_parts(product: Product, options: dict[str, str]) -> str:
    """The values of those options by which the price goes."""
    for kind in options:
        by_value: dict[str, set[Decimal]] = {}
        for sku in product.skus:
            by_value.setdefault(sku.options[kind], set()).add(sku.price)
        if all(len(prices) == 1 for prices in by_value.values()) and len(by_value) > 1:
            return options[kind]
    return " ".join(options.values())


# What it was


def history(shop: Shop, product: Product, question: Question) -> Reply:
    """The record as it is, no promise of what comes, and the protection that holds instead."""
    days = shop.policy()["price_protection"]["days"]
    sale_days = shop.policy()["price_protection"]["days_sale"]
    reply = Reply(
        f"亲，{short(product.title)}{_told(product, question)}以后的价格我不能跟您打包票；付款后 {days} 天内（大促订单 {sale_days} 天）同款降价，可以申请价保退差价。",
        parts=[product_card(product)],
        product_id=product.id,
    )
    return then(reply, "要帮您算算今天的到手价吗？", "ask_price", product_id=product.id)


_LOOK_BACK = timedelta(days=90)


def _told(product: Product, question: Question) -> str:
    points = list(product.price_history)
    if not points:
        return f"现在 {yuan(product.price)}，没有变价记录。"
    newest = points[-1]
    text = f"现在 {yuan(product.price)}（{day(newest.at, question.now)}起，{newest.reason}）"
    lowest = _lowest(points, question)
    if lowest.price < product.price:
        text += f"，近 90 天最低是 {yuan(lowest.price)}（{day(lowest.at, question.now)}起，{lowest.reason}）"
    else:
        text += "，已经是近 90 天里的低位"
    return text + "。"


def _lowest(points: list[PricePoint], question: Question) -> PricePoint:
    recent = [point for point in points if question.now - point.at <= _LOOK_BACK] or points[-1:]
    return min(recent, key=lambda point: point.price)
