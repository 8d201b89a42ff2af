"""Which courier brings it: by region, weight and value, with days and fee, and what a wished one costs more."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from actions.services.cards import product_card
from actions.services.destinations import destination
from actions.services.question import Question
from actions.services.reply import Button, Offer, Reply
from actions.services.subject import product_in_context
from actions.services.wording import days, short, yuan
from shop.models import Courier, Parcel, Product
from shop.protocol import Shop
from shop.shipping import Advice, Choice, Load, advise, delivers_to

_ANYWHERE = "上海"  # stands for any place near the warehouse where only the goods are known


def courier(shop: Shop, question: Question) -> Reply:
    wished = named_courier(shop, question.text)
    carried = _carried(shop, question)
    if carried:
        return _already(carried, wished, question)
    place, province = destination(shop, question)
    if province and not delivers_to(province, shop.policy()):
        return Reply(f"亲，不好意思，{place}目前还送不到呢～")
    if wished:
        return _wished(shop, wished, place, province, question)
    product = product_in_context(shop, question)
    if product is None:
        return _by_category(shop)
    return _of(shop, product, place, province)


def _carried(shop: Shop, question: Question) -> Parcel | None:
    """The parcel that the talk is about, if it is under way: then the courier is no question of rules any more."""
    order_id = question.order_id or (None if question.page_product_id else question.focus_order_id)
    if question.shopper_id is None or order_id is None:
        return None
    parcels = shop.parcels(question.shopper_id, order_id)
    return parcels[0] if parcels else None


def _already(parcel: Parcel, wished: Courier | None, question: Question) -> Reply:
    told = f"这单已经由{parcel.courier}发出了，单号 {parcel.tracking_no}"
    if wished and wished.code != parcel.courier_code:
        return Reply(f"亲，{told}，路上换不了{wished.name}啦。急用的话我可以帮您催派送～", order_id=parcel.order_id)
    offer = Offer("track_shipment", {"order_id": parcel.order_id})
    return Reply(f"亲，{told}～要看看现在到哪了吗？", order_id=parcel.order_id, offer=offer)


def named_courier(shop: Shop, text: str) -> Courier | None:
    said = text.lower()
    named = ((word, each) for each in shop.couriers() for word in (each.name, *each.aliases) if len(word) > 1)
    found = [(len(word), each) for word, each in named if word.lower() in said]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _of(shop: Shop, product: Product, place: str | None, province: str | None) -> Reply:
    """The usual one and the wished one side by side, and which of them suits the goods better, with the reason."""
    advice, names = _advice(shop, product, province or _ANYWHERE), _names(shop)
    goods = f"{short(product.title)}寄到{place}" if place else short(product.title)
    told = "；".join(_choice(each, names) for each in advice.choices)
    text = f"亲，{goods}默认发{told}～{_recommended(advice, names)}"
    if place is None:
        text += "您寄到哪里呢？我帮您算准一点～"
    return Reply(text, parts=[product_card(product)], product_id=product.id)


def _advice(shop: Shop, product: Product, province: str) -> Advice:
    load = Load(province, product.weight_g, product.price, product.category, product.handling)
    return advise(load, shop.policy())


def _choice(choice: Choice, names: Mapping[str, str]) -> str:
    took = days(choice.days)
    if choice.usual:
        return f"{names[choice.code]}，一般 {took}，不用另外加钱"
    insured = f"，其中保价 {yuan(choice.insurance)}" if choice.insurance else ""
    return f"也可以发{names[choice.code]}，一般 {took}，补 {yuan(choice.surcharge)}{insured}"


_REASONS = {
    "易碎": "这款怕磕碰",
    "冷藏": "这款需要冷链",
    "贵重": "这款价值比较高，建议保价",
}


def _recommended(advice: Advice, names: Mapping[str, str]) -> str:
    better = advice.recommended
    if better is None or better.usual or advice.reason not in _REASONS:
        return ""
    return f"{_REASONS[advice.reason]}，建议选{names[better.code]}～"


def _names(shop: Shop) -> dict[str, str]:
    return {each.code: each.name for each in shop.couriers()}


def _by_category(shop: Shop) -> Reply:
    rules, names = shop.policy()["shipping"], _names(shop)
    by_courier: dict[str, list[str]] = {}
    for category, code in rules["couriers"].items():
        by_courier.setdefault(names[code], []).append(category)
    usual = "，".join(f"{'、'.join(categories)}发{name}" for name, categories in by_courier.items())
    wished = rules["wished_courier"]
    more = f"想发{names[wished['code']]}也可以，补 {yuan(wished['surcharge'])}差价（江浙沪皖 {yuan(wished['surcharge_near'])}）～"
    return Reply(f"亲，{usual}。{more}")


def _wished(shop: Shop, wished: Courier, place: str | None, province: str | None, question: Question) -> Reply:
    rules = shop.policy()["shipping"]
    if wished.code in rules["couriers"].values():
        kinds = "、".join(kind for kind, code in rules["couriers"].items() if code == wished.code)
        return Reply(f"亲，{wished.name}可以的，{kinds}默认就发{wished.name}，不用加钱～")
    if wished.code != rules["wished_courier"]["code"]:
        return Reply(f"亲，不好意思，{wished.name}暂时发不了；想快一点可以补差价发顺丰～")
    if province in rules["wished_courier"]["not_to"]:
        return Reply(f"亲，{province}暂时发不了{wished.name}，默认快递是可以送到的～")
    return _surcharge(shop, wished, place, province, question)


def _surcharge(shop: Shop, wished: Courier, place: str | None, province: str | None, question: Question) -> Reply:
    rule, product = shop.policy()["shipping"]["wished_courier"], product_in_context(shop, question)
    note = [Button(f"给订单备注发{wished.name}", says=f"订单备注发{wished.name}")]
    if province is None:
        text = f"亲，可以发{wished.name}，补 {yuan(rule['surcharge'])}差价就行，江浙沪皖补 {yuan(rule['surcharge_near'])}～"
        return Reply(text, buttons=note)
    choice = _wished_choice(shop, product, province)
    if product and choice is None:
        return Reply(
            f"亲，{short(product.title)}太重了，{wished.name}发不了，默认的大件快递会送货到家～", product_id=product.id
        )
    near = "surcharge_near" if province in rule["near_regions"] else "surcharge"
    cost = choice.surcharge if choice else Decimal(str(rule[near]))
    goods = f"{short(product.title)}" if product else ""
    text = f"亲，{goods}寄到{place}可以发{wished.name}，补 {yuan(cost)}差价就行～"
    return Reply(text, buttons=note, product_id=product.id if product else None)


def _wished_choice(shop: Shop, product: Product | None, province: str) -> Choice | None:
    if product is None:
        return None
    return next((each for each in _advice(shop, product, province).choices if not each.usual), None)
