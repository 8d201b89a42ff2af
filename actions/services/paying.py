"""付款方式: which ways there are, and what instalments really cost: free of interest only where the product says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.subject import product_in_question
from actions.services.wording import short, yuan
from shop.models import Product
from shop.protocol import Shop

_INSTALMENTS = re.compile(r"分期|分\s*[\d一二三四六九十]+\s*[期个]|几期|\d+\s*期|免息|每期|一个月还|分着给|分开付|分其")
_MONTHS = re.compile(r"(\d+|十二|二十四|一|三|六|九)\s*(?:期|个月)")
_CHINESE = {"一": 1, "三": 3, "六": 6, "九": 9, "十二": 12, "二十四": 24}
_ON_DELIVERY = re.compile(
    r"货到付|到了?再(付|给|刷)|到货(给|付)|收到.{0,6}(付|给钱)|先(发|收)货|到付|验完再|赊|给快递钱|货到"
)
_DEPOSIT = re.compile(r"定金|订金|尾款|预售")
_ANOTHER_PAYS = re.compile(r"代付|帮我付|帮付|别人付|老公付|老婆付|亲情")
# What people name, and what the shop's list calls it; a way that is not on the list is not promised.
_WAYS = {
    "支付宝": r"支付宝|余[额宝]",
    "微信支付": r"微信(?!上|转)",
    "花呗": r"花呗|花贝",
    "银行卡": r"银行卡|储蓄卡|银联",
    "信用卡": r"信用卡|刷卡|visa|万事达",
    "京东白条": r"白条|京东",
    "先用后付": r"先用后付|先试后付|0元下单|下月给|月付",
    "云闪付": r"云闪付",
    "数字人民币": r"数字人民币",
    "现金": r"现金|现钱",
    "购物卡": r"购物卡|礼品卡|e卡",
    "港币": r"港币|八达通",
}


def ways(shop: Shop, question: Question) -> Reply:
    if _DEPOSIT.search(question.text) and not _INSTALMENTS.search(question.text):
        return knowledge(question.text)
    if _INSTALMENTS.search(question.text):
        return _instalments(shop, question)
    if _ON_DELIVERY.search(question.text):
        return _on_delivery(shop)
    if _ANOTHER_PAYS.search(question.text):
        return knowledge("可以找别人代付吗")
    return _one_way(shop, question) or knowledge(question.text)


def _on_delivery(shop: Shop) -> Reply:
    rule = shop.policy()["payment"]
    if rule["cash_on_delivery"]:
        return Reply("可以的亲，支持货到付款，下单时选一下就行～")
    return Reply(
        f"亲，不支持货到付款哦，可以用{'、'.join(rule['ways'])}在线付。货款在您确认收货前由平台保管，收到检查没问题再确认就行～"
    )


def _one_way(shop: Shop, question: Question) -> Reply | None:
    """Of the way that is named, if one is; "有哪些" is told them all."""
    offered: Sequence[str] = shop.policy()["payment"]["ways"]
    named = next((way for way, words in _WAYS.items() if re.search(words, question.text, re.IGNORECASE)), None)
    if named is None:
        return _all_ways(offered) if re.search(r"哪些|方式|怎么付|支持啥|什么付", question.text) else None
    if named in offered:
        return Reply(f"可以的亲，{named}支持的，下单后在付款页选{named}就行～")
    if named == "信用卡":
        return Reply(
            f"亲，付款页能选到信用卡就能用，国内卡一般可以，境外卡以付款页显示为准；不行的话{'、'.join(offered)}都可以～"
        )
    return Reply(f"亲，{named}暂时用不了哦，店里支持{'、'.join(offered)}，以付款页显示的为准～")


def _all_ways(offered: Sequence[str]) -> Reply:
    return Reply(f"亲，支持{'、'.join(offered)}，下单后在付款页选一种就行～")


# Instalments


def _instalments(shop: Shop, question: Question) -> Reply:
    possible: Sequence[int] = shop.policy()["payment"]["instalments"]
    product, months = product_in_question(shop, question), _months(question.text)
    if months is not None and months not in possible:
        return Reply(f"亲，店里最多分 {max(possible)} 期，可选 {_list(possible)} 期，分 {months} 期暂时没有哦～")
    if product is None:
        return Reply(f"亲，可以用花呗分 {_list(possible)} 期，能不能免息看具体商品。您想买哪一款？我帮您算每期多少～")
    return Reply(_of_product(product, months, possible), product_id=product.id)


def _months(text: str) -> int | None:
    found = _MONTHS.search(text)
    return int(_CHINESE.get(found.group(1), found.group(1))) if found else None


def _list(months: Sequence[int]) -> str:
    return "、".join(map(str, months))


def _of_product(product: Product, months: int | None, possible: Sequence[int]) -> str:
    name, free = short(product.title), product.instalments
    asked = [months] if months else list(free) or list(possible)
    each = "，".join(f"{count} 期每期约 {yuan(per_month(product.price, count))}" for count in asked)
    if months and months not in free:
        also = f"，这款免息的是 {_list(free)} 期" if free else ""
        return f"亲，{name}可以分 {months} 期，{each.removeprefix(f'{months} 期')}（本金），手续费由您付，多少以付款页为准{also}～"
    if not free:
        return f"亲，{name}没有免息活动，用花呗分期的话{each}（本金），手续费由您付，以付款页显示为准～"
    return f"亲，{name} {_list(asked)} 期免息，手续费店里出，按 {yuan(product.price)}算{each}，付款时选花呗分期就行～"


def per_month(price: Decimal, months: int) -> Decimal:
    return (price / months).quantize(Decimal("0.01"), ROUND_HALF_UP)
