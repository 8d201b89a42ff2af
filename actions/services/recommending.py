"""求推荐: the need is asked for with the category's own questions, then goods are shown in tiers, or it is said that none fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions.services import needs
from actions.services.cards import product_card
from actions.services.comparing import comparison_table, differences
from actions.services.details import detail, matching
from actions.services.follow_ups import only_names
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.needs import Ask, Choice
from actions.services.next_step import then
from actions.services.question import Question
from actions.services.reply import Button, Part, Reply
from actions.services.size_charts import age_in_months, ages, bounds, rows
from actions.services.subject import not_sold, product_at_hand, product_in_question
from actions.services.wording import short, yuan
from shop.models import Product
from shop.protocol import Shop

_CATEGORY, _WORD, _BUDGET = "category", "word", "budget"
_NO_LIMIT = 0
_MATCHING = re.compile(r"搭|配(什么|啥|条|件|双|个|一)|跟(这|它).*配")
_SIMILAR = re.compile(r"类似|差不多|相似|同类|别的款|其他款|换一款|平替|没有?我的码")
_ANOTHER = re.compile(
    r"还?有(没有)?(别的|其他|其它)|便宜(一?点)?的?款|便宜(一?点)?的(有|吗|没|不)|有(没有)?(再|更|其他)?便宜(一?点)?的|^再?换一?[个款批种双件台条]|别的(款|吗|没|么)"
)
_CHEAPER = re.compile(r"便宜|太贵|平价|平替|性价比")
_BESTSELLER = re.compile(r"爆款|卖得最好|销量|最火|回头客|热卖|网红款")


def recommend(shop: Shop, question: Question) -> Reply:
    product = _to_be_like(shop, question)
    if product:
        return similar(shop, product, question)
    if _MATCHING.search(question.text):
        product = product_at_hand(shop, question)
        if product:
            return replace(matching(shop, product, question.text), product_id=product.id)
    missing = not_sold(shop, question)
    if missing:
        return _sold_here(shop, missing)
    only = _only_one_named(shop, question)
    if only:
        return detail(shop, replace(question, text="", entities={"product_id": [only.id]}))
    opening = "销量排行我手上没有数据，不跟您乱说。" if _BESTSELLER.search(question.text) else ""
    return begin(FORM, shop, question, {}, opening)


def _to_be_like(shop: Shop, question: Question) -> Product | None:
    """换一个 and 便宜点的 are said of what is at hand; without it, or of goods that are named, they are a wish like others."""
    if question.product_id or _SIMILAR.search(question.text):
        return product_in_question(shop, question)
    if _ANOTHER.search(question.text) and not question.first("product_word"):
        return product_at_hand(shop, replace(question, text=""))
    return None


def _only_one_named(shop: Shop, question: Question) -> Product | None:
    """牛仔裤, and nothing beside it, where there is one: it is shown, and nothing asked."""
    word = question.first("product_word") or ""
    if not word or not only_names(question.text, word):
        return None
    goods = [each for each in shop.products() if word in {each.kind, *each.aliases}]
    return goods[0] if len(goods) == 1 else None


# What is not sold here


def _sold_here(shop: Shop, missing: str) -> Reply:
    sold = shop.policy()["shop"]["categories"]
    return Reply(
        f"亲，不好意思，店里目前没有{missing}，主要做{'、'.join(sold)}。这几类里有想看的吗？",
        buttons=[Button(category, "ask_recommendation", {"category": category}) for category in sold],
    )


# What is wanted

_HINTS = (
    ("零食", re.compile(r"零食|吃的|爱吃|想吃|能吃|辣|点心|好吃|小吃|追剧|嘴馋|下午茶|年货|解馋|坚果|饼干|口味|牙口")),
    ("护肤", re.compile(r"护肤|皮肤|[油干敏]皮|敏感肌|混油|混干|脸|痘|面霜|洗面奶|水乳|精华|面膜|眼霜|防晒(?!衣|服)|抗皱|黑眼圈|美白|暗沉|洗发|身体乳|护手|出油|晒黑")),
    ("小家电", re.compile(r"电器|家电|炸锅|电饭|净化器|加湿|吸尘|破壁|豆浆机|热水|饮水|净水|取暖|电暖|吹风|烘干|烘衣|除螨|锅")),
    ("童装", re.compile(r"孩子|宝宝|女儿|儿子|小孩|娃|童装|女童|男童|婴儿|新生儿|幼儿园|小朋友|闺女|外甥|侄|孙")),
    ("鞋靴", re.compile(r"鞋|靴|袜")),
    ("服饰", re.compile(r"衣|裙|裤|外套|大衣|羽绒|卫衣|衬衫|毛衣|针织|t恤|T恤|内衣|文胸|穿搭|穿什么")),
)  # fmt: skip


def _read_category(step: Step, asked: bool) -> Read:
    """Snacks for a child are snacks; a jacket for a child is children's wear."""
    sold = step.shop.policy()["shop"]["categories"]
    named = step.question.first(_CATEGORY) or next((name for name in sold if name in step.text), None)
    if asked and named is None and any(word in step.text for word in needs.ANY):
        return Read({_CATEGORY: sold[0], _WORD: ""})
    category = named or next((name for name, words in _HINTS if words.search(step.text) and name in sold), None)
    if category is None:
        missing = not_sold(step.shop, step.question) if asked else None
        return Read(remark=f"{missing}店里目前没有哦，") if missing else NOTHING
    if step.value(_CATEGORY) and not asked and not named:
        word = _word(step, step.value(_CATEGORY))
        return Read({_WORD: word}) if word and only_names(step.text, word) else NOTHING
    return Read({_CATEGORY: category, _WORD: _word(step, category)})


