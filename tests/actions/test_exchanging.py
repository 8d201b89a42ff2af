from __future__ import annotations

from actions.services.exchanging import FORM, request
from shop.models import OrderState, ReturnState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk


def begun(shop: SqlShop, ask: Ask, shopper_id: str, text: str, **more: object) -> FormTalk:
    return talk(FORM, shop, ask, shopper_id, request(shop, ask(text, shopper_id, **more)))


def test_one_size_up_of_the_same_colour_is_reserved(shop: SqlShop, ask: Ask) -> None:
    first = request(shop, ask("卫衣小了，换大一码", "s1010"))
    assert "雾霾蓝 M" in first.text and "运费" in first.text
    done = talk(FORM, shop, ask, "s1010", first).says("确认提交")
    opened = shop.returns("s1010")[0]
    assert (opened.kind, opened.exchange_sku_id, opened.state) == ("换货", "c101-02", ReturnState.APPROVED)
    assert "换成 雾霾蓝 M" in done.text


def test_a_size_is_told_by_its_name_and_can_be_corrected(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣换货")
    assert "雾霾蓝 L" in form.says("换L码的").text
    assert "雾霾蓝 XL" in form.says("不对，要XL").text


def test_what_is_sold_out_is_told_and_asked_anew(shop: SqlShop, ask: Ask) -> None:
    gone = next(sku for sku in shop.product("c101").skus if not sku.stock)
    form = begun(shop, ask, "s1010", "卫衣换货")
    reply = form.says(gone.label)
    assert "暂时没货" in reply.text and reply.buttons


def test_the_buttons_offer_only_what_is_there(shop: SqlShop, ask: Ask) -> None:
    there = {sku.label for sku in shop.product("c101").skus if sku.stock}
    assert {button.title for button in request(shop, ask("卫衣换货", "s1010")).buttons} <= there


def test_a_faulty_one_is_exchanged_for_the_same_with_pictures(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣质量有问题，换一件新的")
    assert "来回运费我们承担" in form.says("", pictures=["/p/1.jpg"]).text
    form.says("确认")
    assert shop.returns("s1010")[0].exchange_sku_id == "c101-01"


def test_the_largest_size_has_nothing_above_it(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣换货")
    assert "没有更合适的尺码" in form.says("小一码").text


def test_before_sending_the_order_itself_is_changed(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("想换大一码", "s1002"))
    assert reply.draft and reply.draft.form == "item_form" and "不用走换货" in reply.text


def test_on_its_way_it_must_arrive_first(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("裤子想换L码", "s1003"))
    assert "签收后" in reply.text and reply.draft is None


def test_too_late_goes_to_a_person(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1012") if each.state is OrderState.SIGNED)
    form = begun(shop, ask, "s1012", "帆布鞋小了换40码", entities={"order_id": [order.id]})
    done = form.says("吊牌都在没穿过", "确认提交")
    assert "特批" in done.text and shop.tickets("s1012")[0].wish.startswith("换成")


def test_a_size_told_after_the_colour_keeps_the_colour(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣换成曜石黑的")
    assert "曜石黑 L" in form.says("要L的").text
    form.says("换吧")
    assert shop.returns("s1010")[0].kind == "换货"


def test_the_talk_is_about_the_piece_that_is_exchanged(shop: SqlShop, ask: Ask) -> None:
    assert request(shop, ask("卫衣换货", "s1010")).product_id == "c101"


def test_what_the_warehouse_has_is_stopped_by_a_person(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("衬衫大了 换小一码", "s1008"))
    assert "联系仓库" in reply.text and reply.offer and reply.offer.intent == "change_order_item"
