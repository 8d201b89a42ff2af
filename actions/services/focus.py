"""Which order a question is about: named outright, described ("那双鞋"), in focus, or the only one it can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.services.cards import order_card
from actions.services.forms import LEAVING
from actions.services.goods import described
from actions.services.ordinals import place_of
from actions.services.question import SEND_PICTURE, Question
from actions.services.reply import NEEDS_IDENTITY, Button, Reply
from actions.services.wording import CHINA, day, short
from shop.models import Order, OrderState, Product
from shop.protocol import NotFound, Shop

MOST_CHOICES = 4
WAITING = frozenset({OrderState.PAID, OrderState.LOCKED, OrderState.PARTLY_SHIPPED})
ON_THE_WAY = frozenset({OrderState.SHIPPED, OrderState.PARTLY_SHIPPED})

# What a word alone says of the goods: "那双鞋" names no product, but a category of the shop or an ending of its kinds.
_GENERIC = {
    "鞋": ("鞋", "靴"),
    "靴": ("靴",),
    "裤": ("裤",),
    "裙": ("裙",),
    "衣服": ("衣", "衫", "服", "T恤"),
    "外套": ("外套", "夹克", "羽绒", "风衣", "大衣"),
    "锅": ("锅",),
    "吃的": ("零食",),
    "零食": ("零食",),
    "护肤": ("护肤",),
    "童装": ("童装",),
    "电器": ("小家电",),
}
_POINTING = re.compile(r"[那这][个件双条款套单盒包台瓶]|刚[才刚]?的|上面")
_DAYS_BACK = {"前天": 2, "昨天": 1, "昨晚": 1, "今天": 0, "今早": 0, "刚买": 0, "刚拍": 0, "刚下单": 0}
_NEWEST = re.compile(r"最近(的|一|那|买|下)|最新|上一[单个笔]|刚刚?[买拍下]|最后[一那][单个笔]")

# "没付款那单", "还没发的": which orders a word for the state leaves.
_STATES = {
    re.compile(r"(待|没|未)付款?(的|那|这|订)|没付钱"): frozenset({OrderState.UNPAID}),
    re.compile(r"(没|未|待)发货?(的|那|这)"): frozenset({OrderState.PAID, OrderState.LOCKED}),
    re.compile(r"(?<![没未待])发(货|出)?(了)?的那|在路上的?那"): ON_THE_WAY,
    re.compile(r"关闭|关了|关掉|怎么没了|不见了"): frozenset({OrderState.CLOSED_UNPAID}),
    re.compile(r"锁定|配货"): frozenset({OrderState.LOCKED}),
}

NOT_FOUND = "亲，没有查到这个订单，麻烦核对一下订单号：在「我的订单」里点开订单就能复制～"


@dataclass(frozen=True)
class Found:
    """One order, or the reply that asks for what is missing."""

    order: Order | None = None
    reply: Reply | None = None


def find_order(
    shop: Shop,
    question: Question,
    *,
    likely: Callable[[Order], bool],
    second: Callable[[Order], bool] | None = None,
    ask: str = "您想查哪一笔订单呢？",
) -> Found:
    """The order meant. `likely` says which orders such a question is usually about, `second` which where none is."""
    if question.shopper_id is None:
        return Found(reply=NEEDS_IDENTITY)
    if question.order_id:
        return _named(shop, question.shopper_id, question.order_id)
    orders = shop.orders(question.shopper_id)
    if not orders:
        return Found(reply=Reply("亲，这个账号在店里还没有订单哦。要是用别的账号拍的，切到那个账号来问我就能查到～"))
    meant = _meant(shop, question, orders, (likely, second or likely))
    return Found(order=meant[0]) if len(meant) == 1 else Found(reply=choice(shop, meant, question, ask))


def order_at_hand(shop: Shop, question: Question) -> Order | None:
    """The one named outright or in focus, if it is the shopper's: for what may be about an order and needs none."""
    order_id = question.order_id or question.focus_order_id
    if question.shopper_id is None or order_id is None:
        return None
    return _named(shop, question.shopper_id, order_id).order


def _named(shop: Shop, shopper_id: str, order_id: str) -> Found:
    try:
        return Found(order=shop.order(shopper_id, order_id))
    except NotFound:
        return Found(reply=Reply(NOT_FOUND))


def _meant(
    shop: Shop, question: Question, orders: Sequence[Order], likely: Sequence[Callable[[Order], bool]]
) -> Sequence[Order]:
    """Narrows step by step; a step which leaves nothing is skipped."""
    described = _described(shop, question, orders)
    if len(described) == 1:
        return described
    focus = [order for order in orders if order.id == question.focus_order_id]
    if focus and not described:
        return focus
    pool = described or orders
    first_choice = next((fit for each in likely if (fit := [order for order in pool if each(order)])), [])
    on_page = [order for order in first_choice if _contains(order, question.page_product_id)]
    talked_of = [order for order in first_choice if _contains(order, question.focus_product_id)]
    return on_page or talked_of or first_choice or pool[:1]


def _described(shop: Shop, question: Question, orders: Sequence[Order]) -> list[Order]:
    """Those which the words fit, by day, state and goods; empty when the words say nothing of an order."""
    by_day = _by_day(question, orders)
    by_state = _by_state(question.text, by_day or orders)
    narrowed = by_state or by_day
    return match_words(shop, question.text, narrowed or orders) or narrowed


