"""What was passed on is shown to the shopper, who puts it right with one tap; the agent sees both."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from assist_api.services.helping import LEAVE_QUEUE
from tests.assist_api.conftest import Service, Shopper

MANY = "s1006"


def receipt_of(shopper: Shopper) -> dict[str, Any]:
    parts = [part for message in shopper.messages() for part in message["parts"] if part["type"] == "receipt"]
    return dict(parts[-1])


def path(shopper: Shopper) -> str:
    return f"/api/v1/chat/conversations/{shopper.id}/receipt"


def choices(shopper: Shopper) -> dict[str, Any]:
    found: dict[str, Any] = shopper.client.get(f"{path(shopper)}/choices", headers=shopper.headers).json()
    return found


def correct(shopper: Shopper, **body: str) -> httpx2.Response:
    return shopper.client.post(path(shopper), json=body, headers=shopper.headers)


def about(service: Service, shopper: Shopper) -> tuple[list[str], str | None]:
    summary = service.desk().get(f"conversations/{shopper.id}").json()["summary"]
    pieces = [piece["text"] for line in summary["lines"] for piece in line["pieces"]]
    return pieces, summary["order_id"]


@pytest.fixture
def waiting(service: Service) -> Shopper:
    """With several orders, about a parcel."""
    shopper = service.shopper(MANY)
    shopper.say("我的快递到哪了")
    shopper.say("转人工")
    return shopper


def test_topic_order_and_what_was_tried_are_shown(service: Service) -> None:
    shopper = service.shopper("s1003")
    shopper.say("我的快递到哪了")
    shopper.say("转人工")
    shown = receipt_of(shopper)
    assert shown["topic"] == "包裹的进度"
    assert set(shown["order"]) == {"id", "title", "picture", "state_zh"}
    assert shown["tried"] == ["收到：我的快递到哪了"]


def test_another_order_is_picked_and_the_agent_sees_it(service: Service, waiting: Shopper) -> None:
    other = choices(waiting)["orders"][2]
    before = len(waiting.messages())
    assert correct(waiting, order_id=other["id"]).status_code == 201
    assert [one["text"] for one in waiting.messages()[before:]] == [f"已更正为这一单：{other['title']}，客服看得到。"]
    assert receipt_of(waiting)["order"] == other
    assert about(service, waiting)[1] == other["id"]


def test_another_topic_is_picked_and_stands_in_the_list_and_the_summary(service: Service, waiting: Shopper) -> None:
    topic = choices(waiting)["topics"][0]
    assert topic != "包裹的进度"
    correct(waiting, topic=topic)
    assert f"{topic}（顾客更正）" in about(service, waiting)[0]
    assert service.desk().get("conversations").json()["rows"][0]["topic"] == topic


def test_a_line_of_ones_own_is_a_topic_too(service: Service, waiting: Shopper) -> None:
    correct(waiting, line=" 赠品没收到 ")
    assert receipt_of(waiting)["topic"] == "赠品没收到"


def test_it_may_be_about_no_order_at_all(service: Service, waiting: Shopper) -> None:
    correct(waiting, order_id=choices(waiting)["orders"][0]["id"])
    correct(waiting, order_id="")
    assert receipt_of(waiting)["order"] is None
    assert about(service, waiting)[1] is None


def test_the_same_correction_twice_is_one_line(waiting: Shopper) -> None:
    first = correct(waiting, line="赠品没收到").json()
    assert correct(waiting, line="赠品没收到").json() == first


@pytest.mark.parametrize("body", [{"order_id": "999"}, {"topic": "随便"}, {"line": " "}, {"line": "长" * 61}, {}])
def test_what_cannot_be_is_refused_in_a_sentence(waiting: Shopper, body: dict[str, str]) -> None:
    refused = correct(waiting, **body)
    assert refused.status_code == 422
    assert refused.json()["error"]["message"]


def test_a_foreign_order_reads_like_an_unknown_one(service: Service, waiting: Shopper) -> None:
    stranger = service.shopper("s1003")
    stranger.say("转人工")
    foreign = choices(stranger)["orders"][0]["id"]
    assert correct(waiting, order_id=foreign).json() == correct(waiting, order_id="999").json()


def test_without_a_handover_there_is_nothing_to_put_right(service: Service) -> None:
    shopper = service.shopper(MANY)
    shopper.say("运费多少")
    assert correct(shopper, line="赠品").json()["error"]["code"] == "illegal_move"


def test_nobody_puts_a_strangers_receipt_right(service: Service, waiting: Shopper) -> None:
    other = service.shopper()
    refused = waiting.client.post(path(waiting), json={"line": "赠品"}, headers=other.headers)
    assert refused.status_code == 404


def test_after_the_matter_is_settled_it_cannot_be_changed_any_more(waiting: Shopper) -> None:
    waiting.say("继续和小二聊")
    waiting.say(LEAVE_QUEUE[0])
    assert correct(waiting, line="赠品").status_code == 409
