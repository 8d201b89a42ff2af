from dataclasses import replace

import pytest

from assist_api.domain.pictures import MOST_BYTES
from assist_api.settings import Settings
from tests.assist_api.builders import PLACE, WEBP_PIXEL, exif, jpeg, png, segment, webp
from tests.assist_api.conftest import Service, eventually

PHOTO = jpeg(segment(0xE1, exif()))


def test_a_picture_is_seen_by_all_who_read_the_message(service: Service) -> None:
    shopper = service.shopper()
    picture = shopper.put_picture(PHOTO).json()["picture"]
    shopper.say("收到就是破的", [picture["id"]])
    shown = shopper.messages()[0]["parts"]
    assert shown == [{"type": "picture", "url": picture["url"], "alt": "顾客发来的图片"}]
    assert service.desk().get(f"conversations/{shopper.id}").json()["messages"][0]["parts"] == shown


@pytest.mark.parametrize(
    ("data", "kind"), [(jpeg(), "image/jpeg"), (png(), "image/png"), (webp(WEBP_PIXEL), "image/webp")]
)
def test_a_picture_comes_back_as_what_it_is_and_can_do_nothing(service: Service, data: bytes, kind: str) -> None:
    answer = service.client.get(service.shopper().put_picture(data).json()["picture"]["url"])
    assert (answer.content, answer.headers["content-type"]) == (data, kind)
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["cache-control"].startswith("private")


def test_where_a_photo_was_taken_is_never_stored(service: Service) -> None:
    url = service.shopper().put_picture(PHOTO).json()["picture"]["url"]
    assert PLACE not in service.client.get(url).content


def test_a_picture_without_a_word_reaches_the_bot_as_one(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("", [shopper.picture(), shopper.picture()])
    asked = service.rasa.asked[0]
    assert asked["message"] == "/send_picture"
    assert asked["metadata"]["pictures"] == [part["url"] for part in shopper.messages()[0]["parts"]]
    assert "/model/parse" not in service.rasa.arrived


def test_the_bot_gets_the_pictures_beside_the_words(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("快递压坏了", [shopper.picture()])
    shopper.say("快递怎么赔")
    assert [len(asked["metadata"]["pictures"]) for asked in service.rasa.asked] == [1, 0]
    assert service.rasa.asked[0]["message"] == "快递压坏了"


def test_pictures_one_after_another_are_not_taken_for_a_question_asked_again(service: Service) -> None:
    shopper = service.shopper()
    for _ in range(4):
        shopper.say("", [shopper.picture()])
    assert shopper.state()["state"] == "bot"


def test_a_picture_sent_to_a_person_is_settled(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    shopper.post("", pictures=[shopper.picture()])
    row = eventually(
        lambda: [r for r in desk.get("conversations", state="mine").json()["rows"] if r["unread_by_agent"]]
    )
    assert row[0]["last_text"] == "[图片]"
    about = eventually(
        lambda: [m for m in desk.get(f"conversations/{shopper.id}").json()["messages"] if m.get("intent")][1:]
    )
    assert about[-1]["intent_zh"] == "发图片"


def test_a_picture_alone_gives_a_trainer_nothing_to_learn(service: Service) -> None:
    trainer, shoppers = service.desk("小林"), {text: service.shopper() for text in ("", "看下这个图")}
    service.rasa.down = True
    for text, shopper in shoppers.items():
        shopper.say(text, [shopper.picture()])
    service.client.post("/api/v1/trainer/inbox/look", headers=trainer.headers)
    rows = service.client.get("/api/v1/trainer/inbox", headers=trainer.headers).json()["rows"]
    assert [(row["text"], row["reasons"]) for row in rows] == [("看下这个图", ["fallback"])]


def test_the_same_client_id_with_its_pictures_is_one_message(service: Service) -> None:
    shopper = service.shopper()
    pictures = [shopper.picture()]
    first, second = shopper.post("", "x1", pictures), shopper.post("", "x1", pictures)
    assert first.json() == second.json() == {"seq": 1}


def test_a_picture_of_another_conversation_reads_like_an_unknown_one(service: Service) -> None:
    theirs = service.shopper().picture()
    mine = service.shopper()
    answers = [mine.post("看图", pictures=[one]) for one in (theirs, "0" * 32)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert mine.messages() == []


def test_a_picture_stands_in_one_message(service: Service) -> None:
    shopper = service.shopper()
    picture = shopper.picture()
    shopper.say("看图", [picture])
    assert shopper.post("再看", pictures=[picture]).json()["error"]["code"] == "picture_not_found"


def test_only_the_conversations_own_token_puts_a_picture_into_it(service: Service) -> None:
    one, other = service.shopper(), service.shopper()
    path = f"/api/v1/chat/conversations/{one.id}/pictures"
    assert service.client.post(path, content=jpeg()).status_code == 401
    assert service.client.post(path, content=jpeg(), headers=other.headers).status_code == 404


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "picture_kind_refused"),
        (b"GIF89a" + b"\0" * 20, 422, "picture_kind_refused"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "picture_kind_refused"),
        (jpeg()[:-2], 422, "picture_broken"),
        (jpeg().ljust(MOST_BYTES + 1, b"\0"), 413, "picture_too_large"),
    ],
)
def test_what_is_no_picture_or_too_much_is_refused_in_a_sentence(
    service: Service, data: bytes, status: int, code: str
) -> None:
    answer = service.shopper().put_picture(data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_an_unknown_picture_is_not_there(service: Service) -> None:
    assert service.client.get(f"/api/v1/pictures/{'0' * 32}").json()["error"]["code"] == "picture_not_found"


def test_a_picture_that_no_message_named_is_forgotten_after_a_day(service: Service) -> None:
    shopper = service.shopper()
    sent, unsent = shopper.picture(), shopper.picture()
    shopper.say("看图", [sent])
    service.clock.pass_time(hours=25)
    shopper.picture()
    there = [service.client.get(f"/api/v1/pictures/{one}").status_code for one in (sent, unsent)]
    assert there == [200, 404]


class TestWhereThreeAnHourAreAllowed:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, pictures_per_hour=3)

    def test_the_fourth_has_to_wait_for_the_hour(self, service: Service) -> None:
        shopper = service.shopper()
        answers = [shopper.put_picture(jpeg()) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
        assert service.shopper().put_picture(jpeg()).status_code == 201
        service.clock.pass_time(minutes=61)
        assert shopper.put_picture(jpeg()).status_code == 201
