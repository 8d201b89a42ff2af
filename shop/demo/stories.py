"""The six shoppers whom a visitor of the demo can be: each has a story that shows something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from shop.demo.desk import Desk
from shop.demo.world import Person
from shop.models import Flag, OrderState, ParcelState, ReturnState

_STORIES: dict[str, tuple[str, str]] = {
    "s1001": ("桃子汽水不加冰", "一个包裹正在路上，另有一单还没付款"),
    "s1002": ("小满与橘猫", "前天付款，已超过 48 小时承诺还没发货"),
    "s1003": ("北方的雪_2012", "包裹停在转运中心三天多没有动静"),
    "s1004": ("阿南今天早睡", "签收后发现颜色发错了"),
    "s1005": ("新来的小鹿", "新客，还没有下过单"),
    "s1006": ("云朵收藏家yy", "金卡会员，六笔订单，其中一笔正在退货"),
}


def demo_shoppers() -> list[tuple[str, str, str]]:
    """Id, nickname and story of the shoppers one can be in the demo."""
    return [(shopper_id, name, story) for shopper_id, (name, story) in _STORIES.items()]


def tell_stories(desk: Desk) -> None:
    people = {person.shopper.id: person for person in desk.world.people}
    for shopper_id, tell in _TELLERS.items():
        tell(desk, people[shopper_id], desk.world.now)


def _on_the_way_and_unpaid(desk: Desk, person: Person, now: datetime) -> None:
    bought = desk.order(person, [desk.pick("s201-03"), desk.pick("c101-02")], now - timedelta(hours=44))
    desk.send(bought, now - timedelta(hours=22), keep=3)
    desk.order(person, [desk.pick("c106-02")], now - timedelta(hours=2), state=OrderState.UNPAID)


def _past_the_promise(desk: Desk, person: Person, now: datetime) -> None:
    order = desk.order(person, [desk.pick("c101-07")], now - timedelta(hours=53))
    desk.note(order, now - timedelta(hours=6), "仓库", "该尺码盘点有差异，正在从门店调货", Flag.BLUE)


def _stalled(desk: Desk, person: Person, now: datetime) -> None:
    order = desk.order(person, [desk.pick("c106-06")], now - timedelta(hours=124))
    desk.send(order, now - timedelta(hours=104), keep=4, state=ParcelState.IN_TRANSIT)


def _wrong_colour(desk: Desk, person: Person, now: datetime) -> None:
    order = desk.order(person, [desk.pick("c101-02")], now - timedelta(days=6))
    mixed_up = replace(order, lines=(replace(order.lines[0], packed_sku_id="c101-12"),))
    desk.send(desk.put(mixed_up), now - timedelta(days=5, hours=8))


def _no_orders(desk: Desk, person: Person, now: datetime) -> None:
    """A new shopper has nothing yet."""


def _golden_with_a_return(desk: Desk, person: Person, now: datetime) -> None:
    for days, sku in ((64, "c102-01"), (49, "s201-04"), (38, "b501-01"), (24, "a601-01")):
        order = desk.order(person, [desk.pick(sku)], now - timedelta(days=days))
        desk.send(order, now - timedelta(days=days - 1))
        desk.put(desk.world.orders[order.id], state=OrderState.COMPLETED)
    sent_back = desk.order(person, [desk.pick("s201-20")], now - timedelta(days=9))
    desk.send(sent_back, now - timedelta(days=8, hours=6))
    order = desk.put(desk.world.orders[sent_back.id], state=OrderState.REFUNDING)
    at = now - timedelta(days=3)
    number = "781" + str(desk.draw.randrange(10**10, 10**11))
    desk.ask_back(order, order.lines[0], "退货退款", ReturnState.SENT_BACK, "尺码偏大", at, tracking_no=number)
    desk.order(person, [desk.pick("c106-07"), desk.pick("c101-05")], now - timedelta(hours=20))


_TELLERS: dict[str, Callable[[Desk, Person, datetime], None]] = {
    "s1001": _on_the_way_and_unpaid,
    "s1002": _past_the_promise,
    "s1003": _stalled,
    "s1004": _wrong_colour,
    "s1005": _no_orders,
    "s1006": _golden_with_a_return,
}
