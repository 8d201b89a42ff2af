"""What happens to the orders of the demo: one function for each turn an order can take, and how often it is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from shop.demo import journeys
from shop.demo.desk import Desk, Pick
from shop.demo.stories import demo_shoppers
from shop.demo.world import Person, World
from shop.installation import needs_fitter
from shop.models import CarrierEvent, Flag, Order, OrderLine, OrderState, Parcel, ParcelState, Product, ReturnState, Sku

_WARDROBE = ("服饰", "鞋靴", "童装")
_SHOPPING_HOURS = (8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23)
_NOT_DONE_STATES = (ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.SENT_BACK, ReturnState.RECEIVED)


@dataclass(frozen=True)
class Turn:
    """The part of chance in a scene, and the shopper whom it happens to."""

    desk: Desk
    draw: Random
    person: Person

    @property
    def world(self) -> World:
        return self.desk.world

    @property
    def now(self) -> datetime:
        return self.world.now

    def ago(self, least_hours: float, most_hours: float) -> datetime:
        """Some time back; where a day more does not matter, the day before at an hour when people shop."""
        at = (self.now - timedelta(hours=self.draw.uniform(least_hours, most_hours))).replace(microsecond=0)
        if most_hours - least_hours < 48:
            return at
        return at.replace(hour=self.draw.choice(_SHOPPING_HOURS)) - timedelta(days=1)

    def buy(self, at: datetime, state: OrderState = OrderState.PAID, *, only: Sequence[str] = ()) -> Order:
        return self.desk.order(self.person, self._basket(only), at, state=state)

    def bought_and_sent(self, least_days: float, most_days: float, *, only: Sequence[str] = ()) -> Order:
        """Long enough ago for the parcel to have arrived, wherever it goes."""
        order = self.buy(self.ago(least_days * 24, most_days * 24), only=only)
        return self.arrive(order)

    def arrived_at_least(self, days: float, *, only: Sequence[str] = ()) -> Order:
        return self.arrive(self.buy(self.early_enough(days), only=only))

    def early_enough(self, days: float) -> datetime:
        """When to buy, so that the parcel has lain at home for so many days, give or take a few more."""
        shipping = self.world.policy["shipping"]
        way = journeys.longest_way(self.person.place.region, shipping) + 1.3
        return self.now - timedelta(days=way + days + self.draw.uniform(0, 4))

    def arrive(self, order: Order) -> Order:
        self.desk.send(order, self.sent_after(order))
        return self.world.orders[order.id]

    def sent_after(self, order: Order) -> datetime:
        """The same day for who paid early, else the next, in the warehouse's hours."""
        paid = order.paid_at or order.created_at
        cutoff = int(self.world.policy["shipping"]["same_day_before"][:2])
        day = paid if paid.hour < cutoff else paid + timedelta(days=1)
        sent = day.replace(hour=self.draw.randint(17, 20), minute=self.draw.randint(0, 59))
        return min(sent, self.now - timedelta(minutes=20))

    def morning_round(self, days_ago: int) -> datetime:
        """When a courier set out to deliver: the last time if today's has not come yet."""
        hour, minute = self.draw.randint(8, 11), self.draw.randint(0, 59)
        round_ = self.now.replace(hour=hour, minute=minute) - timedelta(days=days_ago)
        return round_ if round_ < self.now - timedelta(minutes=10) else round_ - timedelta(days=1)

    def at_the_door(self, door: datetime) -> Parcel:
        """Bought and sent so that the courier's round begins at `door`."""
        days = journeys.days_on_the_way(self.person.place.region, self.world.policy, self.draw)
        sent = (door - timedelta(days=days)).replace(hour=18)
        order = self.buy(sent - timedelta(hours=self.draw.uniform(3, 20)))
        return self.desk.reach_the_door(self.desk.send(order, sent, keep=0), door)

    def _basket(self, only: Sequence[str]) -> list[Pick]:
        goods = [product for product in self.world.products if not only or product.category in only]
        first = self.draw.choice(goods)
        picks = [self._pick(first)]
        if self.draw.random() < 0.34:
            alike = [each for each in goods if each.category == first.category and each.id != first.id]
            picks.append(self._pick(self.draw.choice(alike)))
        return picks

    def _pick(self, product: Product) -> Pick:
        sku = self.draw.choice([sku for sku in product.skus if sku.stock] or list(product.skus))
        cheap = sku.price < 60 and self.draw.random() < 0.3
        return product, sku, 2 if cheap else 1


# Before it is sent


def unpaid(turn: Turn) -> None:
    turn.buy(turn.ago(0.2, 7), OrderState.UNPAID)


def closed_unpaid(turn: Turn) -> None:
    turn.buy(turn.ago(72, 60 * 24), OrderState.CLOSED_UNPAID)


