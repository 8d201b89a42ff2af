import pytest

from tests.assist_api.conftest import Desk, Service, Shopper


def asked(service: Service) -> tuple[Shopper, Desk]:
    shopper = service.shopper("s1001")
    shopper.say("我的快递到哪了")
    return shopper, service.desk()


def test_a_word_leads_to_its_message_with_the_match_marked(service: Service) -> None:
    shopper, desk = asked(service)
    answer = desk.get("search", q="快递到哪").json()
    found = next(one for one in answer["results"] if one["from"] == "shopper")
    assert (found["conversation_id"], found["seq"], answer["more"]) == (shopper.id, 1, False)
    assert found["pieces"] == [
        {"text": "我的", "hit": False},
        {"text": "快递到哪", "hit": True},
        {"text": "了", "hit": False},
    ]


def test_days_are_the_shops_and_the_last_counts(service: Service) -> None:
    _, desk = asked(service)
    assert desk.get("search", q="快递", since="2026-11-23", until="2026-11-23").json()["results"]
    assert desk.get("search", q="快递", since="2026-11-24").json()["results"] == []


def test_only_who_answers_shoppers_may_search(service: Service) -> None:
    asked(service)
    assert service.client.get("/api/v1/desk/search?q=快递").status_code == 401
    assert service.desk("小林").get("search", q="快递").status_code == 403


@pytest.mark.parametrize(
    "bad", [{"q": ""}, {"q": "？"}, {"q": "好", "state": "no"}, {"q": "好", "until": "9999-12-31"}]
)
def test_what_cannot_be_looked_for_is_told(service: Service, bad: dict[str, str]) -> None:
    answer = service.desk().get("search", **bad)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_input")


def test_a_long_conversation_is_read_back_page_by_page_or_to_a_message(service: Service) -> None:
    shopper, desk = asked(service)
    for number in range(6):
        shopper.say(f"第{number}问")
    path, newest = f"conversations/{shopper.id}/messages", shopper.messages()[-1]["seq"]
    older = desk.get(path, before=str(newest)).json()["messages"]
    assert [message["seq"] for message in older] == list(range(1, newest))
    assert desk.get(path, before="1").json()["messages"] == []
    assert desk.get(path, before="5", back_to="2").json()["messages"][0]["seq"] == 1