def _by_state(text: str, orders: Sequence[Order]) -> list[Order]:
    states = next((states for words, states in _STATES.items() if words.search(text)), frozenset())
    return [order for order in orders if order.state in states]


def _by_day(question: Question, orders: Sequence[Order]) -> list[Order]:
    if _NEWEST.search(question.text):
        return [orders[0]]
    back = next(
        (
            days
            for word, days in _DAYS_BACK.items()
            if word + "买" in question.text or word + "拍" in question.text or word + "下" in question.text
        ),
        None,
    )
    if back is None:
        return []
    wanted = _date(question.now) - timedelta(days=back)
    return [order for order in orders if _date(order.created_at) == wanted]


def match_words(shop: Shop, text: str, orders: Sequence[Order]) -> list[Order]:
    """The orders whose goods the words name; the more exactly named ones win ("空气炸锅" over "锅")."""
    scores = [(_word_score(shop, text, order), order) for order in orders]
    best = max((score for score, _ in scores), default=0)
    return [order for score, order in scores if score == best] if best else []


def _word_score(shop: Shop, text: str, order: Order) -> int:
    return max(_line_score(text, described(shop, line.product_id), line.title, line.sku_label) for line in order.lines)


def is_named(text: str, product: Product) -> bool:
    """By its whole title, kind or another name that shoppers use: 三件 does not name the 三件套."""
    said = text.lower()
    return any(name.lower() in said for name in (product.title, product.kind, *product.aliases))


def words_fit(text: str, product: Product) -> bool:
    return _line_score(text, product, product.title, "") > 0


def _line_score(text: str, product: Product | None, title: str, label: str) -> int:
    said = text.lower()
    names = {title, product.kind, *product.aliases} if product else {title}
    exact = max((len(name) for name in names if name.lower() in said), default=0) * 10
    endings = [ends for word, ends in _GENERIC.items() if word in said]
    goods = f"{title} {product.kind} {product.category}" if product else title
    generic = 5 if any(any(end in goods for end in ends) for ends in endings) else 0
    options = sum(1 for option in label.split() if _says(said, option.lower()) or option.rstrip("色") + "色" in said)
    return max(exact, generic) + options if exact or generic or options else 0


def _says(said: str, option: str) -> bool:
    """38 is no part of a phone number, and M none of a word."""
    if not option.isascii():
        return option in said
    return re.search(rf"(?<![a-z\d.]){re.escape(option)}(?![a-z\d.])", said) is not None


def choice(shop: Shop, orders: Sequence[Order], question: Question, ask: str) -> Reply:
    shown = list(orders[:MOST_CHOICES])
    return Reply(
        ask,
        parts=[order_card(order, picture_of(shop, order)) for order in shown],
        buttons=[Button(_button_title(order, question.now), "", {"order_id": order.id}) for order in shown],
        needs="choice",
        choices=[order.id for order in shown],
    )


def _button_title(order: Order, now: datetime) -> str:
    return f"{short(order.lines[0].title, 10)} · {day(order.created_at, now)} · {order.state.zh}"


def picture_of(shop: Shop, order: Order) -> str:
    product = described(shop, order.lines[0].product_id)
    return product.picture if product else ""


def asks_something_else(question: Question, waiting_intent: str) -> bool:
    """While a choice is open, only a message that surely asks for something is another one; the rest belongs to it."""
    said = question.text.strip()
    if LEAVING.search(said) or _NONE_OF_THEM.search(said) or question.intent in _AT_ONCE:
        return True
    sure = question.confidence >= _SURE and question.intent not in _ANSWERS | {waiting_intent}
    return sure and bool(_ASKING.search(said))


_SURE = 0.6
_NONE_OF_THEM = re.compile(r"^(不[用要了是]?|都不是|都不要|不需要|没了|没有了?|没事)[啊呀吧哦呢了的～~!！。.\s]*$")
_AT_ONCE = frozenset({"request_human", "complain"})
_ANSWERS = frozenset({"affirm", "deny", "thank", "greet", "chitchat", "out_of_scope", "nlu_fallback", SEND_PICTURE})
_ASKING = re.compile(
    r"[?？吗呢么]|怎|多少|多久|什么|啥|几|哪|能不能|可不可以|有没有|是不是|[能行可]不|帮我|我[要想]|[查催]|看[看下一]"
)


def choose_first(shop: Shop, question: Question, choices: Sequence[str]) -> Reply:
    orders = [order for order in shop.orders(question.shopper_id or "") if order.id in choices]
    received = "图片收到啦～" if question.pictures and question.intent == SEND_PICTURE else "亲，"
    return choice(shop, orders, question, f"{received}先点一下是哪一笔订单，我接着帮您办～")


def chosen(shop: Shop, question: Question, choices: Sequence[str]) -> str | None:
    """The id of the order which an answer like "第二个", "2" or "那双鞋" picks out of those shown."""
    if question.order_id in choices:
        return question.order_id
    place = place_of(question.text, len(choices))
    if place is not None:
        return choices[place]
    if question.shopper_id is None:
        return None
    shown = [order for order in shop.orders(question.shopper_id) if order.id in choices]
    described = _described(shop, question, shown)
    return described[0].id if len(described) == 1 else None


def _contains(order: Order, product_id: str | None) -> bool:
    return any(line.product_id == product_id for line in order.lines)


def _date(at: datetime) -> datetime:
    return at.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