_SORTS = ("鞋", "靴", "袜", "裤", "裙", "锅")
_SHOES = ("鞋", "靴")


def _word(step: Step, category: str) -> str:
    """The narrowest name of goods that was said: 面霜, 跑鞋, 鞋; "" when only the category is meant, or a need (补水)."""
    goods = step.shop.products(category=category)
    needed = {word for ask in needs.NEEDS.get(category, ()) for choice in ask.choices for word in choice.words}
    names = {name for each in goods for name in (each.kind, *each.aliases) if len(name) > 1 and name not in needed}
    said = max((name for name in names if name.lower() in step.text.lower()), key=len, default="")
    if category in {said, step.question.first("product_word")}:
        return ""
    told = said or step.question.first("product_word") or next((sort for sort in _SORTS if sort in step.text), "")
    return (
        told if any(_is_called(each, told) for each in goods) else next((sort for sort in _SORTS if sort in told), "")
    )


def _ask_category(step: Step) -> Reply:
    sold = step.shop.policy()["shop"]["categories"]
    return Reply("亲，想看哪一类呢？", buttons=[Button(name, says=name) for name in sold])


def _ask_field(ask: Ask) -> Field:
    def put(step: Step) -> Reply:
        return Reply(f"亲，{ask.question}", buttons=[Button(each.title, says=each.title) for each in ask.choices])

    def needed(step: Step) -> bool:
        return _belongs(step, ask) and _is_open(step, ask)

    return Field(ask.name, ask.label, put, lambda step, asked: _read(step, ask, asked), needed)


def _belongs(step: Step, ask: Ask) -> bool:
    category = step.value(_CATEGORY)
    own = [each for each in needs.NEEDS.get(category, ()) if each.name == ask.name]
    return ask in own


def _is_open(step: Step, ask: Ask) -> bool:
    """A question bound to kinds is for those; another one only where its answer may change what is left."""
    candidates = _candidates(step)
    if ask.kinds:
        return bool(step.value(_WORD) or step.value("chore")) and any(each.kind in ask.kinds for each in candidates)
    if ask.narrows and step.value(_WORD):
        return False
    return ask.always or len(candidates) > 1 or any(needs.parts(each, ask) for each in candidates)


