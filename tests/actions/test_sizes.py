from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from actions.services import sizes
from actions.services.forms import Outcome, Step, hear
from actions.services.reply import Reply
from shop.sql import SqlShop
from tests.actions.conftest import Ask

Entities = Mapping[str, Sequence[str]]


class Talk:
    """The form spoken with, as the frame does it: what is asked, and what comes out."""

    def __init__(self, shop: SqlShop, ask: Ask, product: str) -> None:
        self.shop, self.ask, self.product = shop, ask, product
        self.last = Reply()

    def says(self, text: str, **entities: Sequence[str]) -> Reply:
        question = self.ask(text, None, page_product_id=self.product, intent="nlu_fallback", entities=entities)
        if self.last.draft is None:
            self.last = sizes.advise(self.shop, question)
            filled = self.last.draft is not None and self.last.draft.asking is None
        else:
            heard = hear(Step(sizes.FORM, self.shop, self.last.draft, question))
            self.last = Reply(heard.reply.text, heard.reply.parts, heard.reply.buttons, draft=heard.draft)
            filled = heard.outcome is Outcome.FILLED
        if filled and self.last.draft:
            return sizes.FORM.submit(Step(sizes.FORM, self.shop, self.last.draft, question))
        return self.last


def test_height_and_weight_told_at_once_are_enough(shop: SqlShop, ask: Ask) -> None:
    reply = Talk(shop, ask, "c108").says("175 65公斤", height=["175"], weight=["65"])
    assert "建议拍 L 码" in reply.text and reply.offer and reply.offer.intent == "ask_price"


def test_a_bare_height_beside_a_weight_is_one(shop: SqlShop, ask: Ask) -> None:
    assert "身高 165、体重 55 公斤" in Talk(shop, ask, "c101").says("165 体重110 穿啥码", weight=["55"]).text


def test_between_two_sizes_the_fit_decides_and_the_other_is_named(shop: SqlShop, ask: Ask) -> None:
    talk = Talk(shop, ask, "c101")
    assert talk.says("180 75公斤", height=["180"], weight=["75"]).buttons[0].title == "宽松一点"
    text = talk.says("宽松一点").text
    assert "建议拍 2XL 码" in text and "XL 码也能穿" in text


def test_a_bare_number_is_corrected_though_something_else_was_asked_since(shop: SqlShop, ask: Ask) -> None:
    talk = Talk(shop, ask, "c101")
    talk.says("我穿多大码")
    talk.says("165")
    assert "体重" in talk.says("不对 是168").text
    assert "身高 168、体重 55 公斤" in talk.says("110").text


@pytest.mark.parametrize(("said", "kilos"), [("110", "55"), ("55", "55"), ("112斤", "56")])
def test_a_weight_without_a_unit_is_the_likelier_one(shop: SqlShop, ask: Ask, said: str, kilos: str) -> None:
    talk = Talk(shop, ask, "c101")
    talk.says("身高165", height=["165"])
    assert f"体重 {kilos} 公斤" in talk.says(said).text


@pytest.mark.parametrize(
    ("size", "verdict"), [("M", "您拍 M 码可以的"), ("S", "S 码对您会偏小"), ("XL", "XL 码对您会偏大")]
)
def test_the_size_asked_about_is_answered(shop: SqlShop, ask: Ask, size: str, verdict: str) -> None:
    reply = Talk(shop, ask, "c101").says(f"165 110斤穿{size}行吗", height=["165"], weight=["55"], size=[size])
    assert verdict in reply.text


def test_outside_the_chart_it_says_so_and_sells_nothing(shop: SqlShop, ask: Ask) -> None:
    reply = Talk(shop, ask, "c101").says("175 200斤", height=["175"], weight=["100"])
    assert "只到 88 公斤" in reply.text and "不建议勉强" in reply.text and reply.offer is None


def test_tall_and_thin_hears_what_will_be_short(shop: SqlShop, ask: Ask) -> None:
    reply = Talk(shop, ask, "c102").says("172 48公斤", height=["172"], weight=["48"])
    assert "长度会偏短" in reply.text


def test_whether_it_runs_large_is_answered_from_what_buyers_say(shop: SqlShop, ask: Ask) -> None:
    large = Talk(shop, ask, "c101").says("偏大还是偏小")
    assert "比平时的码大半码" in large.text and large.offer and large.offer.intent == "ask_size_advice"
    assert "没有集中反馈" in Talk(shop, ask, "c110").says("偏大还是偏小").text


def test_shoes_go_by_the_length_of_the_foot(shop: SqlShop, ask: Ask) -> None:
    reply = Talk(shop, ask, "s201").says("脚长24.5")
    assert "建议拍 40 码" in reply.text and "交界" in reply.text


def test_or_by_the_usual_size_with_what_buyers_say_of_it(shop: SqlShop, ask: Ask) -> None:
    talk = Talk(shop, ask, "s202")
    assert "脚长" in talk.says("穿多大的").text
    assert "大半到一码" in talk.says("42").text


@pytest.mark.parametrize(
    ("product", "said", "why"), [("s205", "43码", "没有 43 码"), ("s211", "平时穿43", "43 码以上会紧")]
)
def test_a_foot_too_large_hears_it(shop: SqlShop, ask: Ask, product: str, said: str, why: str) -> None:
    reply = Talk(shop, ask, product).says(said)
    assert why in reply.text and reply.offer is None


def test_a_child_goes_by_height_with_room_to_grow(shop: SqlShop, ask: Ask) -> None:
    reply = Talk(shop, ask, "k301").says("孩子身高115", height=["115"])
    assert "建议拍 120 码" in reply.text and "130 码" in reply.text


def test_or_by_age_which_says_how_little_that_is(shop: SqlShop, ask: Ask) -> None:
    talk = Talk(shop, ask, "k301")
    assert "年龄也行" in talk.says("给娃买哪个码").text
    assert "以身高为准" in talk.says("三岁").text


def test_a_baby_goes_by_months(shop: SqlShop, ask: Ask) -> None:
    assert "建议拍 73 码" in Talk(shop, ask, "k304").says("8个月宝宝穿多大").text


@pytest.mark.parametrize(
    ("product", "said", "told"),
    [
        ("s208", "平时38穿哪个", "38-39"),
        ("c111", "75B选多大", "拍 M"),
        ("k310", "孩子三岁选哪个", "2-4 岁"),
        ("a601", "什么码", "不分尺码"),
    ],
)
def test_goods_without_a_chart_go_by_what_their_sizes_say(
    shop: SqlShop, ask: Ask, product: str, said: str, told: str
) -> None:
    assert told in Talk(shop, ask, product).says(said).text


def test_the_chart_itself_is_told_when_asked_for(shop: SqlShop, ask: Ask) -> None:
    assert "2XL 码：身高 178-188" in Talk(shop, ask, "c101").says("尺码表发我").text
