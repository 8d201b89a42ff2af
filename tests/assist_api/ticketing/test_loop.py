"""What happens to tickets by itself: taken over from the shop, warned about, followed, asked about, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from assist_api.domain.events import TicketWarned
from assist_api.domain.ticket_life import Move
from assist_api.services import chat, desk, ticket_work
from assist_api.store import schema
from shop.models import Ticket, TicketKind
from tests.assist_api.ticketing.conftest import QING, Stage


def opened_in_shop(stage: Stage, key: str = "m1", **given: Any) -> Ticket:
    usual: dict[str, Any] = {"kind": TicketKind.DAMAGED, "level": 2, "text": "瓶子碎了", "wish": "补发", "due_hours": 4}
    return stage.shop.open_ticket("s1001", stage.shop.orders("s1001")[0].id, key=key, **(usual | given))


def taken_over(stage: Stage) -> dict[str, Any]:
    opened_in_shop(stage)
    stage.look(stage.loop.take_over)
    return stage.rows()[0]


def step(stage: Stage, ticket_id: str, move: Move, text: str = "已处理") -> None:
    stage.run(ticket_work.step, ticket_id, QING, move, text, stage.clock.now)


def told(stage: Stage) -> list[str]:
    _, found = stage.run(chat.read, stage.conversation_id, 0)
    return [message.text for message in found]


# The shop's system


def test_a_ticket_of_the_bot_appears_at_the_desk_once(stage: Stage) -> None:
    shops = opened_in_shop(stage)
    for _ in range(2):
        stage.look(stage.loop.take_over)
    (row,) = stage.rows()
    assert (row["kind"], row["level"], row["shop_ids"], row["wish"]) == ("logistics", 2, [shops.id], "补发")
    assert row["conversation_id"] == stage.conversation_id
    assert row["reasons"][0] == "小二登记：破损"


def test_a_later_one_is_found_too_and_an_old_closed_one_is_not(stage: Stage) -> None:
    taken_over(stage)
    stage.clock.pass_time(minutes=5)
    opened_in_shop(stage, "m2", kind=TicketKind.REPAIR, level=3, text="锅不转了")
    gone = opened_in_shop(stage, "m3", kind=TicketKind.LOST)
    stage.shop.close_ticket("s1001", gone.id, key="m4")
    stage.look(stage.loop.take_over)
    assert sorted(row["kind"] for row in stage.rows()) == ["logistics", "quality"]


def test_closing_ours_closes_the_shops(stage: Stage) -> None:
    row = taken_over(stage)
    stage.look(stage.loop.close_in_shop)
    assert stage.shop.tickets("s1001")[0].closed_at is None
    step(stage, row["id"], Move.CLOSE)
    stage.look(stage.loop.close_in_shop)
    assert stage.shop.tickets("s1001")[0].closed_at


def test_a_safety_complaint_is_known_as_one_by_its_words(stage: Stage) -> None:
    opened_in_shop(stage, kind=TicketKind.QUALITY, level=1, text="安全问题：锅冒烟了")
    stage.look(stage.loop.take_over)
    assert stage.rows()[0]["kind"] == "safety"


# Clocks


def warned(stage: Stage) -> list[TicketWarned]:
    stage.look(stage.loop.watch_clocks)
    found = [event for event in stage.heard if isinstance(event, TicketWarned)]
    stage.heard.clear()
    return found


def test_a_clock_is_warned_of_once_before_it_breaks_and_once_when_it_does(stage: Stage) -> None:
    row = taken_over(stage)
    assert warned(stage) == []
    stage.clock.pass_time(hours=3, minutes=10)
    (soon,) = warned(stage)
    assert (soon.words, soon.broken, soon.supervisor) == ("给出方案即将超时", False, False)
    assert warned(stage) == []
    stage.clock.pass_time(hours=1)
    (late,) = warned(stage)
    assert (late.words, late.supervisor) == ("给出方案已超时", True)
    assert [what for what, _ in stage.history(row["id"])] == ["opened", "warned", "broken"]


def test_who_offers_in_time_is_not_warned(stage: Stage) -> None:
    row = taken_over(stage)
    step(stage, row["id"], Move.OFFER)
    stage.clock.pass_time(hours=5)
    assert warned(stage) == []


# Told, asked, closed


def solved_and_told(stage: Stage) -> str:
    row = taken_over(stage)
    step(stage, row["id"], Move.SOLVE)
    stage.run(ticket_work.tell, row["id"], QING, "已给您补发", False, "c1", stage.clock.now)
    return str(row["id"])


def test_an_hour_after_the_shopper_was_told_the_bot_asks_whether_it_helped(stage: Stage) -> None:
    solved_and_told(stage)
    stage.look(stage.loop.watch_clocks)
    assert told(stage)[-1] == "已给您补发"
    stage.clock.pass_time(hours=1)
    for _ in range(2):
        stage.look(stage.loop.watch_clocks)
    assert [text for text in told(stage) if "帮到您了吗" in text] == [ticket_work.QUESTION]
    assert stage.rows()[0]["state"] == "asked"


def test_nobody_is_asked_while_a_person_talks_with_them(stage: Stage) -> None:
    solved_and_told(stage)
    stage.run(desk.take, stage.conversation_id, QING, stage.clock.now)
    stage.clock.pass_time(hours=2)
    stage.look(stage.loop.watch_clocks)
    assert stage.rows()[0]["state"] == "told"


def test_without_an_answer_it_is_closed_after_two_days(stage: Stage) -> None:
    solved_and_told(stage)
    stage.clock.pass_time(hours=1)
    stage.look(stage.loop.watch_clocks)
    stage.clock.pass_time(hours=48)
    stage.look(stage.loop.watch_clocks)
    (row,) = stage.rows("closed")
    assert row["helped"] is None


# Parcels that stand still


def followed(stage: Stage) -> tuple[str, str]:
    """The ticket and the parcel."""
    _, parcel_id = stage.stalls()
    stage.look(stage.loop.follow_parcels)
    return stage.rows()[0]["id"], parcel_id


def news_state(stage: Stage) -> list[tuple[str, str]]:
    with stage.engine.connect() as connection:
        query = select(schema.outreach.c.kind, schema.outreach.c.state).where(schema.outreach.c.kind == "moved")
        return [(row[0], row[1]) for row in connection.execute(query)]


def test_a_stalled_parcel_gets_a_ticket_with_what_is_known(stage: Stage) -> None:
    followed(stage)
    stage.look(stage.loop.follow_parcels)
    (row,) = stage.rows()
    assert (row["kind"], row["level"], row["source"]) == ("logistics", 2, "system")
    assert "仍停在「杭州转运中心」，已 72 小时没有更新" in row["text"]


def test_it_is_looked_at_each_day_and_the_courier_urged(stage: Stage) -> None:
    ticket_id, _ = followed(stage)
    for _ in range(5):
        stage.clock.pass_time(hours=12)
        stage.look(stage.loop.follow_parcels)
    checks = [text for what, text in stage.history(ticket_id) if what == "check"]
    assert [text.partition("，")[2] for text in checks] == [
        "已 96 小时没有更新；已登记催查",
        "已 120 小时没有更新；已登记催查",
    ]


def test_when_it_moves_the_shopper_is_told_and_the_ticket_closed(stage: Stage) -> None:
    ticket_id, parcel_id = followed(stage)
    stage.clock.pass_time(hours=2)
    stage.scan(parcel_id, stage.clock.now, "上海转运中心", "到达【上海转运中心】")
    for _ in range(2):
        stage.look(stage.loop.follow_parcels)
    assert stage.rows()[0]["state"] == "done"
    assert news_state(stage) == [("moved", "planned")]
    with stage.engine.begin() as connection:
        connection.execute(schema.outreach.update().values(state="sent"))
    stage.look(stage.loop.follow_parcels)
    assert stage.rows("closed")[0]["id"] == ticket_id
    assert stage.history(ticket_id)[-1] == ("tell", "已在会话里告知顾客物流恢复")


def test_one_that_moved_before_anybody_looked_needs_no_ticket(stage: Stage) -> None:
    _, parcel_id = stage.stalls()
    stage.scan(parcel_id, stage.clock.now - timedelta(hours=1), "上海转运中心", "到达【上海转运中心】")
    stage.look(stage.loop.follow_parcels)
    assert stage.rows() == []


def test_a_complaint_about_it_is_the_same_ticket_and_is_asked_about(stage: Stage) -> None:
    ticket_id, parcel_id = followed(stage)
    order_id = stage.rows()[0]["order_id"]
    stage.shop.open_ticket(
        "s1001", order_id, kind=TicketKind.LOST, level=2, text="快递几天不动了", due_hours=4, key="m9"
    )
    stage.look(stage.loop.take_over)
    assert [row["id"] for row in stage.rows()] == [ticket_id]
    stage.clock.pass_time(hours=2)
    stage.scan(parcel_id, stage.clock.now, "上海转运中心", "到达【上海转运中心】")
    stage.look(stage.loop.follow_parcels)
    with stage.engine.begin() as connection:
        connection.execute(schema.outreach.update().values(state="sent"))
    stage.look(stage.loop.follow_parcels)
    assert stage.rows()[0]["state"] == "told"
