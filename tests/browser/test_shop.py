"""The shop's own pages."""

from __future__ import annotations

from playwright.sync_api import expect

from bench.stand import Stand
from tests.browser.stage import PHONE, Visit

pytest_plugins = ["tests.browser.fixtures"]


def test_every_category_has_products_with_a_picture_and_a_price(visit: Visit) -> None:
    page = visit("/")
    for name in ("服饰", "鞋靴", "童装", "零食", "护肤", "小家电"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        first = page.locator(".tile").first
        expect(first.locator(".price")).to_contain_text("¥")
        assert first.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_choosing_options_shows_what_is_in_stock(visit: Visit) -> None:
    page = visit("/#/product/c101")
    page.get_by_role("button", name="雾霾蓝").click()
    page.get_by_role("button", name="M", exact=True).click()
    expect(page.get_by_role("button", name="M", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".product-stock")).to_contain_text("仅剩 3 件")


def test_orders_belong_to_the_chosen_shopper(visit: Visit, product: Stand) -> None:
    page = visit("/#/orders")
    expect(page.locator("main")).to_contain_text("您现在是游客")
    chosen = product.demo["shoppers"][0]
    page.get_by_label("您现在是").select_option(chosen["id"])
    expect(page.locator(".order .number").first).to_contain_text(chosen["order_ids"][0])


def test_an_unknown_product_says_so(visit: Visit) -> None:
    page = visit("/#/product/nothing")
    expect(page.locator("main")).to_contain_text("没有找到")


def test_nothing_sticks_out_on_a_phone(visit: Visit) -> None:
    page = visit("/#/product/c101", PHONE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
