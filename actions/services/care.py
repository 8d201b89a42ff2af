"""How to use, wash and keep a product: as its sheet says; what the sheet leaves open stands in the knowledge base."""

from __future__ import annotations

import re

from actions.services.cards import product_card
from actions.services.details import doubt_of
from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.subject import product_of_facts
from actions.services.wording import short
from shop.models import Product
from shop.protocol import Shop

_WASHING = re.compile(r"洗|晒|晾|烘|熨|烫|保养|打理|护理|收纳|存放|保存|漂白|清洁|擦|浸泡|放冰箱|开封后|泡水|刷")
_USING = re.compile(r"怎么用|咋用|使用|用法|怎么敷|怎么涂|怎么吃|怎么喝|几次|多久用|教程|说明书|咋使|操作|早晚|先用")
_INSTALLING = re.compile(r"安装|怎么装|咋装|打孔|组装|自己装|能装")


def usage_care(shop: Shop, question: Question) -> Reply:
    product = product_of_facts(shop, question)
    if product is None:
        return knowledge(question.text)
    text = _answer(product, question.text)
    if not text:
        return Reply(custom={"knowledge": {"query": f"{product.kind} {question.text}"}}, product_id=product.id)
    return Reply(f"亲，{short(product.title)}{text}", parts=[product_card(product)], product_id=product.id)


def _answer(product: Product, text: str) -> str:
    """A known trouble first ("洗了会缩水吗"), then installing, using, washing: what is asked for narrowly wins."""
    doubt = doubt_of(product, text)
    if doubt:
        return f"：{doubt.answer}"
    if _INSTALLING.search(text):
        fitting = product.attributes.get("安装", "")
        return f"的安装：{fitting}～" if fitting else _no_fitting(product)
    if _USING.search(text) and _usage(product):
        return f"这样用：{_usage(product)}～"
    return (
        f"这样护理：{_sentence(product.care)}"
        if product.care and (_WASHING.search(text) or _USING.search(text))
        else ""
    )


def _no_fitting(product: Product) -> str:
    points = [point for point in product.selling_points if "免安装" in point]
    return "：免安装，摆好通电就能用～" if points or "免安装" in product.title else ""


def _usage(product: Product) -> str:
    told = product.attributes.get("使用", "")
    return f"{told}；{product.care.rstrip('。')}" if told else ""


def _sentence(care: str) -> str:
    return f"{care.rstrip('。')}～"
