"""Two products, or two options of one, side by side: only what differs, and which fits the need that was told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.services import needs
from actions.services.cards import product_card, table
from actions.services.next_step import then
from actions.services.question import Question
from actions.services.reply import Button, Part, Reply
from actions.services.skus import named_options
from actions.services.subject import product_in_question, shown_products
from actions.services.topics import asked_attributes
from actions.services.wording import short, yuan
from shop.models import Product, Sku
from shop.protocol import Shop

_BETWEEN = re.compile(r"和|跟|与|还是|对比|比|vs|、|或者?|,|，", re.I)
_COMPARING = re.compile(
    r"哪[个款种件双台]|区别|差别|不同|不一样|差在|对比|比较|还是|选哪|vs|有啥两样|比.*(好|贵|便宜|差|强)", re.I
)
_OUTSIDE = re.compile(r"别家|隔壁|其他店|别的店|专柜|小米|美的|耐克|苏泊尔|戴森|大牌|实体店|拼多多|拼夕夕|京东|直播间")
_MOST_ROWS = 6


def compare_products(shop: Shop, question: Question) -> Reply:
    """Two that are named; else two options of the one at hand; else the two last shown."""
    named = named_in_comparison(shop, question, is_comparing=True)
    if named:
        return compare(named, question)
    product = product_in_question(shop, question)
    options = _options(product, question) if product else []
    if product and len(options) > 1:
        return _compare_options(product, options, question)
    shown = shown_products(shop, question)[:2]
    if len(shown) > 1 and not _OUTSIDE.search(question.text):
        return compare(shown, question)
    return _one_alone(product, question)


def _one_alone(product: Product | None, question: Question) -> Reply:
    if product is None:
        return Reply("亲，您想比哪两款呢？把两个商品名发我，我把不一样的地方列给您～")
    return _only_ours(product) if _OUTSIDE.search(question.text) else _one_more(product)


def named_in_comparison(shop: Shop, question: Question, *, is_comparing: bool = False) -> list[Product]:
    """The different products that a comparing question names; fewer than two are none. 这款 is the one at hand."""
    if not is_comparing and not _COMPARING.search(question.text):
        return []
    parts = [part for part in _BETWEEN.split(question.text) if len(part.strip()) > 1]
    found: dict[str, Product] = {}
    for part in parts:
        named = shop.find_products(part, limit=1)
        if named:
            found.setdefault(named[0].id, named[0])
    if len(found) == 1 and re.search(r"这[款个件双台]|它", question.text):
        found = _with_the_one_at_hand(shop, question, found)
    return list(found.values())[:2] if len(found) > 1 else []


def _with_the_one_at_hand(shop: Shop, question: Question, found: dict[str, Product]) -> dict[str, Product]:
    context = question.focus_product_id or question.page_product_id
    at_hand = shop.product(context) if context and context not in found else None
    return {at_hand.id: at_hand, **found} if at_hand else found


def compare(products: Sequence[Product], question: Question) -> Reply:
    one, other = products[0], products[1]
    rows = differences(one, other)
    told = _asked_for(products, question) + (_advice(products, question) or _by_price(one, other))
    reply = Reply(
        f"亲，不一样的地方列在上面了，一样的就不重复啦。{told}",
        parts=[comparison_table(products, rows)],
        shown_product_ids=[each.id for each in products],
        product_id=_preferred(products, question).id,
    )
    best = _preferred(products, question)
    return then(reply, f"要帮您算算{best.kind}的到手价吗？", "ask_price", product_id=best.id)


def _asked_for(products: Sequence[Product], question: Question) -> str:
    """ "哪个厚" is answered in words too."""
    found = {each.id: asked_attributes(each, question.text)[:1] for each in products}
    if not all(found.values()):
        return ""
    return "，".join(f"{each.kind}是{found[each.id][0][1]}" for each in products) + "。"


def differences(one: Product, other: Product) -> list[tuple[str, str, str]]:
    """Price and stock, then the attributes that differ: those of both first."""
    shared = [name for name in one.attributes if name in other.attributes]
    only = [name for name in {**one.attributes, **other.attributes} if name not in shared]
    facts = [
        (name, one.attributes.get(name, "未标注"), other.attributes.get(name, "未标注")) for name in (*shared, *only)
    ]
    live = [("价格", _price(one), _price(other)), ("现货", _stock(one), _stock(other))]
    return [row for row in (*live, *facts) if row[1] != row[2]][:_MOST_ROWS]


def comparison_table(products: Sequence[Product], rows: Sequence[Sequence[str]]) -> Part:
    return table("商品对比", ["", *(short(each.title, 10) for each in products)], rows)


def _price(product: Product) -> str:
    dearest = max((sku.price for sku in product.skus), default=product.price)
    return yuan(product.price) + (f"起（最高 {yuan(dearest)}）" if dearest > product.price else "")


def _stock(product: Product) -> str:
    return "有现货" if product.stock > 5 else f"只剩 {product.stock} 件" if product.stock else "暂时缺货"


def _stated(products: Sequence[Product], text: str) -> list[needs.Choice]:
    asks = {ask for product in products for ask in needs.NEEDS.get(product.category, ())}
    found = (needs.stated(text, ask) for ask in needs.ALL if ask in asks)
    return [choice for choice in found if choice and choice.value != "any"]


def _advice(products: Sequence[Product], question: Question) -> str:
    """By the need that was told, with the line of the sheet that speaks for it; silent when none parts the two."""
    choices = _stated(products, question.text)
    best = _preferred(products, question)
    others = [each for each in products if each.id != best.id]
    scores = {each.id: needs.fit(each, choices) for each in products}
    if not choices or all(scores[best.id] == scores[each.id] for each in others):
        return ""
    why = next(iter(needs.reasons(best, choices)), "")
    return f"您说的是{choices[0].title}，这点上更合适的是{best.kind}" + (f"（{why}）。" if why else "。")


def _preferred(products: Sequence[Product], question: Question) -> Product:
    choices = _stated(products, question.text)

    def rank(product: Product) -> tuple[int, bool]:
        score = needs.fit(product, choices)
        return (-1 if score is None else score, product.stock > 0)

    return max(products, key=rank)


def _by_price(one: Product, other: Product) -> str:
    cheap, dear = sorted((one, other), key=lambda product: product.price)
    if cheap.price == dear.price:
        return "两款价格一样，您更看重哪一点，我帮您定～"
    points = "；".join(f"{each.kind}胜在{each.selling_points[0]}" for each in (cheap, dear) if each.selling_points)
    return f"{cheap.kind}便宜 {yuan(dear.price - cheap.price)}。{points}。"


def _only_ours(product: Product) -> Reply:
    points = "；".join(product.selling_points[:3])
    return then(
        Reply(
            f"亲，别家的情况我没有资料，不好乱比。只说我们这款{short(product.title)}：{points}。",
            parts=[product_card(product)],
            product_id=product.id,
        ),
        "要看看检测报告吗？",
        "ask_authenticity",
        product_id=product.id,
    )


def _one_more(product: Product) -> Reply:
    return Reply(
        f"亲，您想拿{short(product.title)}和哪一款比呢？把另一款的名字发我就行～",
        buttons=[Button("看看同类推荐", "ask_recommendation", {"product_id": product.id})],
        product_id=product.id,
    )


# Two options of one product: 黑的还是白的, 清爽型和滋润型


def _options(product: Product, question: Question) -> list[str]:
    named = named_options(product, question)
    return [value for value in dict.fromkeys(v for sku in product.skus for v in sku.options.values()) if value in named]


def _compare_options(product: Product, options: Sequence[str], question: Question) -> Reply:
    one, other = options[0], options[1]
    told = [value for value in (*product.attributes.values(), *_answers(product)) if one in value and other in value]
    said = told[0] if told else _said_apart(product, one, other)
    prices = {option: min(sku.price for sku in _with(product, option)) for option in (one, other)}
    stocks = "，".join(f"{option} {_left(_with(product, option))}" for option in (one, other))
    price = "价格一样" if prices[one] == prices[other] else "、".join(f"{o} {yuan(p)}" for o, p in prices.items())
    reply = Reply(f"亲，{said}；{price}，{stocks}～", parts=[product_card(product)], product_id=product.id)
    return then(reply, "要帮您算算到手价吗？", "ask_price", product_id=product.id)


def _answers(product: Product) -> list[str]:
    return [each.answer for each in product.complaint_points]


def _said_apart(product: Product, one: str, other: str) -> str:
    lines = [
        line for option in (one, other) for line in (*product.attributes.values(), *_answers(product)) if option in line
    ]
    return "；".join(dict.fromkeys(lines)) if lines else f"{one}和{other}只是规格不同，其他一样，选自己喜欢的就好"


def _with(product: Product, option: str) -> list[Sku]:
    return [sku for sku in product.skus if option in sku.options.values()]


def _left(skus: Sequence[Sku]) -> str:
    total = sum(sku.stock for sku in skus)
    return "有现货" if total > 5 else f"只剩 {total} 件" if total else "暂时缺货"
