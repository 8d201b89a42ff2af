"""Whether it is there: from the live record. What is gone says when it is back, what else there is, and can be waited for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services.cards import product_card
from actions.services.focus import is_named
from actions.services.next_step import after_facts, after_size, then
from actions.services.question import Question
from actions.services.reply import Button, Reply
from actions.services.skus import asked_skus, labels, same_but, unknown_option
from actions.services.subject import product_at_hand, product_in_question, which
from actions.services.wording import day_and_date, short
from shop.models import Product, Sku
from shop.protocol import NotFound, Refusal, Refused, Shop

_FEW = 5  # told only from live stock
_MOST_BUTTONS = 4
_TELL_ME = re.compile(r"通知|提醒|叫我|告诉我|喊我|来货.*我|到货.*我")
_HOW_MANY = re.compile(r"几[件双条盒瓶包袋台个]|多少[件双条盒瓶包袋台个]|剩多少|库存(还有)?多少|多少库存")
_OTHER_SIZE = re.compile(r"[大小](一?[点些]|号)的|[大小]一?点(儿)?[吗没么不]|[大小](容量|瓶|包|盒|罐)|[大小]一号")
_KEEP_FOR_ME = re.compile(r"留(一|个|件|双|着|下)|预留|锁定库存")


def stock(shop: Shop, question: Question) -> Reply:
    wanted = question.first("restock_sku") or (_TELL_ME.search(question.text) and question.offered.get("restock_sku"))
    if wanted:
        return _wait_for(shop, question, wanted)
    product = product_in_question(shop, question)
    if product is None or _only_looks_so(shop, product, question):
        return which(shop, question)
    reply = _answer(shop, product, question)
    return replace(reply, parts=reply.parts or [product_card(product)], product_id=product.id)


def _only_looks_so(shop: Shop, product: Product, question: Question) -> bool:
    """灰色 alone names no goods, though a grey boot is like it."""
    options = {"colour", "size"} & set(question.entities)
    told = question.first("product_word") or question.product_id or is_named(question.text, product)
    return bool(options) and not told and product_at_hand(shop, replace(question, text="")) is None


def _answer(shop: Shop, product: Product, question: Question) -> Reply:
    asked = asked_skus(product, question)
    gone = [sku for sku in asked or product.skus if not sku.stock]
    missing = unknown_option(product, question)
    if missing:
        return _not_made(product, *missing)
    if _TELL_ME.search(question.text):
        return _tell_me(shop, product, gone, question)
    if _KEEP_FOR_ME.search(question.text):
        return _kept_by_paying(product)
    if _OTHER_SIZE.search(question.text) and not product.size_chart:
        return _sizes_there_are(product)
    if asked:
        return _of_asked(product, asked, gone, question)
    return _of_all(product, gone, question)


def _sizes_there_are(product: Product) -> Reply:
    """A larger pot, a smaller bottle: of one product, these are all there are."""
    kinds = dict.fromkeys(kind for sku in product.skus for kind in sku.options if kind not in {"颜色", "口味"})
    told = "、".join(dict.fromkeys(sku.options[kind] for kind in kinds for sku in product.skus if kind in sku.options))
    text = f"规格有{told}" if "、" in told else "只有这一种大小"
    reply = Reply(f"亲，{short(product.title)}{text}，没有别的大小～")
    return then(reply, "要看看同类的其他款吗？", "ask_recommendation", product_id=product.id)


def _not_made(product: Product, kind: str, said: str) -> Reply:
    values = "、".join(dict.fromkeys(sku.options[kind] for sku in product.skus if kind in sku.options))
    named = f"{said}" if kind == "颜色" else f" {said} 码"
    return Reply(f"亲，{short(product.title)}没有{named}，现有的是{values}，您看哪个合适～")


def _kept_by_paying(product: Product) -> Reply:
    text = f"亲，库存是拍下付款才算数的，没法先留着，这个不敢随便答应您。{short(product.title)}现在还有 {product.stock} 件，喜欢可以先拍下～"
    return Reply(text)


def _of_asked(product: Product, asked: Sequence[Sku], gone: Sequence[Sku], question: Question) -> Reply:
    there = [sku for sku in asked if sku.stock]
    if not there:
        text = f"亲，{short(product.title)}的{labels(gone)}暂时没货了{_back(gone, question)}{_others(product, gone)}"
        return _offer_to_tell(Reply(text), gone)
    wanted = int(question.first("quantity") or 1)
    most = max(there, key=lambda sku: sku.stock)
    if wanted > most.stock:
        return Reply(
            f"亲，{short(product.title)}的{most.label}现在只有 {most.stock} 件，凑不够 {wanted} 件，不跟您打马虎眼～"
        )
    missing = f"；{labels(gone)}暂时缺货" if gone else ""
    if _HOW_MANY.search(question.text):
        return after_size(Reply(f"亲，{short(product.title)}现在{_counted(there)}{missing}～"), product)
    text = f"亲，{short(product.title)}的{labels(there)}有现货{_scarce(there)}{missing}～"
    return after_size(Reply(text), product)


def _counted(there: Sequence[Sku]) -> str:
    return "、".join(f"{sku.label} 还有 {sku.stock} 件" for sku in there[:4])


def _scarce(there: Sequence[Sku]) -> str:
    return f"，只剩 {there[0].stock} 件" if len(there) == 1 and there[0].stock <= _FEW else ""


def _of_all(product: Product, gone: Sequence[Sku], question: Question) -> Reply:
    if product.stock and _HOW_MANY.search(question.text):
        text = f"亲，{short(product.title)}所有规格一共还有 {product.stock} 件，您说颜色尺码我报得更准～"
        return Reply(text)
    wanted = int(question.first("quantity") or 1)
    if not product.stock:
        return _offer_to_tell(Reply(f"亲，{short(product.title)}暂时卖完了{_back(gone, question)}"), gone)
    if wanted > product.stock:
        return Reply(f"亲，{short(product.title)}所有规格加起来现在是 {product.stock} 件，不够 {wanted} 件～")
    enough = f"，{wanted} 件够的" if wanted > 1 else ""
    if not gone:
        return after_facts(Reply(f"亲，{short(product.title)}各个规格都有现货{enough}～"), product)
    return Reply(f"亲，{short(product.title)}有现货{enough}，只有{labels(gone)}暂时缺货。您想要哪个规格呢？")


def _back(gone: Sequence[Sku], question: Question) -> str:
    at = min((sku.restock_at for sku in gone if sku.restock_at), default=None)
    return f"，预计{day_and_date(at, question.now)}补货。" if at else "，补货时间还没定。"


def _others(product: Product, gone: Sequence[Sku]) -> str:
    """The same size in another colour is nearer to what was wanted than any other SKU."""
    near = same_but(product.skus, gone[0], "颜色") if len(gone) == 1 and "颜色" in gone[0].options else []
    there = near or [sku for sku in product.skus if sku.stock]
    return f"现货还有{labels(there[:3]).rstrip()}。" if there else ""


def _offer_to_tell(reply: Reply, gone: Sequence[Sku]) -> Reply:
    if len(gone) == 1:
        return then(reply, "要不要到货了通知您？", "ask_stock", restock_sku=gone[0].id)
    return replace(reply, text=f"{reply.text}要等哪个规格到货，我记下来通知您～", buttons=_to_wait_for(gone))


def _to_wait_for(gone: Sequence[Sku]) -> list[Button]:
    return [Button(f"等 {sku.label}", "ask_stock", {"restock_sku": sku.id}) for sku in gone[:_MOST_BUTTONS]]


# 到货通知

_LOG_IN = Reply("亲，登录账号后我才能把到货消息发给您；先不登录的话，在商品页点“到货提醒”也一样～")


def _tell_me(shop: Shop, product: Product, gone: Sequence[Sku], question: Question) -> Reply:
    """Asked for outright, of one SKU: that is the yes. Of several it must be said which."""
    if not gone:
        return Reply(f"亲，{short(product.title)}现在就有现货，不用等，可以直接拍～")
    if len(gone) > 1:
        return Reply("亲，您想等哪个规格到货呢？", buttons=_to_wait_for(gone))
    return _wait_for(shop, question, gone[0].id)


def _wait_for(shop: Shop, question: Question, sku_id: str) -> Reply:
    if question.shopper_id is None:
        return _LOG_IN
    sku = _sku(shop, sku_id)
    try:
        shop.notify_restock(question.shopper_id, sku.id, key=f"{question.message_id}:restock")
    except Refused as refused:
        if refused.refusal is not Refusal.NOTHING_DUE:
            raise
        return Reply(f"亲，{sku.label}刚好又有货了，现在就能拍～", product_id=sku.product_id)
    return Reply(
        f"好的亲，{sku.label}记下了，到货第一时间在这里通知您{_back([sku], question)}", product_id=sku.product_id
    )


def _sku(shop: Shop, sku_id: str) -> Sku:
    found = next((sku for product in shop.products() for sku in product.skus if sku.id == sku_id), None)
    if found is None:
        raise NotFound
    return found
