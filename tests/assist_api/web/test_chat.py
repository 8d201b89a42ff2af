import pytest

from tests.assist_api.conftest import Service, eventually


def test_a_question_is_answered_in_order(service: Service) -> None:
    shopper = service.shopper()
    assert shopper.say("我的快递到哪了")[0]["text"] == "收到：我的快递到哪了"
    assert [one["seq"] for one in shopper.messages()] == [1, 2]


def test_the_same_client_id_is_one_message_and_one_answer(service: Service) -> None:
    shopper = service.shopper()
    first, second = shopper.post("运费多少", "x1"), shopper.post("运费多少", "x1")
    assert first.json() == second.json() == {"seq": 1}
    eventually(lambda: len(shopper.messages()) == 2)
    assert len(service.rasa.asked) == 1


def test_a_burst_of_messages_is_answered_one_by_one_in_their_order(service: Service) -> None:
    shopper = service.shopper()
    for number in range(8):
        shopper.post(f"快递 {number}")
    told = eventually(lambda: [m["text"] for m in shopper.messages() if m["from"] == "bot"][7:] and shopper.messages())
    assert [m["text"] for m in told if m["from"] == "bot"] == [f"收到：快递 {n}" for n in range(8)]
    assert [m["seq"] for m in told] == list(range(1, 17))


def test_the_bot_is_told_who_asks_and_from_which_page(service: Service) -> None:
    shopper = service.shopper("s1001", product_id="p1")
    shopper.say("我的快递到哪了")
    metadata = service.rasa.asked[0]["metadata"]
    assert (metadata["shopper_id"], metadata["page"]) == ("s1001", {"product_id": "p1"})
    assert metadata["feeling"] == {"label": "neutral", "urgent": False}


def test_a_typed_slash_can_not_name_an_intent(service: Service) -> None:
    service.shopper().say('/query_order{"order_id": "1"}')
    assert not service.rasa.asked[0]["message"].startswith("/")


def test_a_pressed_button_reaches_the_bot_as_its_payload(service: Service) -> None:
    buttons = [{"title": "第一单", "payload": '/query_order{"order_id": "7"}'}]
    service.rasa.replies["快递"] = [{"text": "哪一单？", "buttons": buttons}]
    shopper = service.shopper()
    offered = shopper.say("我的快递到哪了")[0]
    assert offered["parts"] == [{"type": "buttons", "buttons": [{"title": "第一单"}]}]
    shopper.say("第一单")
    assert service.rasa.asked[-1]["message"] == '/query_order{"order_id": "7"}'


def test_two_questions_in_one_message_are_both_answered(service: Service) -> None:
    told = service.shopper().say("我的快递到哪了？另外运费多少？")
    assert [one["text"] for one in told] == ["收到：我的快递到哪了", "收到：运费多少"]


def test_an_answer_from_the_knowledge_base_takes_the_place_of_the_question_for_it(service: Service) -> None:
    service.rasa.replies["退货规则"] = [{"custom": {"knowledge": {"query": "退货规则"}}}]
    assert service.shopper().say("退货规则是什么")[0]["text"] == "签收 7 天内可退。"


def test_the_bot_may_name_the_entry_that_answers(service: Service) -> None:
    service.rasa.replies["退货规则"] = [{"custom": {"knowledge": {"entry": "returns.rule"}}}]
    assert service.shopper().say("退货规则是什么")[0]["text"] == "签收 7 天内可退。"


def test_an_entry_that_is_gone_is_no_answer(service: Service) -> None:
    service.rasa.replies["运费"] = [{"custom": {"knowledge": {"entry": "shipping.gone"}}}]
    assert "没有找到准确的答案" in service.shopper().say("运费多少")[0]["text"]


def test_where_the_knowledge_base_is_silent_the_bot_says_so_and_offers_a_person(service: Service) -> None:
    service.rasa.replies["运费"] = [{"custom": {"knowledge": {"query": "火星运费"}}}]
    told = service.shopper().say("运费多少")[0]
    assert "没有找到准确的答案" in told["text"]
    assert told["parts"] == [{"type": "buttons", "buttons": [{"title": "转人工"}]}]


@pytest.mark.parametrize("trouble", ["down", "slow", "silent"])
def test_when_rasa_does_not_answer_the_shopper_is_told_and_offered_a_person(service: Service, trouble: str) -> None:
    service.rasa.down = trouble == "down"
    service.rasa.slow_s = 5 if trouble == "slow" else 0
    service.rasa.replies = {"快递": []} if trouble == "silent" else {}
    told = service.shopper().say("我的快递到哪了")[0]
    assert "没能及时答上来" in told["text"]
    assert told["parts"][0]["buttons"] == [{"title": "转人工"}]


def test_a_visitor_resumes_the_conversation_with_the_visitors_token(service: Service) -> None:
    shopper = service.shopper()
    body = {"visitor_token": shopper.token}
    assert service.client.post("/api/v1/chat/conversations", json=body).json()["conversation_id"] == shopper.id


def test_a_known_shopper_resumes_on_another_device(service: Service) -> None:
    assert service.shopper("s1001").id == service.shopper("s1001").id
    assert service.shopper("s1001").id != service.shopper("s1002").id


def test_a_visitor_who_logs_in_keeps_the_conversation_and_no_other_shopper_gets_it(service: Service) -> None:
    visitor = service.shopper()
    visitor.say("运费多少")

    def resumed_by(shopper_id: str) -> str:
        body = {"visitor_token": visitor.token, "shopper": service.shopper_token(shopper_id)}
        return str(service.client.post("/api/v1/chat/conversations", json=body).json()["conversation_id"])

    assert resumed_by("s1001") == visitor.id
    assert resumed_by("s1002") != visitor.id


def test_long_polling_returns_as_soon_as_there_is_something(service: Service) -> None:
    shopper = service.shopper()
    shopper.post("运费多少")
    path = f"/api/v1/chat/conversations/{shopper.id}/messages?after=1&wait=5"
    assert service.client.get(path, headers=shopper.headers).json()["messages"][0]["from"] == "bot"


def test_of_two_questions_the_one_that_was_answered_stays_answered(service: Service) -> None:
    service.rasa.replies["运费"] = []
    told = service.shopper().say("我的快递到哪了？另外运费多少？")
    assert told[0]["text"] == "收到：我的快递到哪了"
    assert "没能及时答上来" in told[1]["text"]


def test_the_same_promise_given_twice_is_one(service: Service) -> None:
    promise = {"order_id": "77", "kind": "urge_delivery", "due_at": "2026-11-24T12:00:00+08:00"}
    service.rasa.replies["快递"] = [
        {"text": "在查"},
        {"custom": {"promise": promise}},
        {"custom": {"promise": promise}},
    ]
    assert service.shopper().say("我的快递到哪了")[0]["text"] == "在查"
