"""Tags and notes on a shopper, over HTTP."""

from __future__ import annotations

from urllib.parse import quote

from tests.assist_api.conftest import Desk, Service


def remove(desk: Desk, path: str) -> int:
    return desk.client.delete(f"/api/v1/desk/{path}", headers=desk.headers).status_code


def test_a_tag_is_put_on_seen_by_the_next_agent_and_taken_off(service: Service) -> None:
    shopper, desk = service.shopper("s1001"), service.desk()
    path = f"conversations/{shopper.id}/shopper"
    assert desk.post(f"{path}/tags", {"tag": "退换/多"}).status_code == 201
    assert [each["tag"] for each in service.desk("小禾").get(path).json()["tags"]] == ["退换/多"]
    assert remove(desk, f"{path}/tags/{quote('退换/多', safe='')}") == 200
    assert desk.get(path).json()["tags"] == []


def test_a_tag_that_will_not_do_is_told_in_a_sentence(service: Service) -> None:
    shopper, desk = service.shopper("s1001"), service.desk()
    refused = desk.post(f"conversations/{shopper.id}/shopper/tags", {"tag": "一" * 13})
    assert refused.status_code == 422 and "最多 12 个字" in refused.json()["error"]["message"]


def test_a_note_of_a_colleague_stays(service: Service) -> None:
    shopper, desk = service.shopper("s1001"), service.desk()
    path = f"conversations/{shopper.id}/shopper"
    (note,) = desk.post(f"{path}/notes", {"text": "送货先打电话"}).json()["notes"]
    assert remove(service.desk("小禾"), f"{path}/notes/{note['id']}") == 403
    assert remove(desk, f"{path}/notes/{note['id']}") == 200


def test_shoppers_never_see_it(service: Service) -> None:
    shopper = service.shopper("s1001")
    path = f"/api/v1/desk/conversations/{shopper.id}/shopper"
    assert service.client.get(path, headers=shopper.headers).status_code == 401
