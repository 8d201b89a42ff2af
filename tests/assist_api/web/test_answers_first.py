"""Who answers a new matter first, over HTTP: the mode of the shop, and what is said to who waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assist_api.settings import Settings
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, read_frames


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Of a shop where a person answers first."""
    file = tmp_path / "handover.toml"
    text = Path("assist_api/handover.toml").read_text("utf-8")
    file.write_text(text.replace('first = "bot_first"', 'first = "person_first"'), "utf-8")
    return replace(settings, handover_file=file)


@contextmanager
def at_desk(service: Service) -> Iterator[None]:
    """An agent with an open desk."""
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": service.desk().token})
        read_frames(socket, "ready")
        yield


def texts(shopper: Shopper, sender: str) -> list[str]:
    return [message["text"] for message in shopper.messages() if message["from"] == sender]


def most_urgent(desk: Desk) -> tuple[str, int]:
    first = desk.get("conversations", state="waiting").json()["rows"][0]
    return first["id"], first["urgency"]


def test_a_new_matter_is_greeted_and_waits_for_a_person(service: Service) -> None:
    with at_desk(service):
        shopper = service.shopper()
        told = shopper.say("我的快递到哪了")
        assert "正在帮您接人工客服；1 分钟内没接上的话，我先帮您看" in told[0]["text"]
        assert shopper.state()["state"] == "waiting"
        assert service.rasa.asked == []


def test_with_nobody_there_the_bot_answers_in_any_mode(service: Service) -> None:
    shopper = service.shopper()
    assert shopper.say("我的快递到哪了")[0]["text"] == "收到：我的快递到哪了"
    assert shopper.state()["state"] == "bot"


def test_a_matter_that_the_bot_began_stays_with_it(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("我的快递到哪了")
    with at_desk(service):
        assert shopper.say("运费多少")[0]["text"] == "收到：运费多少"


def test_where_nobody_comes_the_bot_helps_and_the_place_is_kept(service: Service) -> None:
    with at_desk(service):
        shopper = service.shopper()
        shopper.say("我的快递到哪了")
        service.clock.pass_time(seconds=61)
        eventually(lambda: "收到：我的快递到哪了" in texts(shopper, "bot"))
        assert any("位置给您留着" in text for text in texts(shopper, "bot"))
        assert shopper.state()["state"] == "waiting"


def test_a_reason_that_shows_while_it_waits_makes_it_a_case(service: Service) -> None:
    with at_desk(service):
        shopper = service.shopper()
        shopper.say("在吗")
        shopper.post("充电的时候冒烟了")
        desk = service.desk()
        assert eventually(lambda: most_urgent(desk) == (shopper.id, 3))
        service.clock.pass_time(seconds=61)
        shopper.post("还在吗")
        assert not any(body["message"] == "还在吗" for body in service.rasa.asked)


def test_who_goes_back_to_the_bot_is_not_queued_again(service: Service) -> None:
    with at_desk(service):
        shopper = service.shopper()
        shopper.say("我的快递到哪了")
        desk = service.desk()
        desk.post(f"conversations/{shopper.id}/take")
        desk.post(f"conversations/{shopper.id}/return_to_bot")
        assert shopper.say("运费多少")[0]["text"] == "收到：运费多少"


def test_a_closed_matter_begins_anew(service: Service) -> None:
    with at_desk(service):
        shopper = service.shopper()
        shopper.say("我的快递到哪了")
        desk = service.desk()
        desk.post(f"conversations/{shopper.id}/take")
        desk.post(f"conversations/{shopper.id}/close")
        assert "正在帮您接人工客服" in shopper.say("再问个问题")[0]["text"]