def waiting(turn: Turn) -> None:
    order = turn.buy(turn.ago(0.5, 22))
    wish = turn.draw.choice((None, None, None, *_WISHES))
    if wish:
        turn.desk.note(order, order.created_at + timedelta(minutes=12), "客服小棠", *wish)


_WISHES = (
    ("买家要求礼品包装，附手写贺卡：生日快乐", Flag.GREEN),
    ("买家改地址为单位前台代收，已在后台更新", Flag.YELLOW),
    ("买家要求周末派送，已备注快递", Flag.BLUE),
    ("赠品小样一份，已答应买家", Flag.GREEN),
)


def late(turn: Turn) -> None:
    """Past the promise without having been sent."""
    order = turn.buy(turn.ago(50, 70))
    turn.desk.note(order, turn.ago(3, 9), "仓库", "大批订单积压，预计明天出库", Flag.BLUE)


def locked(turn: Turn) -> None:
    turn.buy(turn.ago(4, 26), OrderState.LOCKED)


def oversold(turn: Turn) -> None:
    """Sold when the shelf was empty already."""
    empty = [(product, sku) for product in turn.world.products for sku in product.skus if sku.stock == 0]
    product, sku = turn.draw.choice(empty)
    order = turn.desk.order(turn.person, [(product, sku, 1)], turn.ago(20, 44))
    turn.desk.note(turn.desk.put(order, oversold=True), turn.ago(2, 12), "仓库", _shelf_note(sku), Flag.RED)


def _shelf_note(sku: Sku) -> str:
    when = f"预计 {sku.restock_at:%m月%d日} 到货" if sku.restock_at else "暂无补货计划"
    return f"超卖：{sku.label} 实际库存为 0，{when}，请联系买家等待、换款或退款"


def cancelled(turn: Turn) -> None:
    order = turn.buy(turn.ago(72, 40 * 24), OrderState.CANCELLED)
    turn.desk.note(order, order.created_at + timedelta(hours=2), "系统", "买家取消订单，款项已原路退回")


def waiting_for_money(turn: Turn) -> None:
    """Refund without goods, asked for before sending and not yet paid out."""
    order = turn.buy(turn.ago(6, 30), OrderState.REFUNDING)
    turn.desk.ask_back(order, order.lines[0], "仅退款", ReturnState.APPLIED, "不想要了", turn.ago(0.5, 4))


# On its way


def on_the_way(turn: Turn) -> None:
    """Sent, and not arrived: the journey begins later until the last event is a station on the way."""
    order = turn.buy(turn.ago(30, 60))
    turn.desk.send(order, turn.ago(5, 18), keep=turn.draw.randint(1, 4))


def just_sent(turn: Turn) -> None:
    order = turn.buy(turn.ago(8, 30))
    turn.desk.send(order, turn.ago(0.2, 2), keep=0)


def out_for_delivery(turn: Turn) -> None:
    turn.at_the_door(turn.morning_round(0))


def stalled(turn: Turn) -> None:
    order = turn.buy(turn.ago(170, 220))
    sent = turn.ago(125, 150)
    parcel = turn.desk.send(order, sent, keep=turn.draw.randint(1, 2), state=ParcelState.IN_TRANSIT)
    if turn.draw.random() < 0.5:
        turn.desk.follow_up(order, "urge_delivery", turn.now - timedelta(hours=5), 24)
        text = f"买家催派送，已联系{parcel.courier}核实滞留原因"
        turn.desk.note(turn.world.orders[order.id], turn.ago(2, 5), "客服小棠", text, Flag.BLUE)


def lost(turn: Turn) -> None:
    order = turn.buy(turn.ago(12 * 24, 16 * 24))
    parcel = turn.desk.send(order, turn.sent_after(order), keep=3, state=ParcelState.LOST)
    text = f"{parcel.courier}回复查无下落，登记丢件理赔，待与买家确认补发或退款"
    turn.desk.note(turn.world.orders[order.id], turn.ago(20, 40), "客服小棠", text, Flag.RED)


def exception(turn: Turn) -> None:
    near = turn.at_the_door(turn.morning_round(1))
    door = near.events[-1]
    text = turn.draw.choice(_EXCEPTIONS)
    event = CarrierEvent(door.at + timedelta(minutes=turn.draw.randint(70, 200)), door.place, text)
    turn.desk.tell(near, ParcelState.EXCEPTION, event)


_EXCEPTIONS = (
    "派送不成功，原因：收件人电话无人接听，将安排再次派送",
    "派送不成功，原因：地址不详，已联系寄件方核实",
    "收件人拒收，快件待退回",
    "快件外包装破损，已滞留站点待寄件方确认",
)


