"""The hand that writes orders, parcels and returns into a demo world, by the shop's own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

from shop import shipping
from shop.amounts import money
from shop.demo import journeys
from shop.demo.world import Person, World
from shop.models import (
    CarrierEvent,
    Flag,
    FollowUp,
    Installation,
    Note,
    Order,
    OrderLine,
    OrderState,
    Parcel,
    ParcelState,
    Product,
    Promotion,
    Return,
    ReturnState,
    Sku,
)
from shop.pricing import Item, discount

Pick = tuple[Product, Sku, int]
_NEVER_SENT = {OrderState.UNPAID, OrderState.CLOSED_UNPAID, OrderState.CANCELLED}


class Desk:
    def __init__(self, world: World, draw: Random) -> None:
        self.world = world
        self.draw = draw
        self._goods = {product.id: product for product in world.products}
        self._skus = {sku.id: sku for product in world.products for sku in product.skus}

    # Buying

    def pick(self, sku_id: str, quantity: int = 1) -> Pick:
        sku = self._skus[sku_id]
        return self._goods[sku.product_id], sku, quantity

    def order(
        self, person: Person, picks: Sequence[Pick], at: datetime, *, state: OrderState = OrderState.PAID
    ) -> Order:
        """A new order; its number does not depend on the day, so that yesterday's talk finds it tomorrow."""
        lines = tuple(self._line(*pick, at) for pick in picks)
        goods = sum((line.price * line.quantity for line in lines), money(0))
        off = self._discount(picks, lines, at)
        postage = self._postage(person.place.region, goods - off)
        paid_at = at + timedelta(minutes=self.draw.randint(1, 9))
        big = any(offer.big for offer in self._offers(at))
        is_paid = state not in {OrderState.UNPAID, OrderState.CLOSED_UNPAID}
        order = Order(
            id=self._order_id(),
            shopper_id=person.shopper.id,
            state=state,
            lines=lines,
            goods_total=goods,
            discount=off,
            postage=postage,
            paid=goods - off + postage if is_paid else money(0),
            created_at=at,
            paid_at=paid_at if is_paid else None,
            ship_by=None if state in _NEVER_SENT else paid_at + timedelta(hours=self._promise_hours(big)),
            shipped_at=None,
            signed_at=None,
            receiver=person.receiver,
            phone_masked=person.phone_masked,
            address_masked=person.address_masked,
            region=person.place.region,
            in_big_sale=big,
        )
        return self.put(order)

    def put(self, order: Order, **changes: Any) -> Order:
        self.world.orders[order.id] = changed = replace(order, **changes)
        return changed

    def _order_id(self) -> str:
        own = Random(f"order {len(self.world.orders)}")
        return f"{own.randrange(23, 29)}{own.randrange(10**16, 10**17)}"

    def _line(self, product: Product, sku: Sku, quantity: int, at: datetime) -> OrderLine:
        price = price_at(product, at) + sku.price - product.price
        return OrderLine(product.id, product.title, sku.id, sku.label, quantity, price)

    def _offers(self, at: datetime) -> list[Promotion]:
        return [offer for offer in self.world.promotions if offer.starts_at <= at < offer.ends_at]

    def _discount(self, picks: Sequence[Pick], lines: Sequence[OrderLine], at: datetime) -> Decimal:
        """The best of the offers that ran when the order was placed."""
        pairs = zip(picks, lines, strict=True)
        items = [Item(product, sku, quantity, line.price) for (product, sku, quantity), line in pairs]
        return discount(items, self._offers(at), level="", at=at)

    def _postage(self, region: str, amount: Decimal) -> Decimal:
        return shipping.postage(region, amount, self.world.policy)

    def _promise_hours(self, big: bool) -> int:
        return int(self.world.policy["shipping"]["promise_hours_sale" if big else "promise_hours"])

    # Sending

    def send(
        self,
        order: Order,
        sent: datetime,
        *,
        keep: int | None = None,
        state: ParcelState | None = None,
        lines: Sequence[OrderLine] | None = None,
    ) -> Parcel:
        """Hand the lines to the courier. The journey is told up to now, or only its first `keep` events."""
        inside = lines or order.lines
        category = self._category(inside[0])
        person = self.person(order.shopper_id)
        courier = self._courier(category, order.region)
        days = journeys.days_on_the_way(order.region, self.world.policy, self.draw)
        whole = journeys.journey(person.place, self._warehouse(category), courier.name, sent, days, self.draw)
        events = tuple(event for event in whole[:keep] if event.at <= self.world.now)
        parcel = Parcel(
            id=f"p{len(self.world.parcels) + 10001}",
            order_id=order.id,
            courier_code=courier.code,
            courier=courier.name,
            tracking_no=journeys.tracking_no(courier.code, self.draw),
            state=state or _reached(events, whole),
            events=events,
            expected_at=journeys.expected(order.region, sent, self.world.policy),
            sku_ids=tuple(line.packed_sku_id or line.sku_id for line in inside),
        )
        self.world.parcels.append(parcel)
        self._mark_sent(order, sent, parcel)
        return parcel

    def person(self, shopper_id: str) -> Person:
        return self.world.people[int(shopper_id[1:]) - 1001]

    def _mark_sent(self, order: Order, sent: datetime, parcel: Parcel) -> None:
        signed_at = parcel.events[-1].at if parcel.state is ParcelState.DELIVERED else None
        lines = tuple(_packed(line) for line in order.lines)
        self.put(
            self.world.orders[order.id],
            state=OrderState.SIGNED if signed_at else OrderState.SHIPPED,
            lines=lines,
            shipped_at=sent,
            signed_at=signed_at,
            parcel_ids=(*self.world.orders[order.id].parcel_ids, parcel.id),
        )

    def _category(self, line: OrderLine) -> str:
        return self._goods[line.product_id].category

    def _courier(self, category: str, region: str) -> Any:
        shipping = self.world.policy["shipping"]
        wished = shipping["wished_courier"]
        code = shipping["couriers"][category]
        if region not in wished["not_to"] and self.draw.random() < 0.06:
            code = wished["code"]
        return next(courier for courier in self.world.couriers if courier.code == code)

    def _warehouse(self, category: str) -> str:
        houses = self.world.policy["shipping"]["warehouses"]
        return next(str(house["city"])[2:] for house in houses if category in house["categories"])

    # What goes wrong, and what follows

    def tell(self, parcel: Parcel, state: ParcelState, event: CarrierEvent | None = None) -> Parcel:
        """The courier reports something out of the ordinary."""
        events = (*parcel.events, event) if event else parcel.events
        changed = replace(parcel, state=state, events=events)
        self.world.parcels[self.world.parcels.index(parcel)] = changed
        return changed

    def reach_the_door(self, parcel: Parcel, at: datetime) -> Parcel:
        """The whole way up to the courier's last round, which began at `at`."""
        order = self.world.orders[parcel.order_id]
        sent = order.shipped_at or order.created_at
        place, house = self.person(order.shopper_id).place, self._warehouse(self._category(order.lines[0]))
        way = journeys.until_the_door(place, house, parcel.courier, sent, at, self.draw)
        changed = replace(parcel, events=way, state=ParcelState.OUT_FOR_DELIVERY)
        self.world.parcels[self.world.parcels.index(parcel)] = changed
        return changed

    def return_number(self) -> str:
        return journeys.tracking_no(self.draw.choice(("zhongtong", "yuantong", "yunda", "shunfeng")), self.draw)

    def note(self, order: Order, at: datetime, by: str, text: str, flag: Flag | None = None) -> Order:
        note = Note(min(at, self.world.now), by, text, flag)
        return self.put(order, notes=(*order.notes, note), flag=flag or order.flag)

    def ask_back(
        self, order: Order, line: OrderLine, kind: str, state: ReturnState, reason: str, at: datetime, **more: Any
    ) -> Return:
        share = line.price * line.quantity / order.goods_total
        refundable = ((order.paid - order.postage) * share).quantize(Decimal("0.01"), ROUND_DOWN)
        amount = money(0) if kind == "换货" else refundable
        asked = Return(
            f"r{len(self.world.returns) + 20001}", order.id, line.sku_id, kind, state, reason, amount, at, **more
        )
        self.world.returns.append(asked)
        return asked

    def follow_up(self, order: Order, kind: str, at: datetime, hours: int) -> None:
        number = len(self.world.follow_ups) + 30001
        self.world.follow_ups.append(FollowUp(f"f{number}", order.id, kind, at, at + timedelta(hours=hours)))

    def install(self, order: Order, title: str, state: str, booked_for: datetime | None, window: str) -> None:
        installer = f"{self.draw.choice('王李张刘陈杨赵黄周吴')}师傅" if booked_for else ""
        number = len(self.world.installations) + 40001
        self.world.installations.append(
            Installation(f"i{number}", order.id, title, state, booked_for, window, installer)
        )


def price_at(product: Product, at: datetime) -> Decimal:
    """The lowest SKU's price on that day."""
    return next((point.price for point in reversed(product.price_history) if point.at <= at), product.price)


def _packed(line: OrderLine) -> OrderLine:
    return replace(
        line,
        packed_sku_id=line.packed_sku_id or line.sku_id,
        packed_quantity=line.quantity if line.packed_quantity is None else line.packed_quantity,
    )


def _reached(events: Sequence[CarrierEvent], whole: Sequence[CarrierEvent]) -> ParcelState:
    if not events:
        return ParcelState.CREATED
    return {0: ParcelState.DELIVERED, 1: ParcelState.OUT_FOR_DELIVERY}.get(
        len(whole) - len(events), ParcelState.IN_TRANSIT
    )
