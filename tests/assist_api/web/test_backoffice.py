"""What an agent does to an order from the desk: done once, told in words, written down; and what is refused."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.schema import audit
from assist_api.web.operation_bodies import BODIES
from shop.operations import OPERATIONS
from tests.assist_api.conftest import Desk, Service, Shopper, read_frames

ADDRESS = {"receiver": "李雷", "phone": "13800138000", "region": "浙江", "detail": "杭州市西湖区文三路 1 号 301"}


@pytest.fixture(scope="session")
def pristine(shop_url: str) -> Path:
    return Path(shop_url.removeprefix("sqlite:///"))


@pytest.fixture
def settings(settings: Settings, pristine: Path, tmp_path: Path) -> Settings:
    """A shop of its own for each test: these change it."""
    shutil.copy(pristine, tmp_path / "shop.db")
    return replace(settings, shop_url=f"sqlite:///{tmp_path}/shop.db")


def taken(service: Service, shopper_id: str, name: str = "小青") -> tuple[Shopper, Desk]:
    shopper, desk = service.shopper(shopper_id), service.desk(name)
    shopper.say("你好")
    desk.post(f"conversations/{shopper.id}/take")
    return shopper, desk


def order_of(desk: Desk, shopper: Shopper, state: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = desk.get(f"conversations/{shopper.id}").json()["orders"]
    return next(order for order in found if order["state"] == state)


def perform(desk: Desk, shopper: Shopper, order_id: str, operation: str, key: str = "k1", **fields: Any) -> Any:
    return desk.post(f"conversations/{shopper.id}/orders/{order_id}/{operation}", {"key": key, **fields})


def entries(settings: Settings) -> list[Any]:
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        found = list(connection.execute(select(audit).where(audit.c.what.startswith("order."))))
    engine.dispose()
    return found


def test_every_operation_of_the_shop_has_its_call_and_no_other() -> None:
    assert set(BODIES) == set(OPERATIONS)
    for name, body in BODIES.items():
        fields = set(body.model_fields) - {"key", "preview"}
        assert fields == set(OPERATIONS[name].__dataclass_fields__), name


def test_an_address_is_changed_and_told_to_the_shopper_masked(service: Service, settings: Settings) -> None:
    shopper, desk = taken(service, "s1008")
    order = order_of(desk, shopper, "paid")
    answer = perform(desk, shopper, order["id"], "change-address", address=ADDRESS).json()
    assert answer["order"]["address_masked"] == "浙江省杭州市西湖区****"
    assert "收件人 李**，电话 138****8000，地址 浙江省杭州市西湖区****" in answer["sentence"]
    (entry,) = entries(settings)
    assert (entry.who, entry.what, entry.detail["order"]) == ("小青", "order.change_address", order["id"])
    assert "文三路" not in str(entry) and "文三路" not in str(answer)


def test_a_preview_shows_what_will_change_and_does_nothing(service: Service, settings: Settings) -> None:
    shopper, desk = taken(service, "s1008")
    order = order_of(desk, shopper, "paid")
    seen = perform(desk, shopper, order["id"], "refund", preview=True, reason="不想要了").json()
    assert {"what": "状态", "before": "待发货", "after": "已退款"} in seen["changes"]
    assert (seen["effects"], seen["left"]) == (["顾客得到 208.00 元"], "292.00")
    assert order_of(desk, shopper, "paid") == order and not entries(settings)


def test_the_same_key_never_does_it_twice(service: Service, settings: Settings) -> None:
    shopper, desk = taken(service, "s1004")
    order = order_of(desk, shopper, "signed")

    def pay(_click: int) -> Any:
        return perform(desk, shopper, order["id"], "pay-out", amount="8.50", reason="线头")

    with ThreadPoolExecutor(4) as threads:
        answers = [answer.json() for answer in threads.map(pay, range(4))]
    assert {(answer["amount"], answer["left"]) for answer in answers} == {("8.50", "11.50")}
    assert len(entries(settings)) == 1
    notes = [note["text"] for note in order_of(desk, shopper, "signed")["notes"]]
    assert sum("小额打款" in text for text in notes) == 1


def test_what_the_shop_forbids_is_told_in_a_sentence(service: Service, settings: Settings) -> None:
    shopper, desk = taken(service, "s1008")
    locked = order_of(desk, shopper, "locked")
    refused = perform(desk, shopper, locked["id"], "change-address", address=ADDRESS)
    assert refused.status_code == 409
    error = refused.json()["error"]
    assert (error["code"], error["refusal"]) == ("operation_refused", "locked")
    assert "联系仓库" in error["message"] and not entries(settings)


def test_an_agent_gives_less_than_a_supervisor(service: Service) -> None:
    shopper, desk = taken(service, "s1004")
    order = order_of(desk, shopper, "signed")
    refused = perform(desk, shopper, order["id"], "pay-out", amount="50", reason="补偿").json()["error"]
    assert refused["refusal"] == "over_limit" and "主管" in refused["message"]
    assert desk.get(f"conversations/{shopper.id}/backoffice").json()["limits"]["payout"] == "20.00"


def test_an_order_of_somebody_else_is_not_found(service: Service) -> None:
    shopper, desk = taken(service, "s1004")
    other, _ = taken(service, "s1008")
    theirs = order_of(desk, other, "paid")
    assert perform(desk, shopper, theirs["id"], "add-note", text="急").json()["error"]["code"] == "order_not_found"


def test_a_case_that_a_colleague_holds_is_left_to_the_colleague(service: Service) -> None:
    shopper, desk = taken(service, "s1008")
    order, other = order_of(desk, shopper, "paid"), service.desk("小禾")
    refused = perform(other, shopper, order["id"], "add-note", text="急")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conversation_taken")
    assert "小青" in refused.json()["error"]["message"]


def test_who_has_no_right_to_it_does_nothing(service: Service) -> None:
    shopper, desk = taken(service, "s1008")
    order, trainer = order_of(desk, shopper, "paid"), service.desk("小林")
    assert perform(trainer, shopper, order["id"], "add-note", text="急").status_code == 403


@pytest.mark.parametrize(
    ("operation", "fields"),
    [
        ("pay-out", {"amount": "0", "reason": "补偿"}),
        ("pay-out", {"amount": "1.234", "reason": "补偿"}),
        ("pay-out", {"amount": "NaN", "reason": "补偿"}),
        ("pay-out", {"amount": "1", "reason": " "}),
        ("change-item", {"sku_id": "c106-02", "to_sku_id": "c106-03", "quantity": 0}),
        ("change-address", {"address": {"phone": "abc"}}),
        ("set-flag", {"flag": "black"}),
        ("return-postage", {"way": "back"}),
        ("decide-return", {"return_id": "r1", "approve": False}),
        ("resend", {"pieces": [{"sku_id": "a", "quantity": 1}] * 2, "reason": "丢件"}),
        ("refund", {"reason": "退", "pieces": 1}),
        ("grant-points", {"points": 10, "reason": "补偿", "colour": "red"}),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_shop_is_asked(
    service: Service, operation: str, fields: dict[str, Any]
) -> None:
    shopper, desk = taken(service, "s1008")
    order = order_of(desk, shopper, "paid")
    assert perform(desk, shopper, order["id"], operation, **fields).status_code == 422


def test_a_visitor_who_is_not_known_has_no_orders(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    shopper.say("你好")
    assert desk.get(f"conversations/{shopper.id}/backoffice").json()["error"]["code"] == "order_not_found"


def test_the_pane_tells_returns_and_what_a_fallen_price_gives_back(service: Service) -> None:
    shopper, desk = taken(service, "s1010")
    pane = desk.get(f"conversations/{shopper.id}/backoffice").json()
    (fall,) = pane["price_falls"]
    assert fall["amount"] == "20.00" and (fall["basis"][0]["paid"], fall["basis"][0]["lowest"]) == ("159.00", "139.00")
    done = perform(desk, shopper, fall["order_id"], "refund-difference").json()
    assert "差价 20.00 元" in done["sentence"]
    assert desk.get(f"conversations/{shopper.id}/backoffice").json()["price_falls"] == []


def test_an_exchange_goes_from_asking_to_its_order(service: Service) -> None:
    shopper, desk = taken(service, "s1004")
    order = order_of(desk, shopper, "signed")
    asked = {"sku_id": "c101-02", "kind": "换货", "reason": "尺码不合适", "exchange_sku_id": "c101-03"}
    registered = perform(desk, shopper, order["id"], "register-return", **asked).json()
    return_id = registered["returned"]["id"]
    assert "麻烦您把商品寄回" in registered["sentence"]
    parcel = {"return_id": return_id, "courier": "顺丰速运", "tracking_no": "SF1234567"}
    perform(desk, shopper, order["id"], "note-return-parcel", "k2", **parcel)
    made = perform(desk, shopper, order["id"], "make-exchange", "k3", return_id=return_id).json()
    assert made["replacement_id"] in made["sentence"]
    assert made["replacement_id"] in {each["id"] for each in desk.get(f"conversations/{shopper.id}").json()["orders"]}
    said = {"client_id": "d1", "text": made["sentence"]}
    assert desk.post(f"conversations/{shopper.id}/messages", said).status_code == 201


def test_every_desk_hears_that_an_order_has_changed(service: Service) -> None:
    shopper, desk = taken(service, "s1008")
    order, other = order_of(desk, shopper, "paid"), service.desk("小禾")
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": other.token})
        read_frames(socket, "ready")
        perform(desk, shopper, order["id"], "set-flag", flag="red")
        assert read_frames(socket, "order") == {
            "type": "order", "conversation_id": shopper.id, "order_id": order["id"], "by": "小青"
        }  # fmt: skip


def test_stock_is_found_by_product_colour_and_size(service: Service) -> None:
    (found, *_) = service.desk().get("stock", q="卫衣 雾霾蓝 M").json()["products"]
    assert [sku["label"] for sku in found["skus"]] == ["雾霾蓝 M"]
    assert found["warehouse"] == "杭州仓" and "现在有货" in found["skus"][0]["sentence"]
    assert service.desk().get("stock", q="c101-12").json()["products"][0]["id"] == "c101"
    assert service.desk().get("stock", q="火箭发动机零件号").json()["products"] == []
