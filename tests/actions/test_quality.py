from __future__ import annotations

import pytest

from actions.services.quality import FORM, report
from actions.services.safety import harm_in
from shop.models import ReturnState, TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk


def begun(shop: SqlShop, ask: Ask, shopper_id: str, text: str, **more: object) -> FormTalk:
    return talk(FORM, shop, ask, shopper_id, report(shop, ask(text, shopper_id, **more)))


def heater(shop: SqlShop) -> dict[str, list[str]]:
    return {"order_id": [next(each.id for each in shop.orders("s1006") if each.lines[0].product_id == "a601")]}


def test_the_products_own_advice_comes_first(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("空气炸锅有塑料味", "s1006", entities=heater(shop)))
    assert "空烧" in reply.text and len(reply.buttons) == 2


def test_who_tries_it_first_may_come_back(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣起球了")
    reply = form.says("我先试试") if form.draft.asking == "tried" else form.says("算了")
    assert reply.text


def test_a_fault_in_time_is_exchanged_with_its_photo(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣袖口脱线")
    if form.draft.asking == "tried":
        form.says("还是不行")
    form.says("", pictures=["/p/1.jpg"])
    assert "来回运费我们出" in form.says("换一件新的").text
    done = form.says("确认")
    opened = shop.returns("s1010")[0]
    assert (opened.kind, opened.state) == ("换货", ReturnState.APPLIED) and "质量问题" in opened.reason
    assert "审核" in done.text or "核实" in done.text


def test_a_bare_complaint_is_asked_what_is_wrong(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣质量有问题")
    assert form.draft.asking == "fault"
    assert form.says("帽绳断了").text


def test_after_the_window_an_appliance_is_repaired_under_warranty(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1006", "空气炸锅不加热了", entities=heater(shop))
    reply = form.says("拍不了")
    assert "保修期内" in reply.text and [button.title for button in reply.buttons] == ["免费维修"]
    form.says("好的", "确认")
    assert shop.tickets("s1006")[0].kind is TicketKind.REPAIR


def test_after_every_window_a_person_looks_at_it(shop: SqlShop, ask: Ask) -> None:
    old = next(each.id for each in shop.orders("s1006") if each.lines[0].product_id == "c102")
    form = begun(shop, ask, "s1006", "开衫开线了", entities={"order_id": [old]})
    if form.draft.asking == "tried":
        form.says("还是不行")
    assert "同事核实" in form.says("没有照片").text
    form.says("需要", "确认")
    assert shop.tickets("s1006")[0].kind is TicketKind.QUALITY


def test_an_allergy_goes_to_a_person_without_a_question(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("用了面霜脸过敏红肿", "s1006"))
    assert reply.draft is None and reply.custom["handover"]["level"] == 1
    assert shop.tickets("s1006")[0].level == 1


def test_a_visitor_who_was_hurt_is_not_asked_who_he_is(shop: SqlShop, ask: Ask) -> None:
    assert report(shop, ask("电饭煲冒烟了", None)).custom["handover"]["reason"] == "risk"


@pytest.mark.parametrize("text", ["会不会过敏", "怕孩子过敏", "没有发霉吧"])
def test_a_worry_is_no_harm(text: str) -> None:
    assert not harm_in(text)


@pytest.mark.parametrize("text", ["脸过敏了", "插上就冒烟", "孩子吃了拉肚子", "打开发现发霉了"])
def test_harm_is_heard(text: str) -> None:
    assert harm_in(text)


def test_a_colour_that_the_record_shows_as_wrong_is_admitted(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("颜色不对呀", "s1004"))
    assert "错装" in reply.text and reply.draft and reply.draft.form == "package_form"


def test_who_wants_the_money_gets_no_advice_twice(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣洗完缩水")
    assert form.draft.asking == "tried"
    form.says("退钱给我")
    assert form.draft.asking == "evidence"


def test_having_no_picture_is_no_fault(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣质量问题")
    form.says("没视频", intent="deny")
    assert form.draft.asking == "fault" and form.draft.values["evidence"] == []
