from __future__ import annotations

import pytest

from actions.services.forms import Outcome
from actions.services.returning import FORM, request
from shop.models import Order, OrderState, ReturnState, TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import FormTalk, talk


def order_of(shop: SqlShop, shopper_id: str, sku_id: str) -> Order:
    return next(order for order in shop.orders(shopper_id) if any(line.sku_id == sku_id for line in order.lines))


def begun(shop: SqlShop, ask: Ask, shopper_id: str, text: str, **more: object) -> FormTalk:
    return talk(FORM, shop, ask, shopper_id, request(shop, ask(text, shopper_id, **more)))


def test_a_sweater_in_time_is_approved_at_once_and_told_where_to_send_it(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣不想要了，想退")
    done = form.says("确认提交")
    assert "余杭区" in done.text and "单号" in done.text
    assert shop.returns("s1010")[0].state is ReturnState.APPROVED


def test_nothing_is_written_before_the_confirmation(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣不想要了，想退")
    assert "确认提交吗" in request(shop, ask("卫衣不想要了，想退", "s1010")).text
    form.says("算了")
    assert form.outcome is Outcome.LEFT and not shop.returns("s1010")


def test_the_summary_tells_amount_and_postage(shop: SqlShop, ask: Ask) -> None:
    summary = request(shop, ask("卫衣不想要了，想退", "s1010")).text
    assert "预计退" in summary and "运费险" in summary


def test_a_fault_asks_for_pictures_and_costs_the_shopper_nothing(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣想退")
    assert "照片" in form.says("袖子开线了").text
    assert "来回运费我们承担" in form.says("", pictures=["/p/1.jpg"]).text
    done = form.says("确认")
    assert "审核" in done.text and done.custom["promise"]["kind"] == "return_review"
    assert shop.returns("s1010")[0].evidence == ("/p/1.jpg",)


def test_the_reason_can_be_corrected_at_the_confirmation(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣不想要了，想退")
    assert "照片" in form.says("不对，是质量问题").text


def test_free_words_are_a_reason(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣想退")
    assert "老婆不让买" in form.says("老婆不让买").text


def test_opened_food_is_refused_with_the_way_that_is_left(shop: SqlShop, ask: Ask) -> None:
    order = order_of(shop, "s1011", "f406-01")
    form = begun(shop, ask, "s1011", "锅巴不好吃想退", entities={"order_id": [order.id]})
    assert "拆封" in form.says("不喜欢吃").text
    refused = form.says("拆了，吃了一包")
    assert form.outcome is Outcome.LEFT and "拆封后不支持" in refused.text
    assert [button.intent for button in refused.buttons] == ["report_quality_issue"]


def test_unopened_food_goes_to_a_person_for_approval(shop: SqlShop, ask: Ask) -> None:
    order = order_of(shop, "s1011", "f406-01")
    form = begun(shop, ask, "s1011", "锅巴不想要了", entities={"order_id": [order.id]})
    done = form.says("没拆封", "确认提交")
    assert "审核" in done.text and shop.returns("s1011")[0].state is ReturnState.APPLIED


def test_too_late_is_proposed_to_a_person_with_its_conditions(shop: SqlShop, ask: Ask) -> None:
    order = order_of(shop, "s1012", "s203-03")
    form = begun(shop, ask, "s1012", "帆布鞋不想要了", entities={"order_id": [order.id]})
    assert "特批" in form.says("吊牌都在没穿过").text
    done = form.says("确认提交")
    assert done.custom["promise"]["kind"] == "late_return"
    assert shop.tickets("s1012")[0].kind is TicketKind.LATE_RETURN and not any(
        each.order_id == order.id for each in shop.returns("s1012")
    )


def test_too_late_and_worn_is_refused_except_for_a_fault(shop: SqlShop, ask: Ask) -> None:
    order = order_of(shop, "s1012", "s203-03")
    form = begun(shop, ask, "s1012", "帆布鞋不想要了", entities={"order_id": [order.id]})
    refused = form.says("穿过两次了")
    assert form.outcome is Outcome.LEFT and "质量问题" in refused.text


def test_what_was_not_sent_is_cancelled_instead(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("不想要了退货", "s1002"))
    assert reply.draft is None and reply.offer and reply.offer.intent == "cancel_order"


def test_on_the_way_only_the_money_comes_back(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1003", "不想要了，裤子退了")
    done = form.says("确认提交")
    assert "拒收" in done.text and shop.returns("s1003")[0].kind == "仅退款"


def test_of_several_pieces_one_is_chosen_by_its_name(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1001") if each.state is OrderState.SHIPPED)
    first = request(shop, ask("我要退货", "s1001", entities={"order_id": [order.id]}))
    assert len(first.buttons) == 2
    form = talk(FORM, shop, ask, "s1001", first)
    assert "原因" in form.says("那双鞋").text
    assert form.draft.values["sku_id"] == "s201-03"


def test_a_return_that_is_open_already_is_told_with_its_state(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1006") if each.state is OrderState.REFUNDING)
    reply = request(shop, ask("退货", "s1006", entities={"order_id": [order.id]}))
    assert reply.draft is None and "寄回途中" in reply.text and reply.offer


def test_a_return_instead_of_an_open_exchange_begins_with_its_withdrawal(shop: SqlShop, ask: Ask) -> None:
    order = shop.orders("s1010")[0]
    shop.open_return("s1010", order.id, "c101-01", kind="换货", reason="尺码不合适", exchange_sku_id="c101-02", key="k")
    reply = request(shop, ask("还是退货吧", "s1010"))
    assert "先撤销换货" in reply.text and reply.offer and reply.offer.intent == "cancel_return"


def test_another_shoppers_order_is_not_found(shop: SqlShop, ask: Ask) -> None:
    foreign = shop.orders("s1010")[0].id
    assert "没有查到" in request(shop, ask("退货", "s1001", entities={"order_id": [foreign]})).text


@pytest.mark.parametrize("text", ["我要退货", "想退了"])
def test_a_visitor_is_asked_who_he_is(shop: SqlShop, ask: Ask, text: str) -> None:
    assert request(shop, ask(text, None)).needs == "identity"


def test_who_was_turned_down_hears_why(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("我的退货为什么被驳回", "s1012"))
    assert "没有通过" in reply.text and "已拆封" in reply.text and reply.draft is None


def test_the_state_of_the_goods_is_kept_when_it_is_told_before_the_reason(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1012", "帆布鞋想退")
    form.says("吊牌都在没穿过", intent="deny")
    assert "同事特批" in form.says("尺码偏小").text and form.draft.asking == "confirmed"


def test_who_pays_the_postage_is_answered_by_the_summary(shop: SqlShop, ask: Ask) -> None:
    form = begun(shop, ask, "s1010", "卫衣想退，不喜欢")
    assert "寄回运费您先付" in form.says("邮费谁出啊", intent="ask_return_shipping").text
    assert form.outcome is Outcome.ASKED


@pytest.mark.parametrize("yes", ["退吧", "那就退", "确认办理"])
def test_yes_is_said_in_many_ways(shop: SqlShop, ask: Ask, yes: str) -> None:
    form = begun(shop, ask, "s1010", "卫衣想退，不喜欢")
    form.says(yes)
    assert shop.returns("s1010")[0].kind == "退货退款"


@pytest.mark.parametrize("no", ["我先不退了", "那我不退了吧"])
def test_a_return_is_left_in_the_shoppers_words(shop: SqlShop, ask: Ask, no: str) -> None:
    form = begun(shop, ask, "s1010", "卫衣想退，不喜欢")
    form.says(no, intent="cancel_return")
    assert form.outcome is Outcome.LEFT