_SHORTEST_UNASKED = 2  # in signs: "没" is an answer only to the question


def _read(step: Step, ask: Ask, asked: bool) -> Read:
    if not _may_be_meant(step, ask):
        return NOTHING
    if ask.measure:
        return _read_measure(step, ask, asked)
    choice = next((each for each in ask.choices if each.title == step.text.strip()), None) if asked else None
    choice = choice or needs.stated(step.text, ask)
    if choice is None or not (asked or (_is_new(step, ask) and _beyond_doubt(choice, step.text))):
        return NOTHING
    return Read({ask.name: choice.value})


def _may_be_meant(step: Step, ask: Ask) -> bool:
    """平时穿 is another answer for shoes than for clothes; while no category is known, it may be any."""
    category = step.value(_CATEGORY) or _read_category(step, False).values.get(_CATEGORY)
    return category is None or ask in needs.NEEDS.get(category, ())


_CORRECTING = re.compile(r"不对|不是|不要|错|改|换")


def _is_new(step: Step, ask: Ask) -> bool:
    """What was told stands, unless it is corrected: 敏感肌 as the skin is no new wish."""
    return step.value(ask.name) is None or bool(_CORRECTING.search(step.text))


def _beyond_doubt(choice: Choice, text: str) -> bool:
    said = text.lower()
    longest = max((len(word) for word in choice.words if word in said), default=0)
    return longest >= _SHORTEST_UNASKED and choice.value not in {"any", "none", "no"}


_NOT_KNOWN = 0.0  # rules nothing out
_TALL = re.compile(r"(?<!\d)(\d{2,3})(?:cm|厘米|公分)?高")
_SQUARE = re.compile(r"(\d{1,3})\s*(?:多|来)?\s*(?:平|㎡|个平方)")
_BARE = re.compile(r"^\D{0,4}(\d{1,3})\D{0,3}$")


def _read_measure(step: Step, ask: Ask, asked: bool) -> Read:
    told = _height(step) if ask.measure == needs.HEIGHT else _first(_SQUARE.search(step.text))
    value = told or (_first(_BARE.match(step.text.strip())) if asked else None)
    if value is None and asked and any(word in step.text for word in needs.ANY):
        value = _NOT_KNOWN
    return Read({ask.name: value}) if value is not None else NOTHING


def _first(found: re.Match[str] | None) -> float | None:
    return float(found[1]) if found else None


def _height(step: Step) -> float | None:
    """As told, else the middle of what the charts say for the age."""
    told = step.question.first("height") or _first(_TALL.search(step.text))
    months = age_in_months(step.text)
    if told or months is None:
        return float(told) if told else None
    for product in step.shop.products(category="童装"):
        chart = rows(product)
        fitting = {size: chart[size] for size in ages(chart, months) if needs.HEIGHT in chart[size]}
        if fitting:
            least, most = bounds(fitting, needs.HEIGHT)
            return round((least + most) / 2)
    return None


# The budget

_UNLIMITED = re.compile(r"不限|没有?预算|无所谓|都行|都可以|随便|贵点没事|不差钱|不看价|不考虑价")
_BARE_SUM = re.compile(r"^\D{0,4}(\d{2,5})\D{0,3}$")


def _read_budget(step: Step, asked: bool) -> Read:
    """The most that may be paid: 300 of "0-300", "200-300" and "300"."""
    told = step.question.first("money")
    limit = (
        float(told.split("-")[-1] or _NO_LIMIT)
        if told
        else _first(_BARE_SUM.match(step.text.strip()))
        if asked
        else None
    )
    if limit is not None:
        return Read({_BUDGET: limit})
    return Read({_BUDGET: _NO_LIMIT}) if asked and _UNLIMITED.search(step.text) else NOTHING


