from __future__ import annotations

from datetime import timedelta

from actions.services.invoices import FORM
from actions.services.invoices import ask as ask_invoice
from actions.services.reply import Reply
from shop.models import Order, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask
from tests.actions.test_address_change import of
from tests.actions.walk import walk


def talk(shop: SqlShop, build: Ask, order: Order, text: str, *answers: str) -> Reply:
    question = build(text, order.shopper_id, intent="ask_invoice").about_order(order.id)
    begun = ask_invoice(shop, question)
    return walk(FORM, begun, shop, question, *answers) if begun.draft else begun


def signed(shop: SqlShop) -> Order:
    return of(shop, "s1004", OrderState.SIGNED)


def test_a_person_needs_an_address_only(shop: SqlShop, ask: Ask) -> None:
    order = signed(shop)
    assert "个人还是公司" in talk(shop, ask, order, "能开发票吗").text
    done = talk(shop, ask, order, "能开发票吗", "个人", "mei@example.com", "确认申请")
    assert "m***@example.com" in done.text and done.custom["promise"]["kind"] == "invoice"
    found = shop.invoice("s1004", order.id)
    assert found and (found.title, found.tax_no) == ("个人", "")


def test_a_company_may_tell_all_at_once(shop: SqlShop, ask: Ask) -> None:
    text = "开发票 抬头杭州小满科技有限公司 税号91330100799655058B 发到fin@example.com"
    asked = talk(shop, ask, signed(shop), text)
    assert "杭州小满科技有限公司" in asked.text and "尾号 058B" in asked.text and "fin@" not in asked.text


def test_a_wrong_tax_number_is_asked_for_again(shop: SqlShop, ask: Ask) -> None:
    asked = talk(shop, ask, signed(shop), "开公司发票", "杭州小满科技有限公司", "91330100799655058A")
    assert "核对不上" in asked.text and "税号" in asked.text


def test_a_person_may_become_a_company(shop: SqlShop, ask: Ask) -> None:
    assert "公司全称" in talk(shop, ask, signed(shop), "开发票", "个人", "改成公司抬头").text


def test_the_state_of_one_asked_for_is_told_with_its_time(shop: SqlShop, ask: Ask) -> None:
    order = signed(shop)
    talk(shop, ask, order, "开发票", "个人", "mei@example.com", "确认申请")
    told = talk(shop, ask, shop.order("s1004", order.id), "我的发票开了没")
    assert "正在开具" in told.text and "后天下午 3:00前" in told.text and not told.draft


def test_a_late_one_goes_to_a_person(shop: SqlShop, ask: Ask) -> None:
    order = signed(shop)
    talk(shop, ask, order, "开发票", "个人", "mei@example.com", "确认申请")
    later = ask("发票怎么还没开", "s1004", now=NOW + timedelta(hours=60)).about_order(order.id)
    assert ask_invoice(shop, later).custom["handover"]["reason"] == "invoice_late"


def test_an_issued_one_is_issued_anew_by_a_person(shop: SqlShop, ask: Ask) -> None:
    order = next(order for order in shop.orders("s1012") if order.invoice)
    assert "开好了" in talk(shop, ask, order, "发票在哪下载").text
    assert talk(shop, ask, order, "抬头错了 能重开吗").custom["handover"]["reason"] == "invoice_again"


def test_a_special_one_goes_to_a_person_with_what_is_needed(shop: SqlShop, ask: Ask) -> None:
    told = talk(shop, ask, signed(shop), "能开专票吗")
    assert "开户行" in told.text and told.custom["handover"]["reason"] == "special_vat"


def test_an_unpaid_order_is_not_refused_but_later(shop: SqlShop, ask: Ask) -> None:
    assert "可以开的" in talk(shop, ask, of(shop, "s1001", OrderState.UNPAID), "开发票").text


def test_a_visitor_gets_the_rule(shop: SqlShop, ask: Ask) -> None:
    assert ask_invoice(shop, ask("能开发票吗", None)).custom["knowledge"]
