"""下单帮助: how to order, so many pieces, limits, links; more than a household buys is a person's work."""

from __future__ import annotations

import re

from actions.services.cards import order_card, product_card
from actions.services.focus import picture_of
from actions.services.order_words import goods_of
from actions.services.quantities import pieces
from actions.services.question import Question
from actions.services.reply import Reply, handover, knowledge
from actions.services.subject import product_in_question
from actions.services.wording import short, yuan
from shop.models import OrderState, Product
from shop.protocol import Shop

_BULK = re.compile(r"团购|批发|采购|福利|批量|公司.{0,6}(买|要|订)")
_LIMIT = re.compile(r"限购|最多(能)?买|上限|只能买")
_DEPOSIT = re.compile(r"定金|订金|尾款|预售|预定|秒杀|直播|抢|开团|国补|礼物功能|补差价|差价|定[制做]|刻字")
_CONTINUE = re.compile(r"待付款|继续付|现在从哪|还没付|怎么付款|付款的?链接|没付.{0,6}哪")
_ADDRESS = re.compile(r"地址|给别人|送人|送给")
_GREY = re.compile(r"灰的|点不了|点不动|没有.{0,6}按钮|买不了|拍不了|拍不下|不可售|不能购买|提交不了")
_LINK = re.compile(r"链接|在哪(里|儿)?(拍|买|点)|哪里(拍|买)")
_FOR_ME = re.compile(r"帮我下|帮.{0,4}下(个)?单|你能帮我")
_OPTIONS_STEPS = "选好颜色、规格和数量，点「立即购买」，核对地址后付款就行"


def help_with_order(shop: Shop, question: Question) -> Reply:
    count = pieces(question.text)
    rule = shop.policy()["orders"]
    if _BULK.search(question.text) or (count or 0) >= rule["bulk_from"]:
        return _bulk(shop, question, count)
    if _DEPOSIT.search(question.text):
        return knowledge(question.text)
    if _CONTINUE.search(question.text):
        unpaid = _to_continue(shop, question)
        if unpaid:
            return unpaid
    product = product_in_question(shop, question)
    return _with_product(shop, product, question, count) if product else _without_product(shop, question, count)


def _bulk(shop: Shop, question: Question, count: int | None) -> Reply:
    product = product_in_question(shop, question)
    what = short(product.title) if product else "商品"
    stock = f"，{what}现货 {product.stock} 件" if product else ""
    note = f"批量采购：{question.text[:60]}{f'（{product.id} {what}，库存 {product.stock}）' if product else ''}"
    number = f"{count} 件" if count else "大批量"
    return Reply(
        f"可以的亲，{number}的话我请同事帮您核对库存和发货安排{stock}，发票照常开。麻烦再告诉同事收货城市和期望到货时间～",
        custom=handover("bulk_order", note),
        product_id=product.id if product else None,
    )


def _to_continue(shop: Shop, question: Question) -> Reply | None:
    orders = shop.orders(question.shopper_id) if question.shopper_id else ()
    unpaid = next((order for order in orders if order.state is OrderState.UNPAID), None)
    if unpaid is None:
        return None
    text = f"亲，您有一单{goods_of(unpaid)}还没付款（待付 {yuan(unpaid.to_pay)}），在「我的订单—待付款」里点进去就能继续付～"
    return Reply(text, parts=[order_card(unpaid, picture_of(shop, unpaid))], order_id=unpaid.id)


def _with_product(shop: Shop, product: Product, question: Question, count: int | None) -> Reply:
    text = _product_text(shop, product, question, count)
    return Reply(text, parts=[product_card(product)], product_id=product.id)


def _product_text(shop: Shop, product: Product, question: Question, count: int | None) -> str:
    name, most = short(product.title), shop.policy()["orders"]["most_pieces"]
    if not product.stock:
        return f"亲，{name}暂时卖完了，所以拍不了。需要的话跟我说一声，到货通知您～"
    if _LIMIT.search(question.text):
        return f"亲，{name}每单同款最多拍 {most} 件，现货 {product.stock} 件。要得更多可以分两单拍，我帮您合并发货～"
    if _GREY.search(question.text):
        gone = [sku.label for sku in product.skus if not sku.stock]
        why = f"选到没货的规格（{'、'.join(gone[:4])}）时按钮会变灰，" if gone else "商品是正常在售的，"
        return f"亲，{name}{why}换个有货的规格，或者退出 App 重进再试一下。还不行就截图发我看看～"
    return _count_text(product, count, most) if count else f"亲，{name}有货的，{_OPTIONS_STEPS}～"


def _count_text(product: Product, count: int, most: int) -> str:
    name = short(product.title)
    if count > most:
        return f"亲，{name}每单同款最多拍 {most} 件，{count} 件可以分开拍，拍好跟我说，我帮您合并发货～"
    if all(sku.stock < count for sku in product.skus):
        best = max(product.skus, key=lambda sku: sku.stock)
        return f"亲，{name}单个规格现货最多的是{best.label}（{best.stock} 件），不够 {count} 件，可以混着规格拍～"
    each = f"，{yuan(product.price)}起一件" if len({sku.price for sku in product.skus}) > 1 else ""
    total = "" if each else f"，共 {yuan(product.price * count)}（优惠以结算页为准）"
    return f"亲，{name}有货，数量选 {count} 一次拍下就行{each}{total}～"


def _without_product(shop: Shop, question: Question, count: int | None) -> Reply:
    if _LIMIT.search(question.text):
        most = shop.policy()["orders"]["most_pieces"]
        return Reply(f"亲，店里每单同款最多拍 {most} 件，您想买哪一款呢？我帮您看看库存～")
    if _ADDRESS.search(question.text):
        return Reply("亲，下单时在结算页点地址换成收货人的就行；拍完发现地址不对，没发货前直接跟我说，我帮您改～")
    if _FOR_ME.search(question.text):
        return Reply(
            f"亲，下单和付款要您自己在手机上点，我可以一步步陪您：打开商品页，{_OPTIONS_STEPS}。您想买哪一款？"
        )
    if _LINK.search(question.text) or count:
        return Reply("好的亲，您想要哪一款呢？说下商品名字，我把它发给您～")
    return knowledge(question.text)
