from datetime import UTC, datetime

from tests.assist_api.conftest import Service


def test_the_card_tells_activities_stock_and_sending(service: Service) -> None:
    service.clock.now = datetime.now(UTC)
    card = service.desk().get("shift/start").json()
    offer = next(one for one in card["activities"] if one["title"] == "零食囤货 2 件 88 折")
    assert offer["combines"] == "不能和店铺优惠券叠加"
    assert offer["exceptions"] == ["服饰、鞋靴、童装、护肤、小家电不参加"]
    assert "88 折" in offer["script"]
    assert "24:00 结束" in offer["script"]
    assert "7 天无理由" in offer["refund"]
    assert all(one["stock"] <= card["stock"]["scarce"] for one in card["stock"]["low"]["shown"])
    assert card["dispatch"]["same_day_before"] == "16:00"
    assert [one["name"] for one in card["dispatch"]["warehouses"]] == ["杭州仓", "合肥仓", "佛山仓"]


def test_orders_near_or_past_their_promise_are_listed(service: Service) -> None:
    service.clock.now = datetime.now(UTC)
    near = service.desk().get("shift/start").json()["dispatch"]["near_promise"]
    assert near["number"] >= 1
    assert any(one["late"] for one in near["shown"])


def test_a_tick_is_kept_for_the_agent_and_the_day(service: Service) -> None:
    desk = service.desk()
    assert not desk.get("shift/start").json()["seen"]
    assert desk.post("shift/start/seen").status_code == 204
    assert desk.get("shift/start").json()["seen"]
    assert not service.desk("小禾").get("shift/start").json()["seen"]


def test_a_shift_is_handed_over_and_taken(service: Service) -> None:
    shopper, first, second = service.shopper("s1001"), service.desk("小青"), service.desk("小禾")
    shopper.say("转人工")
    first.post(f"conversations/{shopper.id}/take")
    mine = first.get("shift").json()["mine"]
    items = [{"kind": one["kind"], "subject_id": one["subject_id"]} for one in mine]
    assert first.post("shift/give", {"items": items, "to_id": "a2", "note": "老顾客"}).status_code == 200
    left = next(one for one in second.get("shift").json()["left_to_me"] if one["kind"] == "case")
    assert (left["from"], left["note"]) == ("小青", "老顾客")
    assert second.post(f"shift/items/{left['id']}/take").json()["item"]["taken_by"] == "小禾"
    assert shopper.state()["agent"] == "小禾"


def test_nothing_to_give_and_a_kind_that_is_none_are_refused(service: Service) -> None:
    desk = service.desk()
    assert desk.post("shift/give", {"items": []}).status_code == 422
    unknown = desk.post("shift/give", {"items": [{"kind": "case", "subject_id": "c9"}]})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "invalid_input")
    assert desk.post("shift/items/s9/take").json()["error"]["code"] == "shift_item_not_found"


def test_a_trainer_has_no_shift(service: Service) -> None:
    assert service.desk("小林").get("shift").status_code == 403