def partly_sent(turn: Turn) -> None:
    """Two warehouses: the first parcel is on its way, the second waits."""
    one, other = turn.draw.sample(("服饰", "零食", "小家电"), 2)
    goods = {each: [product for product in turn.world.products if product.category == each] for each in (one, other)}
    picks = [turn._pick(turn.draw.choice(goods[each])) for each in (one, other)]
    order = turn.desk.order(turn.person, picks, turn.ago(26, 44))
    turn.desk.send(order, turn.ago(6, 18), keep=turn.draw.randint(1, 3), lines=order.lines[:1])
    first, second = turn.world.orders[order.id].lines
    waits = replace(second, packed_sku_id=None, packed_quantity=None)
    turn.desk.put(turn.world.orders[order.id], state=OrderState.PARTLY_SHIPPED, lines=(first, waits))


# Arrived


def signed(turn: Turn) -> None:
    turn.arrived_at_least(0.1)


def completed(turn: Turn) -> None:
    order = turn.bought_and_sent(20, 170)
    turn.desk.put(order, state=OrderState.COMPLETED, invoice=turn.draw.choice(("", "", "", "", "已开具")))


def invoice_pending(turn: Turn) -> None:
    order = turn.arrived_at_least(1)
    turn.desk.put(order, invoice="开具中")


def not_received(turn: Turn) -> None:
    """The courier says delivered, the shopper says no."""
    order = turn.arrived_at_least(1)
    said = "买家反馈显示签收但未收到，已联系派送员调取签收底单"
    turn.desk.note(order, turn.ago(2, 20), "客服小棠", said, Flag.BLUE)


def wrong_item(turn: Turn) -> None:
    order = _packing(turn, lambda line, other: replace(line, packed_sku_id=other))
    if turn.draw.random() < 0.5:
        turn.desk.note(order, turn.ago(1, 5), "客服小棠", "买家反馈发错规格，核对出库记录属实，待处理", Flag.PURPLE)


def short_delivery(turn: Turn) -> None:
    """Two were bought, one was packed."""
    product = turn.draw.choice([each for each in turn.world.products if each.category == "零食"])
    order = turn.desk.order(turn.person, [(product, turn.draw.choice(product.skus), 2)], turn.early_enough(0.3))
    turn.arrive(turn.desk.put(order, lines=(replace(order.lines[0], packed_quantity=1),)))


def _packing(turn: Turn, spoil: Callable[[OrderLine, str], OrderLine]) -> Order:
    product = turn.draw.choice([each for each in turn.world.products if len(each.skus) > 2])
    sku, other = turn.draw.sample(product.skus, 2)
    order = turn.desk.order(turn.person, [(product, sku, 1)], turn.early_enough(0.3))
    return turn.arrive(turn.desk.put(order, lines=(spoil(order.lines[0], other.id),)))


def price_dropped(turn: Turn) -> None:
    """Bought in the days before a price drop: within price protection."""
    fallen = [(product, drop) for product in turn.world.products if (drop := _last_drop(turn.now, product))]
    product, dropped_at = turn.draw.choice(fallen)
    bought = max(dropped_at - timedelta(days=turn.draw.uniform(0.5, 3)), turn.now - timedelta(days=14))
    order = turn.desk.order(turn.person, [(product, product.skus[0], 1)], bought)
    turn.arrive(order)


def _last_drop(now: datetime, product: Product) -> datetime | None:
    """When the price fell last, if that is within the last fortnight."""
    if len(product.price_history) < 2:
        return None
    before, last = product.price_history[-2:]
    return last.at if last.price < before.price and last.at > now - timedelta(days=11) else None


def installed(turn: Turn) -> None:
    """Something that a fitter comes for, in each state of the appointment."""
    product = turn.draw.choice([each for each in turn.world.products if needs_fitter(each)])
    order = turn.arrive(turn.desk.order(turn.person, [turn._pick(product)], turn.early_enough(2.5)))
    done = sum(each.order_id != order.id for each in turn.world.installations)
    state, days, window = _APPOINTMENTS[done % len(_APPOINTMENTS)]
    day = (turn.now + timedelta(days=days)).replace(
        hour={"上午": 9, "下午": 14, "晚上": 18}.get(window, 9), minute=0, second=0
    )
    turn.desk.install(order, product.title, state, day if window else None, window)


_APPOINTMENTS = (("待预约", 0, ""), ("已预约", 2, "上午"), ("已完成", -2, "下午"), ("已改期", 4, "晚上"))


# Coming back


