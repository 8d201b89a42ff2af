"""话术库 over the API: who sees, makes, edits and deletes what, and what happens to it in a conversation."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from assist_api import canned_library
from assist_api.services import canned
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction
from tests.assist_api.builders import jpeg
from tests.assist_api.conftest import OPENING, Desk, Service, Shopper

WORDING: dict[str, Any] = {
    "category": "安抚",
    "title": "先道歉",
    "text": "亲，给您添麻烦了。",
    "shortcut": "zz",
    "examples": ["气死了"],
}


def make(desk: Desk, **change: Any) -> httpx2.Response:
    return desk.post("canned", WORDING | change)


def listed(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = desk.get("canned").json()
    return found


def put(desk: Desk, canned_id: str, **change: Any) -> httpx2.Response:
    return desk.client.put(f"/api/v1/desk/canned/{canned_id}", json=WORDING | change, headers=desk.headers)


def delete(desk: Desk, canned_id: str) -> httpx2.Response:
    return desk.client.delete(f"/api/v1/desk/canned/{canned_id}", headers=desk.headers)


def taken(service: Service, shopper_id: str, text: str = "转人工") -> tuple[Shopper, Desk]:
    shopper, desk = service.shopper(shopper_id), service.desk()
    shopper.say(text)
    desk.post(f"conversations/{shopper.id}/take")
    return shopper, desk


def test_ones_own_is_seen_by_its_owner_alone(service: Service) -> None:
    qing, he = service.desk("小青"), service.desk("小禾")
    made = make(qing).json()["reply"]
    assert (made["team"], made["updated_by"], made["uses"]) == (False, "小青", 0)
    assert [one["id"] for one in listed(qing)["replies"]] == [made["id"]]
    assert listed(he)["replies"] == []
    assert put(he, made["id"]).status_code == 404
    assert delete(he, made["id"]).json()["error"]["code"] == "canned_reply_not_found"


def test_the_teams_is_kept_by_trainers_and_supervisors_and_used_by_all(service: Service) -> None:
    trainer, agent = service.desk("小林"), service.desk("小青")
    refused = make(agent, team=True)
    assert (refused.status_code, "主管和训练师" in refused.json()["error"]["message"]) == (403, True)
    made = make(trainer, team=True).json()["reply"]
    assert [one["id"] for one in listed(agent)["replies"]] == [made["id"]]
    assert put(agent, made["id"]).status_code == 403
    assert put(trainer, made["id"], text="亲，抱歉。").json()["reply"]["text"] == "亲，抱歉。"
    assert (listed(agent)["may_team"], listed(trainer)["may_team"]) == (False, True)


def test_what_is_deleted_is_gone(service: Service) -> None:
    desk = service.desk()
    made = make(desk).json()["reply"]
    assert delete(desk, made["id"]).status_code == 204
    assert listed(desk)["replies"] == []
    assert delete(desk, made["id"]).status_code == 404


def test_one_code_means_one_reply(service: Service) -> None:
    desk = service.desk()
    make(desk)
    assert "/zz 已经用在“先道歉”上" in make(desk, title="另一条").json()["error"]["message"]
    assert make(service.desk("小禾")).status_code == 201


@pytest.mark.parametrize(
    "change", [{"text": "订单{order.number}"}, {"category": "?"}, {"intents": ["dance"]}, {"colour": "red"}]
)
def test_what_is_wrong_is_refused(service: Service, change: dict[str, Any]) -> None:
    assert make(service.desk(), **change).status_code == 422


def test_nobody_without_a_session_sees_the_library(service: Service) -> None:
    assert service.client.get("/api/v1/desk/canned").status_code == 401


def test_the_starter_library_comes_once_and_leaves_changes_alone(service: Service) -> None:
    engine, library = open_engine(service.settings.database_url), canned_library.load()
    assert in_transaction(engine, canned.seed, library, OPENING)[0] == len(library)
    trainer = service.desk("小林")
    edited, deleted = (one["id"] for one in listed(trainer)["replies"][:2])
    put(trainer, edited, title="我们自己的")
    delete(trainer, deleted)
    assert in_transaction(engine, canned.seed, library, OPENING)[0] == 0
    left = {one["id"]: one["title"] for one in listed(trainer)["replies"]}
    assert left[edited] == "我们自己的"
    assert deleted not in left
    assert len(left) == len(library) - 1


def test_a_reply_is_filled_for_the_order_on_the_screen_and_says_what_is_missing(service: Service) -> None:
    shopper, desk = taken(service, "s1001")
    made = make(desk, text="{shopper.name}，订单{order.id}由{order.courier}送，{product.few_left}").json()["reply"]
    orders = desk.get(f"conversations/{shopper.id}").json()["orders"]
    sent = next(order for order in orders if order["parcels"])
    path = f"conversations/{shopper.id}/canned/{made['id']}"
    filled = desk.post(path, {"order_id": sent["id"]}).json()
    assert filled["text"].startswith(f"桃子汽水不加冰，订单{sent['id']}由{sent['parcels'][0]['courier']}送")
    assert filled["missing"] == [{"slot": "product.few_left", "name": "仅剩件数"}]
    unpaid = desk.post(path, {"order_id": orders[0]["id"]}).json()
    assert "order.courier" in {one["slot"] for one in unpaid["missing"]}


def test_a_slot_that_is_not_filled_is_never_sent(service: Service) -> None:
    shopper, desk = taken(service, "s1001")
    answer = desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": "由{order.courier}送"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "slots_unfilled")
    assert "{order.courier}（快递公司）" in answer.json()["error"]["message"]


def test_a_reply_that_is_sent_counts_and_brings_its_picture(service: Service) -> None:
    shopper, desk = taken(service, "s1001")
    url = desk.client.post("/api/v1/desk/canned-pictures", content=jpeg(), headers=desk.headers).json()["url"]
    made = make(desk, picture=url).json()["reply"]
    body = {"client_id": "d1", "text": made["text"], "canned": {"id": made["id"]}}
    assert desk.post(f"conversations/{shopper.id}/messages", body).status_code == 201
    assert shopper.messages()[-1]["parts"] == [{"type": "picture", "url": url, "alt": "先道歉"}]
    assert service.client.get(url).headers["content-type"] == "image/jpeg"
    assert listed(desk)["replies"][0]["uses"] == 1
    desk.post(f"conversations/{shopper.id}/messages", body | {"client_id": "d2", "with_picture": False})
    assert shopper.messages()[-1]["parts"] == []


def test_a_reply_that_is_taken_back_has_not_been_used(service: Service) -> None:
    shopper, desk = taken(service, "s1001")
    made = make(desk).json()["reply"]
    body = {"client_id": "d1", "text": made["text"], "canned": {"id": made["id"]}}
    seq = desk.post(f"conversations/{shopper.id}/messages", body).json()["seq"]
    desk.post(f"conversations/{shopper.id}/messages/{seq}/recall")
    assert listed(desk)["replies"][0]["uses"] == 0


def test_a_canned_reply_whose_facts_have_moved_is_held_back(service: Service) -> None:
    shopper, desk = taken(service, "s1001")
    made = make(desk, text="订单{order.id}目前{order.state}").json()["reply"]
    filled = desk.post(f"conversations/{shopper.id}/canned/{made['id']}").json()
    stale = [{**fact, "value": "待发货"} if fact["slot"] == "order.state" else fact for fact in filled["facts"]]
    text = f"订单{filled['order_id']}目前待发货"
    used = {"id": made["id"], "order_id": filled["order_id"], "facts": stale}
    answer = desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": text, "canned": used})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "facts_changed")
    assert answer.json()["error"]["text"] == filled["text"]
    fresh = {"client_id": "d1", "text": filled["text"], "canned": used | {"facts": filled["facts"]}}
    assert desk.post(f"conversations/{shopper.id}/messages", fresh).status_code == 201


def test_a_reply_is_suggested_by_its_examples_and_only_to_who_may_use_it(service: Service) -> None:
    make(service.desk("小禾"), examples=["气死了"])
    shopper, desk = taken(service, "s1001")
    shopper.post("气死了")
    path = f"conversations/{shopper.id}/suggestions"
    assert [one for one in desk.get(path).json()["suggestions"] if one["source"]["kind"] == "canned"] == []
    make(desk, examples=["气死了"])
    shopper.post("真的气死了")
    found = [one for one in desk.get(path).json()["suggestions"] if one["source"]["kind"] == "canned"]
    assert [(one["text"], one["source"]["title"]) for one in found] == [("亲，给您添麻烦了。", "安抚 · 先道歉")]
