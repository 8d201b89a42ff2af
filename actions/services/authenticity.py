"""Genuineness and safety: what the certificates on record say, quoted with number and issuer. Nothing is promised beyond."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services.cards import product_card
from actions.services.next_step import after_facts
from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.subject import product_in_question
from actions.services.wording import short
from shop.models import Certificate, Product
from shop.protocol import Shop

# What is asked for, against the kinds of certificates that would show it.
_KINDS = {
    "3c": ("3C",),
    "ccc": ("3C",),
    "备案": ("化妆品备案", "特殊化妆品注册"),
    "特证": ("特殊化妆品注册",),
    "批号": ("特殊化妆品注册", "化妆品备案"),
    "涉水": ("涉水批件",),
    "批件": ("涉水批件",),
    "斑贴": ("人体斑贴测试",),
    "质检": ("质检报告",),
    "检测报告": ("质检报告", "人体斑贴测试"),
}
# What stands in no certificate: how to verify, who authorises, what is paid for a fake. The knowledge base has it.
_ELSEWHERE = re.compile(
    r"防伪|扫码|二维码|刮|序列号|专柜|实体店|商场|授权|报关|假一|怎么辨|真伪|翻新|国行|水货|包装|logo", re.I
)
_CLASS = re.compile(
    r"[abc] ?类|安全(等级|类别)|甲醛|荧光|重金属|亚硝酸|黄曲霉|含绒|真皮|头层|羊毛|羊绒|牛皮|成分含量|spf", re.I
)


def genuine(shop: Shop, question: Question) -> Reply:
    product = product_in_question(shop, question)
    if product is None or (_ELSEWHERE.search(question.text) and not _kinds_named(question.text)):
        return knowledge(question.text)
    reply = _answer(shop, product, question.text)
    return replace(reply, parts=[product_card(product)], product_id=product.id)


def _kinds_named(text: str) -> list[str]:
    return [kind for word, kinds in _KINDS.items() if word in text.lower() for kind in kinds]


def _answer(shop: Shop, product: Product, text: str) -> Reply:
    wanted = _kinds_named(text)
    fitting = [each for each in product.certificates if not wanted or each.kind in wanted]
    if not product.certificates:
        return Reply(f"亲，{short(product.title)}的资料里没有登记检测报告，我不敢随便说，可以请同事帮您核实～")
    if not fitting:
        kinds = "、".join(dict.fromkeys(wanted))
        others = product.certificates[:1]
        return Reply(f"亲，{short(product.title)}的资料里没有 {kinds}，登记的是{_quoted(others)}{_how_far(others)}")
    opening = "" if wanted or _CLASS.search(text) else f"我们是{shop.policy()['shop']['name']}，"
    told = f"亲，{opening}{short(product.title)}登记的有{_quoted(fitting)}{_how_far(fitting)}"
    return after_facts(Reply(told), product)


def _quoted(certificates: Sequence[Certificate]) -> str:
    said = (
        f"{each.kind}（编号 {each.number}，{each.issued_by}），写明“{each.says.rstrip('。')}”" for each in certificates
    )
    return "；".join(said) + "。"


_OF_A_SAMPLE = frozenset({"质检报告", "人体斑贴测试"})


def _how_far(certificates: Sequence[Certificate]) -> str:
    """What a paper shows and no more: a report is of its sample, a registration of its number."""
    if any(each.kind in _OF_A_SAMPLE for each in certificates):
        return "报告只说明送检样品的结果，编号可以拿去核对～"
    return "编号可以拿去官方平台核对～"