def _ask_budget(step: Step) -> Reply:
    """The steps are today's prices of what is left, rounded up to whole tens."""
    prices = sorted({product.price for product in _candidates(step)})
    steps = sorted({_rounded_up(prices[len(prices) // 2]), _rounded_up(prices[-1])})
    buttons = [Button(f"{limit} 元以内", says=f"{limit} 元以内") for limit in steps]
    return Reply("亲，预算大概多少呢？", buttons=[*buttons, Button("不限", says="不限")])


def _rounded_up(price: Decimal) -> int:
    return int(-(-price // 10) * 10)


# What is left


def _candidates(step: Step) -> list[Product]:
    """Of the category and the name said, not ruled out by what is told so far."""
    category, word = step.value(_CATEGORY), step.value(_WORD)
    if category is None:
        return []
    goods = [each for each in step.shop.products(category=category) if not word or _is_called(each, word)]
    fits = {each.id: needs.fit(each, _choices(step)) for each in goods}
    wanted = [each for each in goods if fits[each.id] is not None and _measured(step, each)]
    sought = any(choice.seek for choice in _choices(step))
    return [each for each in wanted if fits[each.id] or not sought]


def _is_called(product: Product, word: str) -> bool:
    said = _SHOES if word in _SHOES else (word,)
    return any(each in name for each in said for name in (product.kind, *product.aliases))


def _choices(step: Step) -> list[Choice]:
    asks = [ask for ask in needs.NEEDS.get(step.value(_CATEGORY), ()) if not (ask.narrows and step.value(_WORD))]
    told = [(ask, step.value(ask.name)) for ask in asks]
    return [choice for ask, value in told for choice in ask.choices if choice.value == value]


def _measured(step: Step, product: Product) -> bool:
    asks = [ask for ask in needs.NEEDS.get(step.value(_CATEGORY), ()) if ask.measure and step.value(ask.name)]
    return all(needs.measure_fits(product, ask, float(step.value(ask.name))) for ask in asks)


# What is shown


def _show(step: Step) -> Reply:
    fitting = [each for each in _candidates(step) if each.stock]
    limit = Decimal(str(step.value(_BUDGET) or _NO_LIMIT))
    inside = [each for each in fitting if not limit or each.price <= limit]
    if not fitting:
        return _nothing_fits(step)
    if not inside:
        return _over_budget(min(fitting, key=lambda each: each.price), limit)
    return _tiers(step, _best_of(inside, _choices(step)))


def _best_of(products: Sequence[Product], choices: Sequence[Choice]) -> list[Product]:
    """Those on whose sheet most of the words stand, two at the most: the good value first, then the dearer one."""
    ranked = sorted(products, key=lambda each: -(needs.fit(each, choices) or 0))[:4]
    value, flagship = min(ranked, key=lambda each: each.price), max(ranked, key=lambda each: each.price)
    return [value] if value.id == flagship.id else [value, flagship]


def _tiers(step: Step, shown: Sequence[Product]) -> Reply:
    choices = [choice for choice in _choices(step) if choice.value not in {"any", "none", "no"}]
    scene = next((f"{choice.scene}，" for choice in choices if choice.scene), "")
    told = "、".join(choice.title for choice in choices)
    opening = f"亲，按您说的{told}，" if told else "亲，"
    only = f"{scene}可以看这款：{_line(shown[0], choices)}。"
    both = f"{scene}实惠的看{_line(shown[0], choices)}；预算宽一点看{_line(shown[-1], choices)}。"
    reply = Reply(
        opening + (both if len(shown) > 1 else only),
        parts=[*(product_card(each) for each in shown), *_side_by_side(shown)],
        shown_product_ids=[each.id for each in shown],
        product_id=shown[0].id,
    )
    return then(reply, f"要帮您算算{short(shown[0].title)}的到手价吗？", "ask_price", product_id=shown[0].id)


def _side_by_side(shown: Sequence[Product]) -> list[Part]:
    return [comparison_table(shown, differences(*shown))] if len(shown) == 2 else []


def _line(product: Product, choices: Sequence[Choice]) -> str:
    why = next(iter([*needs.reasons(product, choices), *product.selling_points]), "")
    caution = next((f"（实话：{each.rstrip('。')}）" for each in needs.cautions(product, choices)), "")
    return f"{short(product.title)}，{yuan(product.price)}" + (f"，{why}" if why else "") + caution


def _nothing_fits(step: Step) -> Reply:
    told = "、".join([*(choice.title for choice in _choices(step) if choice.value != "any"), *_measures(step)])
    text = f"亲，跟您说实话，店里没有完全符合{told or '您要求'}的款，就不硬推荐了。放宽一点要求我再帮您挑～"
    return Reply(text, buttons=[Button("重新挑一次", "ask_recommendation")])


def _measures(step: Step) -> list[str]:
    """As told, with what the goods that were named reach to: 40 平方（加湿器适用 15 到 25 平方米）."""
    asks = [ask for ask in needs.NEEDS.get(step.value(_CATEGORY), ()) if ask.measure and step.value(ask.name)]
    return [f"{ask.label} {float(step.value(ask.name)):g} {ask.unit}{_reach(step, ask)}" for ask in asks]


def _reach(step: Step, ask: Ask) -> str:
    goods = step.shop.products(category=step.value(_CATEGORY))
    named = [each for each in goods if step.value(_WORD) and _is_called(each, step.value(_WORD))]
    told = "、".join(
        f"{each.kind}{ask.measure} {each.attributes[ask.measure]}" for each in named if ask.measure in each.attributes
    )
    return f"（{told}）" if told else ""


def _over_budget(nearest: Product, limit: Decimal) -> Reply:
    reply = Reply(
        f"亲，{yuan(limit)}以内没有合适的，跟您说实话。最接近的是{short(nearest.title)}，{yuan(nearest.price)}，超出 {yuan(nearest.price - limit)}。",
        parts=[product_card(nearest)],
        shown_product_ids=[nearest.id],
        product_id=nearest.id,
    )
    return then(reply, "要看看它用上优惠的到手价吗？", "ask_price", product_id=nearest.id)


def similar(shop: Shop, product: Product, question: Question) -> Reply:
    """Goods of the same sort that are there: cheaper ones if that is the wish."""
    cheaper = bool(_CHEAPER.search(question.text))
    others = [each for each in shop.products(category=product.category) if each.id != product.id and each.stock]
    alike = [each for each in others if _alike(each, product) and (each.price < product.price or not cheaper)]
    new = [each for each in alike if each.id not in question.shown_product_ids]
    shown = sorted(new or alike, key=lambda each: abs(each.price - product.price))[:2]
    if not shown:
        wish = "更便宜的同类款" if cheaper else "同类的款"
        return Reply(f"亲，{short(product.title)}目前没有{wish}，不拿不一样的凑数～", product_id=product.id)
    names = "、".join(f"{short(each.title)}（{yuan(each.price)}）" for each in shown)
    reply = Reply(
        f"亲，和{short(product.title)}同类的有{names}，都有现货～",
        parts=[product_card(each) for each in shown],
        shown_product_ids=[each.id for each in shown],
    )
    return then(reply, f"要看看{short(shown[0].title)}的详情吗？", "ask_product_detail", product_id=shown[0].id)


_ANY_DEVICE = "器机"  # a heater and a humidifier are nothing alike


def _alike(one: Product, other: Product) -> bool:
    """They share a name that shoppers use, or the last sign of their kind: 裤, 鞋, 锅."""
    return bool({one.kind, *one.aliases} & {other.kind, *other.aliases}) or (
        one.kind[-1] == other.kind[-1] and one.kind[-1] not in _ANY_DEVICE
    )


FORM = Form(
    name="recommend_form",
    title="挑选",
    intents=frozenset({"ask_recommendation"}),
    fields=(
        Field(_CATEGORY, "品类", _ask_category, _read_category),
        *(_ask_field(ask) for ask in needs.ALL),
        Field(_BUDGET, "预算", _ask_budget, _read_budget, lambda step: len(_candidates(step)) > 1),
    ),
    submit=_show,
    left="好的亲，那先不挑了，想看的时候随时叫我～",
)