def returning(turn: Turn) -> None:
    """A return in one of the states in which the shopper still waits."""
    state = _NOT_DONE_STATES[len(turn.world.returns) % len(_NOT_DONE_STATES)]
    order = turn.arrived_at_least(4, only=_WARDROBE)
    kind = "换货" if turn.draw.random() < 0.2 else "退货退款"
    at = turn.now - timedelta(days=turn.draw.uniform(1.5, 3.5))
    turn.desk.put(order, state=OrderState.REFUNDING if kind == "退货退款" else order.state)
    _ask_back(turn, order, kind, state, at)


def returned(turn: Turn) -> None:
    order = turn.bought_and_sent(25, 60, only=_WARDROBE)
    asked_at = (order.signed_at or turn.now) + timedelta(days=2)
    turn.desk.put(order, state=OrderState.REFUNDED)
    for number, _ in enumerate(order.lines):
        _ask_back(turn, order, "退货退款", ReturnState.REFUNDED, asked_at, number)


def refused(turn: Turn) -> None:
    order = turn.bought_and_sent(25, 50, only=("零食", "护肤"))
    turn.desk.put(order, state=OrderState.COMPLETED)
    _ask_back(turn, order, "退货退款", ReturnState.REJECTED, (order.signed_at or turn.now) + timedelta(days=8))
    turn.desk.note(
        turn.world.orders[order.id],
        (order.signed_at or turn.now) + timedelta(days=9),
        "客服小棠",
        "外包装已拆封，不支持无理由退货，已向买家说明",
    )


def withdrawn(turn: Turn) -> None:
    order = turn.bought_and_sent(20, 40, only=_WARDROBE)
    turn.desk.put(order, state=OrderState.COMPLETED)
    _ask_back(turn, order, "退货退款", ReturnState.WITHDRAWN, (order.signed_at or turn.now) + timedelta(days=1))


def quality_issue(turn: Turn) -> None:
    """Faulty goods, money promised without sending them back."""
    order = turn.arrived_at_least(2.5)
    at = turn.now - timedelta(days=turn.draw.uniform(0.5, 2))
    turn.desk.put(order, state=OrderState.REFUNDING)
    turn.desk.ask_back(order, order.lines[0], "仅退款", ReturnState.APPROVED, "质量问题", at)
    text = "买家反馈质量问题并附照片，已答应退款不退货"
    turn.desk.note(turn.world.orders[order.id], at + timedelta(hours=3), "客服小棠", text, Flag.PURPLE)


def _ask_back(turn: Turn, order: Order, kind: str, state: ReturnState, at: datetime, line: int = 0) -> None:
    """A return with the dates that its state implies: inbound after three days, the money a day after."""
    sent_back = state in {ReturnState.SENT_BACK, ReturnState.RECEIVED, ReturnState.REFUNDED}
    inbound = state in {ReturnState.RECEIVED, ReturnState.REFUNDED}
    number = turn.desk.return_number() if sent_back else None
    received_at = min(at + timedelta(days=3), turn.now - timedelta(hours=2)) if inbound else None
    refunded_at = received_at + timedelta(days=1) if received_at and state is ReturnState.REFUNDED else None
    reason = turn.draw.choice(_REASONS)
    turn.desk.ask_back(
        order,
        order.lines[line],
        kind,
        state,
        reason,
        at,
        tracking_no=number,
        received_at=received_at,
        refunded_at=refunded_at,
    )


_REASONS = ("尺码不合适", "颜色与预期不符", "不喜欢", "质量问题", "发错货", "穿着效果不好")

# How often each is played. Together with the stories this makes the orders of the demo.
SCENES: tuple[tuple[Callable[[Turn], None], int], ...] = (
    (completed, 150),
    (signed, 38),
    (on_the_way, 44),
    (just_sent, 10),
    (out_for_delivery, 12),
    (stalled, 12),
    (lost, 5),
    (exception, 10),
    (not_received, 6),
    (partly_sent, 8),
    (waiting, 34),
    (late, 8),
    (locked, 12),
    (oversold, 8),
    (unpaid, 14),
    (closed_unpaid, 14),
    (cancelled, 12),
    (waiting_for_money, 6),
    (wrong_item, 8),
    (short_delivery, 6),
    (price_dropped, 10),
    (installed, 8),
    (returning, 16),
    (returned, 14),
    (refused, 4),
    (withdrawn, 4),
    (quality_issue, 6),
    (invoice_pending, 5),
)


def play(world: World, draw: Random) -> None:
    """Play every scene its number of times, for shoppers of whom some come often and most now and then."""
    desk = Desk(world, draw)
    crowd = world.people[len(demo_shoppers()) :]
    weights = [1 + 6 / (1 + number % 17) for number, _ in enumerate(crowd)]
    for scene, times in SCENES:
        for person in draw.choices(crowd, weights, k=times):
            scene(Turn(desk, draw, person))
