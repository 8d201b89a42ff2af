"""The shoppers whom a visitor of the demo can be: each has a story that shows something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from shop.demo.desk import Desk
from shop.demo.world import Person
from shop.models import Flag, Order, OrderState, ParcelState, ReturnState

_STORIES: dict[str, tuple[str, str]] = {
    "s1001": ("桃子汽水不加冰", "一个包裹正在路上，另有一单还没付款"),
    "s1002": ("小满与橘猫", "前天付款，已超过 48 小时承诺还没发货"),
    "s1003": ("北方的雪_2012", "包裹停在转运中心三天多没有动静"),
    "s1004": ("阿南今天早睡", "签收后发现颜色发错了"),
    "s1005": ("新来的小鹿", "新客，还没有下过单"),
    "s1006": ("云朵收藏家yy", "金卡会员，六笔订单，其中一笔正在退货"),
    "s1007": ("半糖去冰谢谢", "两笔已付款的小单，各付了一次运费，可以合并发货"),
    "s1008": ("张家小厨房", "一单刚付款还能改，另一单仓库已经在配货"),
    "s1009": ("安安妈妈0418", "热水器到了三天还没约安装，净水器已约好上门"),
    "s1010": ("爱吃螺蛳粉的瘦子", "卫衣买贵了，收货前后降过价，可以申请价保"),
    "s1011": ("老周在路上", "一单显示签收却没收到，一单零食少发了一件"),
    "s1012": ("柠檬树下_", "老订单：超期想退、退货被驳回、已退款、已开票、超时关闭"),
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


def _two_to_merge(desk: Desk, person: Person, now: datetime) -> None:
    """Two pairs of socks, each below the threshold of free postage."""
    desk.order(person, [desk.pick("s211-01")], now - timedelta(hours=9))
    desk.order(person, [desk.pick("s211-02")], now - timedelta(hours=7))


def _one_open_one_locked(desk: Desk, person: Person, now: datetime) -> None:
    desk.order(person, [desk.pick("c106-02"), desk.pick("s203-03")], now - timedelta(hours=5))
    desk.order(person, [desk.pick("c108-02")], now - timedelta(hours=21), state=OrderState.LOCKED)


def _to_be_installed(desk: Desk, person: Person, now: datetime) -> None:
    heater = desk.order(person, [desk.pick("a610-01")], now - timedelta(days=6))
    desk.send(heater, now - timedelta(days=5, hours=5))
    desk.install(heater, heater.lines[0].title, "待预约", None, "")
    purifier = desk.order(person, [desk.pick("a612-01")], now - timedelta(days=8))
    desk.send(purifier, now - timedelta(days=7, hours=5))
    day = (now + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    desk.install(purifier, purifier.lines[0].title, "已预约", day, "上午")


def _dearer_than_today(desk: Desk, person: Person, now: datetime) -> None:
    """The hoodie cost 159 until four days ago."""
    order = desk.order(person, [desk.pick("c101-01")], now - timedelta(days=7))
    desk.send(order, now - timedelta(days=6, hours=4))


def _not_received_and_short(desk: Desk, person: Person, now: datetime) -> None:
    lost = desk.order(person, [desk.pick("c104-02")], now - timedelta(days=5))
    desk.send(lost, now - timedelta(days=4, hours=6))
    snacks = desk.order(person, [desk.pick("f406-01", 3)], now - timedelta(days=6))
    short = replace(snacks, lines=(replace(snacks.lines[0], packed_quantity=2),))
    desk.send(desk.put(short), now - timedelta(days=5, hours=4))


def _what_is_over(desk: Desk, person: Person, now: datetime) -> None:
    desk.order(person, [desk.pick("c106-02")], now - timedelta(days=3), state=OrderState.CLOSED_UNPAID)
    _old(desk, person, now, 24, "s203-03", OrderState.SIGNED)
    opened = _old(desk, person, now, 40, "f403-01", OrderState.COMPLETED)
    asked = now - timedelta(days=29)
    desk.ask_back(opened, opened.lines[0], "退货退款", ReturnState.REJECTED, "不好吃", asked)
    desk.note(opened, asked + timedelta(days=1), "客服小棠", "外包装已拆封，不支持无理由退货，已向买家说明")
    back = _old(desk, person, now, 32, "c107-01", OrderState.REFUNDED)
    asked = now - timedelta(days=25)
    money_at = now - timedelta(days=2)
    moments = {"received_at": money_at - timedelta(days=1), "refunded_at": money_at}
    number = desk.return_number()
    desk.ask_back(
        back, back.lines[0], "退货退款", ReturnState.REFUNDED, "尺码不合适", asked, tracking_no=number, **moments
    )
    desk.put(_old(desk, person, now, 50, "a602-01", OrderState.COMPLETED), invoice="已开具")


def _old(desk: Desk, person: Person, now: datetime, days: int, sku_id: str, state: OrderState) -> Order:
    order = desk.order(person, [desk.pick(sku_id)], now - timedelta(days=days))
    desk.send(order, now - timedelta(days=days - 1, hours=8))
    return desk.put(desk.world.orders[order.id], state=state)


_TELLERS: dict[str, Callable[[Desk, Person, datetime], None]] = {
    "s1001": _on_the_way_and_unpaid,
    "s1002": _past_the_promise,
    "s1003": _stalled,
    "s1004": _wrong_colour,
    "s1005": _no_orders,
    "s1006": _golden_with_a_return,
    "s1007": _two_to_merge,
    "s1008": _one_open_one_locked,
    "s1009": _to_be_installed,
    "s1010": _dearer_than_today,
    "s1011": _not_received_and_short,
    "s1012": _what_is_over,
}
