"""Stock from the live record, and attributes from the catalogue; what stands in neither is not made up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.services.cards import product_card
from actions.services.question import Question
from actions.services.reply import Button, Reply, knowledge
from actions.services.subject import product_in_question
from actions.services.wording import day_and_date, short
from shop.models import Product, Sku
from shop.protocol import Shop

_FEW = 5  # told only from live stock
_WHICH = Reply("亲，您问的是哪一款呢？发一下商品名或者链接，我马上帮您看～")


def stock(shop: Shop, question: Question) -> Reply:
    product = product_in_question(shop, question)
    if product is None:
        return _WHICH
    asked = _asked_skus(product, question.text)
    text = _stock_of(product, asked, question) if asked else _stock_of_all(product, question)
    return Reply(text, parts=[product_card(product)], product_id=product.id)


def _asked_skus(product: Product, text: str) -> Sequence[Sku]:
    """The SKUs which the options named in the text leave; all named options must fit. Empty when none is named."""
    said = text.lower()
    named = {value for sku in product.skus for value in sku.options.values() if _names(value, said, product)}
    if not named:
        return ()
    kinds = {kind for sku in product.skus for kind, value in sku.options.items() if value in named}
    return [sku for sku in product.skus if all(sku.options.get(kind) in named for kind in kinds)]


def _names(value: str, said: str, product: Product) -> bool:
    """曜石黑 is named by 黑色 too, if no other colour of the product is; sizes only as a whole word."""
    option = value.lower()
    if re.fullmatch(r"[a-z0-9.]+", option):
        return re.search(rf"(?<![a-z0-9.]){re.escape(option)}(?![a-z0-9])", said) is not None
    hue = option.removesuffix("色")[-1:]
    return option in said or (hue in _HUES and f"{hue}色" in said)


_HUES = "白黑红蓝绿灰粉紫黄橙棕米咖杏"


def _stock_of(product: Product, asked: Sequence[Sku], question: Question) -> str:
    there, gone = [sku for sku in asked if sku.stock], [sku for sku in asked if not sku.stock]
    if not there:
        return f"亲，{short(product.title)}的{_labels(gone)}暂时没货了{_back(gone, question)}{_others(product)}"
    scarce = f"，只剩 {there[0].stock} 件" if len(there) == 1 and there[0].stock <= _FEW else ""
    missing = f"；{_labels(gone)}暂时缺货" if gone else ""
    return f"亲，{short(product.title)}的{_labels(there)}有现货{scarce}{missing}，喜欢可以直接拍～"


def _stock_of_all(product: Product, question: Question) -> str:
    gone = [sku for sku in product.skus if not sku.stock]
    if not gone:
        return f"亲，{short(product.title)}各个规格都有现货，可以直接拍～"
    if len(gone) == len(product.skus):
        return f"亲，{short(product.title)}暂时卖完了{_back(gone, question)}"
    return f"亲，{short(product.title)}有现货，只有{_labels(gone)}暂时缺货。您想要哪个规格呢？"


def _back(gone: Sequence[Sku], question: Question) -> str:
    at = min((sku.restock_at for sku in gone if sku.restock_at), default=None)
    return f"，预计{day_and_date(at, question.now)}补货。" if at else "，补货时间还没定。"


def _others(product: Product) -> str:
    there = [sku for sku in product.skus if sku.stock][:3]
    return f"现货还有{_labels(there)}，要不要看看？" if there else ""


def _labels(skus: Sequence[Sku]) -> str:
    shown = "、".join(sku.label for sku in skus[:4])
    return f"{shown}等 {len(skus)} 个规格" if len(skus) > 4 else shown


# What people call an attribute, against the names of the catalogue's own.
_ATTRIBUTE_WORDS = {
    "材质 面料 布料 成分 什么做的 料子 含棉 纯棉 鞋面": ("材质", "面料", "成分", "鞋面", "内胆", "主料", "填充"),
    "厚 薄 保暖 几月 季节 加绒": ("厚薄", "适合季节", "加绒", "填充", "季节"),
    "透不透 透吗 会透 弹力 有弹": ("透明度", "弹力"),
    "版型 宽松 修身 显瘦": ("版型",),
    "尺寸 多大 大小 长宽 多高 多宽 占地 体积": ("尺寸", "大小", "产品尺寸", "规格"),
    "容量 几升 多少升 毫升 净含量 多少克 几包 几袋": ("容量", "净含量", "规格"),
    "功率 瓦 费电 耗电": ("功率",),
    "噪音 声音 吵": ("噪音", "噪声"),
    "重量 多重 重不重 几斤": ("重量", "克重", "净重"),
    "保质期 过期 多久坏 生产日期": ("保质期",),
    "配料 含糖 防腐剂 添加剂 过敏 热量": ("配料", "过敏原", "热量", "糖"),
    "电池 续航 充电 充一次": ("续航", "电池", "充电"),
    "跟高 鞋跟 几厘米 增高": ("跟高",),
    "鞋底 防滑": ("鞋底",),
    "适合 肤质 油皮 干皮 敏感肌 孕妇": ("适合肤质", "适用肤质", "适用人群", "适合", "肤质"),
    "功能 能做 有什么用 功效 作用": ("功能", "功效"),
    "几岁 年龄 多大的孩子": ("适合年龄", "适用年龄", "年龄"),
    "产地 哪里生产 哪产的": ("产地",),
}


def detail(shop: Shop, question: Question) -> Reply:
    product = product_in_question(shop, question)
    if product is None:
        return knowledge(question.text)
    found = asked_attributes(product, question.text)
    if not found:
        return _from_the_sheet(product, question)
    said = "，".join(f"{name}是{value}" for name, value in found)
    return Reply(f"亲，{short(product.title)}的{said}～", parts=[product_card(product)], product_id=product.id)


def asked_attributes(product: Product, text: str) -> list[tuple[str, str]]:
    """The attributes which the text names, by their own name first, then by what people call them."""
    hints = [
        hint for words, names in _ATTRIBUTE_WORDS.items() if any(w in text for w in words.split()) for hint in names
    ]
    named = [name for name in product.attributes if name in text]
    hinted = [name for name in product.attributes if name not in named and any(hint in name for hint in hints)]
    return [(name, product.attributes[name]) for name in (*named, *hinted)[:2]]


def _from_the_sheet(product: Product, question: Question) -> Reply:
    """No attribute is named: an honest answer to a known doubt, else the points; or the knowledge base."""
    doubt = next((each for each in product.complaint_points if _overlap(each.point, question.text)), None)
    if doubt:
        return Reply(f"亲，{doubt.answer}", parts=[product_card(product)], product_id=product.id)
    if not re.search(r"介绍|怎么样|特点|好不好|详情|优点|卖点|参数", question.text):
        return Reply(custom={"knowledge": {"query": f"{product.kind} {question.text}"}}, product_id=product.id)
    points = "；".join(product.selling_points[:3])
    return Reply(
        f"亲，{short(product.title)}：{points}～您最在意哪一点？",
        parts=[product_card(product)],
        buttons=[Button("有货吗", "ask_stock", {"product_id": product.id})],
        product_id=product.id,
    )


def _overlap(point: str, text: str) -> bool:
    return any(
        point[at : at + 2] in text for at in range(len(point) - 1) if point[at : at + 2] not in {"有点", "一点", "容易"}
    )
