"""Forms, by a small one that books a table: two fields and a confirmation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.services.draft import Draft
from actions.services.fields import Option, confirmation, evidence, free_text, options
from actions.services.forms import MOST_ASIDES, Form, Heard, Outcome, Step, again, begin, hear
from actions.services.reply import Reply
from shop.sql import SqlShop
from tests.actions.conftest import Ask

_DAYS = (Option("today", "今天", ("今晚",)), Option("tomorrow", "明天", ("明晚",)))


def _too_late(step: Step) -> Reply | None:
    return Reply("亲，今天订满了，明天还有～") if step.value("day") == "today" else None


FORM = Form(
    name="table_form",
    title="订位",
    intents=frozenset({"book_table"}),
    fields=(
        options("day", "日期", lambda step: Reply("亲，哪天来呢？"), lambda step: _DAYS),
        free_text("wish", "要求", lambda step: Reply("亲，有什么要求？")),
        evidence("photo", "照片", lambda step: Reply("亲，拍张照？"), lambda step: "靠窗" in step.value("wish")),
        confirmation(lambda step: Reply(f"亲，{step.value('day')}，{step.value('wish')}，对吗？")),
    ),
    submit=lambda step: Reply("好的"),
    check=_too_late,
)


@pytest.fixture
def step(shop: SqlShop, ask: Ask) -> Step:
    return Step(FORM, shop, Draft("table_form", asking="day"), ask())


def spoken(step: Step, text: str, ask: Ask, **more: object) -> Heard:
    return hear(replace(step, question=ask(text, **more)))


def at(step: Step, asking: str, **values: object) -> Step:
    return replace(step, draft=Draft("table_form", values, asking))


def test_the_first_question_is_asked_with_its_buttons(shop: SqlShop, ask: Ask) -> None:
    reply = begin(FORM, shop, ask("订位"), {})
    assert reply.draft and reply.draft.asking == "day"
    assert [button.says for button in reply.buttons] == ["今天", "明天"]


def test_what_the_first_message_tells_is_not_asked_again(shop: SqlShop, ask: Ask) -> None:
    reply = begin(FORM, shop, ask("我想订明晚的位子"), {})
    assert reply.draft and reply.draft.values == {"day": "tomorrow"} and "要求" in reply.text


def test_a_form_that_the_rule_forbids_does_not_begin(shop: SqlShop, ask: Ask) -> None:
    reply = begin(FORM, shop, ask("今晚"), {})
    assert reply.draft is None and "订满" in reply.text


@pytest.mark.parametrize("text", ["明天", "第二个", "2", "明晚吧"])
def test_an_option_is_chosen_by_button_place_or_word(step: Step, text: str, ask: Ask) -> None:
    assert spoken(step, text, ask).draft.values == {"day": "tomorrow"}


def test_the_rule_ends_a_form_in_the_middle_with_its_reason(step: Step, ask: Ask) -> None:
    heard = spoken(step, "今天", ask)
    assert heard.outcome is Outcome.LEFT and "订满" in heard.reply.text


def test_an_earlier_answer_is_corrected_at_the_confirmation(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="later", wish="安静"), "不对 是明天", ask)
    assert heard.draft.values == {"day": "tomorrow", "wish": "安静"} and "对吗" in heard.reply.text


def test_a_field_is_asked_anew_by_its_name(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="tomorrow", wish="安静"), "改一下要求", ask)
    assert heard.draft.asking == "wish" and "wish" not in heard.draft.values


def test_a_bare_no_asks_what_is_wrong(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="tomorrow", wish="安静"), "不对", ask)
    assert heard.outcome is Outcome.ASKED and "日期、要求" in heard.reply.text


def test_what_was_told_before_is_no_misunderstanding(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "wish", day="tomorrow"), "明天", ask, intent="ask_fee", confidence=0.9)
    assert heard.outcome is Outcome.ASKED and heard.reply.text.startswith("好的，") and heard.draft.asking == "wish"


def test_what_was_told_unasked_is_acknowledged(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "wish"), "明天来", ask, intent="ask_fee", confidence=0.9)
    assert heard.draft.values == {"day": "tomorrow"} and "记下了" in heard.reply.text


def test_a_word_of_letting_go_before_something_better_is_a_change_of_mind(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="later", wish="安静"), "算了改成明天吧", ask)
    assert heard.outcome is Outcome.ASKED and heard.draft.values["day"] == "tomorrow"


@pytest.mark.parametrize("text", ["算了", "不用了", "先不弄了", "那算了吧"])
def test_a_form_is_left_at_any_time(step: Step, text: str, ask: Ask) -> None:
    assert spoken(step, text, ask).outcome is Outcome.LEFT


def test_another_question_stands_aside(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "wish", day="tomorrow"), "停车费多少", ask, intent="ask_fee", confidence=0.9)
    assert heard.outcome is Outcome.ASIDE


def test_words_that_nothing_is_sure_of_are_a_free_answer(step: Step, ask: Ask) -> None:
    heard = spoken(at(step, "wish", day="tomorrow"), "要个宝宝椅", ask, intent="ask_fee", confidence=0.3)
    assert heard.draft.values["wish"] == "要个宝宝椅"


def test_what_is_not_understood_is_asked_again_a_few_times_only(step: Step, ask: Ask) -> None:
    heard = spoken(step, "嗯嗯啊", ask, intent="nlu_fallback")
    assert heard.outcome is Outcome.ASKED and "没太明白" in heard.reply.text
    tired = replace(step, draft=replace(step.draft, asides=MOST_ASIDES))
    assert spoken(tired, "嗯嗯啊", ask, intent="nlu_fallback").outcome is Outcome.ASIDE


def test_after_something_else_the_open_question_comes_back_but_not_for_ever(step: Step) -> None:
    heard = again(step)
    assert "刚才的订位还没办完，哪天来呢？" in heard.reply.text
    tired = replace(step, draft=replace(step.draft, asides=MOST_ASIDES))
    assert again(tired).outcome is Outcome.LEFT


def test_a_needless_field_is_not_asked(step: Step, ask: Ask) -> None:
    assert spoken(at(step, "wish", day="tomorrow"), "安静点", ask).draft.asking == "confirmed"
    assert spoken(at(step, "wish", day="tomorrow"), "要靠窗", ask).draft.asking == "photo"


def test_pictures_are_kept_and_having_none_is_an_answer(step: Step, ask: Ask) -> None:
    waiting = at(step, "photo", day="tomorrow", wish="靠窗")
    assert spoken(waiting, "[图片]", ask, pictures=["/p/1.jpg"]).draft.values["photo"] == ["/p/1.jpg"]
    assert spoken(waiting, "没拍", ask).draft.values["photo"] == []


def test_a_picture_is_kept_once_however_often_it_is_told_of(step: Step, ask: Ask) -> None:
    showing = at(step, "confirmed", day="tomorrow", wish="靠窗", photo=["/p/1.jpg"])
    assert spoken(showing, "嗯", ask, pictures=["/p/1.jpg"]).outcome is Outcome.FILLED
    assert spoken(showing, "", ask, pictures=["/p/1.jpg", "/p/2.jpg"]).draft.values["photo"] == ["/p/1.jpg", "/p/2.jpg"]


@pytest.mark.parametrize("text", ["", "看图"])
def test_a_picture_is_no_answer_in_words_and_the_question_stays_open(step: Step, text: str, ask: Ask) -> None:
    heard = spoken(at(step, "wish", day="tomorrow"), text, ask, intent="send_picture", pictures=["/p/1.jpg"])
    assert heard.outcome is Outcome.ASKED and heard.draft.asking == "wish"
    assert heard.draft.values == {"day": "tomorrow", "photo": ["/p/1.jpg"]}


def test_a_picture_that_the_form_has_no_use_for_is_received_all_the_same(ask: Ask, shop: SqlShop) -> None:
    plain = replace(FORM, fields=[each for each in FORM.fields if each.name != "photo"])
    step = Step(plain, shop, Draft("table_form", {}, asking="day"), ask())
    heard = spoken(step, "", ask, intent="send_picture", pictures=["/p/1.jpg"])
    assert heard.outcome is Outcome.ASKED and heard.reply.text == "图片收到啦～哪天来呢？"


@pytest.mark.parametrize("text", ["确认提交", "对的", "嗯", "好的呀", "可以", "OK"])
def test_a_yes_fills_the_form(step: Step, text: str, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="tomorrow", wish="安静"), text, ask)
    assert heard.outcome is Outcome.FILLED and heard.draft.values["confirmed"] is True


@pytest.mark.parametrize("text", ["不对", "不是这个"])
def test_a_no_is_never_taken_for_a_yes(step: Step, text: str, ask: Ask) -> None:
    heard = spoken(at(step, "confirmed", day="tomorrow", wish="安静"), text, ask, intent="affirm")
    assert heard.outcome is not Outcome.FILLED


def test_pictures_spoken_of_are_not_received(step: Step, ask: Ask) -> None:
    heard = spoken(step, "我还没拍呢", ask, intent="send_picture")
    assert heard.outcome is Outcome.ASKED and "收到" not in heard.reply.text
