"""Tickets and installations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.models import OrderState, Ticket, TicketKind
from shop.protocol import NotFound, Refusal, Shop
from tests.shop.conftest import NOW
from tests.shop.finding import CHANGING, FITTED, SHORT, order_in, order_of, refused, same_twice

TODAY = NOW.date()


class ServiceContract:
    # Tickets

    def test_a_ticket_is_opened_with_its_deadline(self, shop: Shop) -> None:
        ticket = _ticket(shop, SHORT, order_of(shop, SHORT, "f406-01").id)
        assert (ticket.level, ticket.wish, ticket.text) == (2, "补发", "少了一袋")
        assert ticket.due_at - ticket.opened_at == timedelta(hours=4)
        assert shop.tickets(SHORT) == [ticket]

    def test_an_open_ticket_of_the_same_kind_is_not_opened_twice(self, shop: Shop) -> None:
        order_id = order_of(shop, SHORT, "f406-01").id
        first = _ticket(shop, SHORT, order_id)
        assert _ticket(shop, SHORT, order_id, key="m2") == first
        assert _ticket(shop, SHORT, order_id, key="m3", kind=TicketKind.QUALITY) != first
        assert _ticket(shop, SHORT, None, key="m4") != first
        assert len(shop.tickets(SHORT)) == 3

    def test_a_foreign_order_gets_no_ticket(self, shop: Shop) -> None:
        with pytest.raises(NotFound):
            _ticket(shop, "s1001", order_of(shop, SHORT, "f406-01").id)

    def test_many_with_the_same_trouble_are_counted_by_shopper(self, shop: Shop) -> None:
        for number, shopper_id in enumerate(("s1001", "s1001", "s1002", "s1003")):
            order_id = shop.orders(shopper_id)[number % 2 if shopper_id == "s1001" else 0].id
            _ticket(shop, shopper_id, order_id, kind=TicketKind.PAYMENT)
        assert shop.tickets_since(TicketKind.PAYMENT, NOW - timedelta(minutes=30)) == 3
        assert shop.tickets_since(TicketKind.PAYMENT, NOW + timedelta(minutes=1)) == 0
        assert shop.tickets_since(TicketKind.LOST, NOW - timedelta(days=1)) == 0

    def test_tickets_of_all_shoppers_are_told_oldest_first(self, shop: Shop) -> None:
        opened = [_ticket(shop, one, shop.orders(one)[0].id) for one in ("s1001", "s1002")]
        told = shop.tickets_opened(since=NOW - timedelta(minutes=1))
        assert sorted(one.id for one in told) == sorted(one.id for one in opened)
        assert [one.opened_at for one in told] == sorted(one.opened_at for one in told)
        assert len(shop.tickets_opened(since=NOW - timedelta(minutes=1), limit=1)) == 1
        assert not shop.tickets_opened(since=NOW + timedelta(minutes=1))

    def test_a_ticket_is_closed_once_and_another_can_be_opened_then(self, shop: Shop) -> None:
        order_id = order_of(shop, SHORT, "f406-01").id
        ticket = _ticket(shop, SHORT, order_id)
        same_twice(lambda: shop.close_ticket(SHORT, ticket.id, key="m2"))
        (closed,) = shop.tickets(SHORT)
        assert closed.closed_at
        assert shop.close_ticket(SHORT, ticket.id, key="m3") == closed
        assert _ticket(shop, SHORT, order_id, key="m4").id != ticket.id

    def test_a_foreign_ticket_is_not_found(self, shop: Shop) -> None:
        ticket = _ticket(shop, SHORT, order_of(shop, SHORT, "f406-01").id)
        with pytest.raises(NotFound):
            shop.close_ticket("s1001", ticket.id, key="m2")

    # Installations

    def test_a_fitter_comes_from_tomorrow_on(self, shop: Shop) -> None:
        days = shop.installation_days(FITTED, order_of(shop, FITTED, "a610-01").id)
        assert days[0] == TODAY + timedelta(days=1)
        assert days == sorted(days) and len(days) <= 7

    def test_goods_that_need_no_fitter_have_no_days(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        assert not shop.installation_days(CHANGING, order.id)
        with refused(Refusal.UNSUPPORTED):
            shop.book_installation(CHANGING, order.id, day=TODAY + timedelta(days=2), window="上午", key="m1")

    def test_an_installation_is_booked_and_moved(self, shop: Shop) -> None:
        order_id = order_of(shop, FITTED, "a610-01").id
        day, later = shop.installation_days(FITTED, order_id)[1:3]
        booked = shop.book_installation(FITTED, order_id, day=day, window="下午", key="m1")
        assert (booked.state, booked.window) == ("已预约", "下午")
        assert booked.booked_for and (booked.booked_for.date(), booked.booked_for.hour) == (day, 14)
        moved = shop.book_installation(FITTED, order_id, day=later, window="上午", key="m2")
        assert (moved.state, moved.id) == ("已改期", booked.id)
        assert moved in shop.installations(FITTED)

    def test_an_installation_is_booked_once_for_each_message(self, shop: Shop) -> None:
        order_id = order_of(shop, FITTED, "a610-01").id
        day = shop.installation_days(FITTED, order_id)[0]
        same_twice(lambda: shop.book_installation(FITTED, order_id, day=day, window="晚上", key="m1"))

    def test_no_fitter_comes_today_or_in_half_a_year(self, shop: Shop) -> None:
        order_id = order_of(shop, FITTED, "a610-01").id
        with refused(Refusal.TOO_LATE):
            shop.book_installation(FITTED, order_id, day=TODAY, window="晚上", key="m1")
        with refused(Refusal.SOLD_OUT):
            shop.book_installation(FITTED, order_id, day=TODAY + timedelta(days=180), window="晚上", key="m1")

    def test_an_unpaid_order_is_not_fitted_and_a_foreign_one_not_found(self, shop: Shop) -> None:
        with pytest.raises(NotFound):
            shop.installation_days("s1001", order_of(shop, FITTED, "a610-01").id)


def _ticket(
    shop: Shop, shopper_id: str, order_id: str | None, *, kind: TicketKind = TicketKind.MISSING_ITEM, key: str = "m1"
) -> Ticket:
    return shop.open_ticket(
        shopper_id, order_id, kind=kind, level=2, text="少了一袋", wish="补发", due_hours=4, key=key
    )
