import pytest

from tests.assist_api.conftest import Service

KEY = {"X-API-Key": "key"}


def post(service: Service, path: str, body: dict[str, object], status: int = 200) -> object:
    answer = service.client.post(f"/api/v1/{path}", json=body, headers=KEY)
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.mark.parametrize("path", ["nlu/parse", "assist/feeling", "assist/suggestions", "assist/handover"])
def test_the_models_answer_only_staff_and_those_with_a_key(service: Service, path: str) -> None:
    body = {"text": "在吗"} if path != "assist/handover" else {"turns": [{"who": "shopper", "text": "在吗"}]}
    assert service.client.post(f"/api/v1/{path}", json=body).status_code == 401
    assert service.client.post(f"/api/v1/{path}", json=body, headers={"X-API-Key": "wrong"}).status_code == 401
    assert service.client.post(f"/api/v1/{path}", json=body, headers=service.desk().headers).status_code == 200


def test_parse_gives_intent_ranking_and_entities(service: Service) -> None:
    assert post(service, "nlu/parse", {"text": "快递到哪了"}) == {
        "intent": "track_shipment",
        "confidence": 0.9,
        "ranking": [{"intent": "track_shipment", "confidence": 0.9}],
        "entities": [],
    }


def test_parse_without_the_bot_says_so(service: Service) -> None:
    service.rasa.down = True
    answer = service.client.post("/api/v1/nlu/parse", json={"text": "在吗"}, headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "bot_unavailable")


def test_feeling_is_explained_by_the_words_that_moved_it(service: Service) -> None:
    felt = post(service, "assist/feeling", {"text": "骗子"})
    assert isinstance(felt, dict)
    assert (felt["feeling"], felt["urgent"], felt["evidence"]) == ("angry", False, ["骗子"])


def test_a_dialogue_is_judged_at_the_message_that_needs_a_person(service: Service) -> None:
    turns = [
        {"who": "shopper", "text": "我的快递到哪了"},
        {"who": "bot", "text": "在路上"},
        {"who": "shopper", "text": "你们是骗子吧"},
        {"who": "bot", "text": "抱歉"},
        {"who": "shopper", "text": "哼"},
    ]
    verdict = post(service, "assist/handover", {"turns": turns})
    assert isinstance(verdict, dict)
    assert (verdict["handover"], verdict["turn"]) == (True, 2)
    assert verdict["reasons"][0]["words"] == "情绪愤怒"


def test_a_calm_dialogue_stays_with_the_bot_at_any_hour(service: Service) -> None:
    service.clock.pass_time(hours=14)
    verdict = post(service, "assist/handover", {"turns": [{"who": "shopper", "text": "快递到哪了"}]})
    assert verdict == {"handover": False, "turn": None, "reasons": []}


def test_two_answers_that_could_not_help_bring_a_person(service: Service) -> None:
    missed = {"who": "bot", "text": "抱歉，我没听懂您的意思"}
    turns = [{"who": "shopper", "text": "运费那个怎么算"}, missed, {"who": "shopper", "text": "偏远的运费呢"}, missed]
    verdict = post(service, "assist/handover", {"turns": turns})
    assert isinstance(verdict, dict)
    assert (verdict["handover"], verdict["turn"]) == (True, 2)


def test_suggestions_for_a_text_name_their_source(service: Service) -> None:
    found = post(service, "assist/suggestions", {"text": "退货怎么弄", "limit": 1})
    assert isinstance(found, list)
    assert [(one["text"], one["source"]["kind"]) for one in found] == [("签收 7 天内可退。", "entry")]
    assert post(service, "assist/suggestions", {"text": "火星几点开门"}) == []


@pytest.mark.parametrize("body", [{}, {"text": "a", "conversation_id": "c"}, {"text": "a", "limit": 0}])
def test_suggestions_need_just_one_question(service: Service, body: dict[str, object]) -> None:
    post(service, "assist/suggestions", body, status=422)


def test_live_facts_of_the_order_are_suggested_with_their_slots(service: Service) -> None:
    shopper = service.shopper("s1001")
    shopper.say("我的快递到哪了")
    found = post(service, "assist/suggestions", {"conversation_id": shopper.id})
    assert isinstance(found, list)
    assert found[0]["source"]["kind"] == "fact"
    assert "parcel.tracking_no" in {fact["slot"] for fact in found[0]["facts"]}


def test_knowledge_is_searched_in_a_word(service: Service) -> None:
    found = service.client.get("/api/v1/knowledge/search", params={"q": "退货"}, headers=KEY).json()
    assert found[0]["id"] == "returns.rule"


@pytest.mark.parametrize(
    ("lines", "turn"),
    [
        (["充电的时候冒烟了"], 0),
        (["会不会起火"], None),
        (["不用转人工"], None),
        (["快递太慢了", "抱歉，帮您催", "怎么还是这么太慢了"], 2),
        (["改地址", "系统里改不了地址啦。要我请同事联系仓库拦下来改吗？", "要 快点"], 2),
        (["查一下", "好的亲，我这就帮您转给人工同事～"], 0),
    ],
)
def test_the_verdict_over_http_is_that_of_the_policy(service: Service, lines: list[str], turn: int | None) -> None:
    turns = [{"who": ("shopper", "bot")[number % 2], "text": text} for number, text in enumerate(lines)]
    verdict = post(service, "assist/handover", {"turns": turns})
    assert isinstance(verdict, dict)
    assert (verdict["handover"], verdict["turn"]) == (turn is not None, turn)
