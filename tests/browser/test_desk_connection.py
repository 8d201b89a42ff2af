"""The desk while the connection is gone, and beside a colleague."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocketRoute, expect

from bench.stand import Stand
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]


def test_a_lost_connection_is_told_and_what_was_written_goes_out_when_it_is_back(
    shopper: Shopper, visit: Visit, product: Stand
) -> None:
    wires: list[WebSocketRoute] = []
    page = visit(
        "/desk/#conversations",
        prepare=lambda page: page.route_web_socket("**/desk/ws", lambda wire: _through(wire, wires)),
    )
    log_in(page, product.staff("agent"))
    desk = Desk(page)
    shopper.asks_for_a_person()
    desk.take_next()
    page.context.set_offline(True)
    wires[-1].close()
    bar = page.locator(".connection-lost")
    expect(bar).to_contain_text("连接断开", timeout=ANSWER_WITHIN_MS)
    desk.field.fill("稍等，我查一下 L1")
    desk.press("Enter")
    expect(bar).to_contain_text("没发出去的 1 条回复", timeout=ANSWER_WITHIN_MS)
    page.context.set_offline(False)
    expect(bar).to_have_count(0, timeout=ANSWER_WITHIN_MS)
    expect(page.get_by_text("已恢复连接")).to_be_visible()
    shopper.sees("稍等，我查一下 L1")
    desk.press("Alt+c")


def _through(wire: WebSocketRoute, wires: list[WebSocketRoute]) -> None:
    wire.connect_to_server()
    wires.append(wire)


def test_a_colleague_who_has_the_case_open_or_types_in_it_is_shown(
    shopper: Shopper, desk: Desk, visit: Visit, product: Stand
) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    other = visit("/desk/")
    colleague = product.staff("supervisor")
    log_in(other, colleague)
    _open_by_search(other, desk)
    expect(desk.page.locator(".watchers")).to_contain_text(f"{colleague['name']} 也在看", timeout=ANSWER_WITHIN_MS)
    desk.field.press_sequentially("我来")
    expect(other.locator(".watchers")).to_contain_text("正在输入", timeout=ANSWER_WITHIN_MS)
    desk.field.fill("")
    desk.press("Alt+c")


def _open_by_search(page: Page, desk: Desk) -> None:
    """The case of another agent stands in no list of one's own."""
    conversation = desk.page.locator(".row[aria-selected=true]").get_attribute("data-id")
    expect(page.locator(".agent-name")).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_label("搜索会话内容").fill("转人工")
    page.locator(f'.search-result[data-id="{conversation}"]').first.click(timeout=ANSWER_WITHIN_MS)
    expect(page.locator(".thread-head h2")).to_be_visible(timeout=ANSWER_WITHIN_MS)
