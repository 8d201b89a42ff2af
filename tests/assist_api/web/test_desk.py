from tests.assist_api.conftest import Service, Shopper, eventually


def angry(service: Service, shopper_id: str | None = "s1001") -> Shopper:
    shopper = service.shopper(shopper_id)
    shopper.say("我的快递到哪了")
    shopper.say("你们是骗子吧")
    return shopper


def test_anger_hands_over_with_a_sentence_that_fits_and_the_way_back(service: Service) -> None:
    shopper = angry(service)
    understanding, notice = shopper.messages()[-2:]
    assert "生气" in understanding["text"]
    assert "还在路上" in understanding["text"]
    assert [part["type"] for part in notice["parts"]] == ["receipt", "wish", "buttons"]
    assert notice["parts"][-1] == {"type": "buttons", "buttons": [{"title": "继续和小二聊"}]}
    assert shopper.state()["queue"]["place"] == 1


def test_an_agent_takes_the_case_answers_and_closes_it(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    assert [row["id"] for row in desk.get("conversations").json()["rows"]] == [shopper.id]
    assert desk.post(f"conversations/{shopper.id}/take").json()["row"]["agent"] == "小青"
    desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": "我来帮您查"})
    assert shopper.messages()[-1] | {"from": "agent", "name": "小青", "text": "我来帮您查"} == shopper.messages()[-1]
    desk.post(f"conversations/{shopper.id}/close")
    assert shopper.state()["state"] == "closed"


def test_a_row_tells_since_when_its_shopper_waits_for_an_answer(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    since = service.clock.now.isoformat()
    service.clock.pass_time(seconds=12)
    row = desk.post(f"conversations/{shopper.id}/take").json()["row"]
    assert (row["unanswered_since"], row["unread_by_agent"]) == (since, True)
    desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": "我来帮您查"})
    row = desk.get(f"conversations/{shopper.id}").json()["row"]
    assert (row["unanswered_since"], row["unread_by_agent"]) == (None, False)


def test_the_case_tells_what_why_orders_and_what_was_tried(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    case = desk.get(f"conversations/{shopper.id}").json()
    assert case["summary"]["topic"] == "包裹的进度"
    assert "情绪愤怒" in case["summary"]["reasons"]
    assert case["summary"]["tried"] == ["收到：我的快递到哪了"]
    assert case["shopper"]["id"] == "s1001"
    assert case["orders"]
    assert [m["feeling"] for m in case["messages"] if m["from"] == "shopper"] == ["neutral", "angry"]


def test_an_order_number_behind_an_outburst_calms_nobody_but_a_thank_you_does(service: Service) -> None:
    service.rasa.intents["谢谢"] = "thank"
    shopper, desk = angry(service), service.desk()
    case = f"conversations/{shopper.id}"
    shopper.post("订单号 2034000000000000001")
    eventually(lambda: all(m["feeling"] for m in desk.get(case).json()["messages"] if m["from"] == "shopper"))
    assert desk.get(case).json()["row"]["feeling"] == "angry"
    shopper.post("谢谢")
    eventually(lambda: desk.get(case).json()["row"]["feeling"] == "neutral")


def test_two_agents_never_hold_one_case(service: Service) -> None:
    shopper = angry(service)
    first, second = service.desk("小青"), service.desk("小禾")
    assert first.post(f"conversations/{shopper.id}/take").status_code == 200
    refused = second.post(f"conversations/{shopper.id}/take")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conversation_taken")
    assert second.post(f"conversations/{shopper.id}/messages", {"client_id": "x", "text": "在"}).status_code == 409


def test_while_a_person_owns_the_conversation_the_bot_is_silent(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    asked = len(service.rasa.asked)
    shopper.post("我的快递到哪了")
    shown = eventually(lambda: desk.get(f"conversations/{shopper.id}").json()["messages"][-1]["intent"])
    assert shown == "track_shipment"
    assert len(service.rasa.asked) == asked


def test_a_bots_answer_that_comes_after_the_agent_took_over_is_dropped(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    shopper.say("你好")
    service.rasa.slow_s = 0.25
    shopper.post("我的快递到哪了")
    eventually(lambda: service.rasa.arrived.count("/webhooks/rest/webhook") == 2)
    desk.post(f"conversations/{shopper.id}/take")
    eventually(lambda: service.rasa.asked[1:])
    desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": "您好，我在"})
    assert [m["from"] for m in shopper.messages()][2:] == ["shopper", "system", "agent"]


def test_suggestions_come_with_their_source_and_one_is_sent(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    shopper.post("退货怎么弄")
    found = eventually(lambda: _for(desk.get(f"conversations/{shopper.id}/suggestions").json(), 7))
    assert [one["source"]["kind"] for one in found][:2] == ["entry", "entry"]
    body = {"client_id": "d1", "text": found[0]["text"], "suggestion_id": found[0]["id"]}
    assert desk.post(f"conversations/{shopper.id}/messages", body).status_code == 201


def test_an_internal_suggestion_cannot_be_sent_as_it_is(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    shopper.post("退货怎么弄")
    found = eventually(lambda: _for(desk.get(f"conversations/{shopper.id}/suggestions").json(), 7))
    internal = next(one for one in found if one["internal"])
    body = {"client_id": "d1", "text": internal["text"], "suggestion_id": internal["id"]}
    assert desk.post(f"conversations/{shopper.id}/messages", body).json()["error"]["code"] == "not_allowed"
    assert desk.post(f"conversations/{shopper.id}/messages", body | {"text": "我帮您申请"}).status_code == 201


def test_a_note_never_reaches_the_shopper(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    note = desk.post(f"conversations/{shopper.id}/notes", {"text": "老顾客，多担待"}).json()["note"]
    assert note["by"] == "小青"
    assert desk.get(f"conversations/{shopper.id}").json()["notes"] == [note]
    assert "多担待" not in str(shopper.messages())


def test_after_the_close_a_new_message_starts_the_bot_afresh(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    before = service.rasa.asked[-1]["sender"]
    desk.post(f"conversations/{shopper.id}/take")
    desk.post(f"conversations/{shopper.id}/close")
    assert shopper.say("运费多少")[0]["from"] == "bot"
    assert service.rasa.asked[-1]["sender"] != before


def test_the_most_urgent_case_comes_first(service: Service) -> None:
    calm = service.shopper()
    calm.say("转人工")
    service.clock.pass_time(minutes=5)
    urgent = service.shopper()
    urgent.say("充电的时候冒烟了")
    rows = service.desk().get("conversations", state="waiting").json()["rows"]
    assert [row["id"] for row in rows] == [urgent.id, calm.id]


def test_only_the_staff_sees_the_desk_and_only_in_their_role(service: Service) -> None:
    assert service.client.get("/api/v1/desk/conversations").status_code == 401
    assert service.desk("小林").get("conversations").status_code == 403
    wrong = service.client.post("/api/v1/desk/session", json={"name": "小青", "password": "no"})
    unknown = service.client.post("/api/v1/desk/session", json={"name": "谁", "password": "no"})
    assert wrong.json() == unknown.json()
    assert wrong.status_code == 401


def test_a_session_ends_with_its_hours_and_with_logging_out(service: Service) -> None:
    desk, other = service.desk(), service.desk()
    service.client.delete("/api/v1/desk/session", headers=desk.headers)
    assert desk.get("me").status_code == 401
    assert other.get("me").status_code == 200
    service.clock.pass_time(hours=13)
    assert other.get("me").status_code == 401


def _for(answer: dict, seq: int) -> list[dict]:  # type: ignore[type-arg]
    return answer["suggestions"] if answer["for_seq"] >= seq else []


def test_after_an_outburst_the_question_before_it_is_still_helped_with(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    found = desk.get(f"conversations/{shopper.id}/suggestions").json()["suggestions"]
    assert [one["source"]["kind"] for one in found] == ["fact"]
    assert "单号" in found[0]["text"]


def test_a_case_whose_agent_is_gone_goes_back_to_the_queue_and_the_shopper_is_told(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    shopper.post("在吗")
    service.clock.pass_time(minutes=2)
    eventually(lambda: shopper.state()["state"] == "waiting")
    assert "重新排队" in shopper.messages()[-1]["text"]


def test_a_case_whose_agent_is_gone_may_be_taken_by_another(service: Service) -> None:
    shopper, desk = angry(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    service.clock.pass_time(minutes=2)
    assert service.desk("小禾").post(f"conversations/{shopper.id}/take").json()["row"]["agent"] == "小禾"


def test_who_writes_on_while_nobody_is_there_is_told_so_once_with_the_way_back(service: Service) -> None:
    shopper = angry(service)
    shopper.say("人呢")
    shopper.post("喂")
    eventually(lambda: service.desk().get(f"conversations/{shopper.id}").json()["messages"][-1]["feeling"])
    told = [m for m in shopper.messages() if "收到，已经记下" in m["text"]]
    assert [part["buttons"] for m in told for part in m["parts"]] == [[{"title": "继续和小二聊"}]]


def test_a_trainer_may_not_read_a_shoppers_facts_through_suggestions(service: Service) -> None:
    shopper = service.shopper("s1001")
    shopper.say("我的快递到哪了")
    body = {"conversation_id": shopper.id}
    headers = service.desk("小林").headers
    assert service.client.post("/api/v1/assist/suggestions", json=body, headers=headers).status_code == 403
