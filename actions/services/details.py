"""What a product is: from its sheet, word for word. A doubt gets its honest answer; what stands nowhere is not made up."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.services.cards import product_card
from actions.services.comparing import compare, named_in_comparison
from actions.services.focus import words_fit
from actions.services.next_step import after_facts, pieces, then
from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Reply, knowledge
from actions.services.subject import product_at_hand, product_in_question
from actions.services.topics import Topic, asked_attributes, topics_of
from actions.services.wording import short
from shop.models import ComplaintPoint, Product
from shop.protocol import Shop

_IN_GENERAL = re.compile(
    r"^(那|我|就|要|选|买|拿|看看|想)*(第.{1,2}|便宜(一?点)?的?那)[款个件双台条](吧|呗|了|的)?$|介绍|怎么样|特点|好不好|详情|优点|卖点|参数|好用吗|好穿吗|好吃吗|了解"
)
_FLAWS = re.compile(r"缺点|不足|差评|有什么问题|毛病|吐槽|坑")
_CRAFT = re.compile(r"工艺|做工|走线|车线|怎么做出来")
_MATCHING = re.compile(r"搭配?什么|配什么|怎么搭|搭啥|配啥")


def detail(shop: Shop, question: Question) -> Reply:
    others = named_in_comparison(shop, question)
    if others:
        return compare(others, question)
    is_matching = bool(_MATCHING.search(question.text))
    product = product_at_hand(shop, question) if is_matching else product_in_question(shop, question)
    if product is None:
        return knowledge(question.text)
    reply = _answer(shop, product, question)
    return replace(reply, product_id=product.id, parts=reply.parts or ([product_card(product)] if reply.text else ()))


def _answer(shop: Shop, product: Product, question: Question) -> Reply:
    if _MATCHING.search(question.text):
        return matching(shop, product, question.text)
    told = _choice_of(product, question.text)
    if told:
        return after_facts(Reply(told), product)
    if any(topic.strict and not _has(product, topic) for topic in topics_of(question.text)):
        return _not_written(product)
    found, doubt = asked_attributes(product, question.text), doubt_of(product, question.text)
    if doubt and (not found or _is_worry(question.text)):
        return after_facts(Reply(f"亲，{doubt.answer}"), product)
    if found:
        said = "；".join(f"{name}：{value}" for name, value in found)
        return after_facts(Reply(f"亲，{short(product.title)}的{said}～"), product)
    return _from_the_sheet(product, question)


_OPTIONS = {
    "颜色": re.compile(r"(哪|什么|啥|几)(些|种|个)?(颜?色)|(颜色|色号).{0,3}(哪|什么|啥|几)"),
    "口味": re.compile(r"(哪|什么|啥|几)(些|种|个)?(口?味)|(口味|味道).{0,3}(哪|什么|啥|几)"),
    "尺码": re.compile(r"(哪|什么|啥|几)(些|种|个)(尺?码|号)|(尺码|码数).{0,3}(哪|什么|啥|几)"),
}


def _choice_of(product: Product, text: str) -> str | None:
    """What there is to choose from, by the catalogue's own options; what is sold out is asked of the stock."""
    kind = next((kind for kind, words in _OPTIONS.items() if words.search(text)), None)
    values = dict.fromkeys(sku.options[kind] for sku in product.skus if kind in sku.options) if kind else {}
    return f"亲，{short(product.title)}的{kind}有{'、'.join(values)}～" if values else None


_WORRY = re.compile(r"会不会|会.{0,4}吗|容易|怕|是不是|能不能|掉色|起球|缩水|刺痛|闷痘")


def _is_worry(text: str) -> bool:
    return bool(_WORRY.search(text))


def doubt_of(product: Product, text: str) -> ComplaintPoint | None:
    """The known complaint that the text is afraid of, by the longest run of signs they share."""
    for said, meant in _SAME.items():
        text = text.replace(said, meant)
    shared = [(_overlap(each.point, text), each) for each in product.complaint_points]
    length, doubt = max(shared, key=lambda pair: pair[0], default=(0, None))
    return doubt if length >= _LEAST_SHARED else None


_SAME = {
    "异味": "有味道",
    "味儿": "有味道",
    "臭": "有味道",
    "褪色": "掉色",
    "起毛球": "起球",
    "变小": "缩水",
    "吵": "噪音",
}
_LEAST_SHARED = 2
_NO_DOUBT = frozenset({"有点", "一点", "容易", "不能", "能用", "用吗", "是不", "不是", "什么", "怎么"})


def _overlap(point: str, text: str) -> int:
    runs = (point[at:end] for at in range(len(point)) for end in range(at + 2, len(point) + 1))
    return max((len(run) for run in runs if run in text and run not in _NO_DOUBT), default=0)


def matching(shop: Shop, product: Product, text: str) -> Reply:
    """Of the kind that is asked for, if one of the matching pieces is of it."""
    there = [each for each in pieces(shop, product) if each.stock]
    there = [each for each in there if words_fit(text, each)] or there
    if not there:
        return Reply(f"亲，{short(product.title)}目前没有专门的搭配款，按您平时的穿法就好～")
    names = "、".join(short(each.title) for each in there)
    reply = Reply(
        f"亲，{short(product.title)}可以搭{names}，都有现货～",
        parts=[product_card(each) for each in there],
        shown_product_ids=[each.id for each in there],
    )
    return then(reply, f"要看看{short(there[0].title)}的详情吗？", "ask_product_detail", product_id=there[0].id)


def _from_the_sheet(product: Product, question: Question) -> Reply:
    """Nothing of it is named: the points, the flaws told frankly, or the knowledge base."""
    if _CRAFT.search(question.text) and product.craft:
        return after_facts(Reply(f"亲，{short(product.title)}的做工：{product.craft.rstrip('。')}～"), product)
    if _FLAWS.search(question.text):
        told = "；".join(f"{each.point}：{each.answer}" for each in product.complaint_points[:2])
        return Reply(f"亲，实话跟您说，买家提得多的是：{told}") if told else Reply("亲，这款目前没有集中反馈的问题～")
    if not question.text or _IN_GENERAL.search(question.text):
        points = "；".join(product.selling_points[:3])
        return after_facts(Reply(f"亲，{short(product.title)}：{points}～"), product)
    if any(topic.measured for topic in topics_of(question.text)):
        return _not_written(product)
    return Reply(custom={"knowledge": {"query": f"{product.kind} {question.text}"}})


def _has(product: Product, topic: Topic) -> bool:
    return any(hint in name for hint in topic.attributes for name in product.attributes)


def _not_written(product: Product) -> Reply:
    text = f"亲，{short(product.title)}的资料里没有写这一项，我不敢随便报，可以请同事帮您核实～"
    return Reply(text, buttons=[TO_A_PERSON])
