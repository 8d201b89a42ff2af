"""Pictures in the chat: chosen, pasted, sent as evidence, and seen on both sides."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]

PASTED = """field => new Promise(done => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 40, height: 40});
  canvas.toBlob(blob => {
    const clipboard = new DataTransfer();
    clipboard.items.add(new File([blob], 'image.png', {type: 'image/png'}));
    field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true}));
    done();
  });
})"""


def is_drawn(picture: Locator) -> None:
    """It is there, and its bytes were a picture."""
    expect(picture).to_be_visible(timeout=ANSWER_WITHIN_MS)
    picture.evaluate("image => image.decode()")


def test_a_photo_in_the_middle_of_a_report_is_its_evidence_and_the_agent_sees_it(
    shopper_with_received_goods: Shopper, desk: Desk
) -> None:
    shopper = shopper_with_received_goods
    shopper.write("卫衣收到包装烂了 衣服破了个口子")
    shopper.sees("外包装")
    shopper.choose_picture(shopper.page.screenshot())
    expect(shopper.chat.get_by_alt_text("待发送的图片 1")).to_be_visible()
    shopper.chat.get_by_role("button", name="发送", exact=True).click()
    shopper.sees("怎么处理")
    is_drawn(shopper.messages.locator(".turn-shopper .picture img"))
    expect(shopper.chat.locator(".thumb")).to_have_count(0)

    shopper.asks_for_a_person()
    desk.take_next()
    is_drawn(desk.thread.locator(".turn-shopper .picture img"))


def test_a_picture_is_pasted_seen_small_and_taken_out_again(shopper: Shopper) -> None:
    field = shopper.chat.get_by_label("输入消息")
    send = shopper.chat.get_by_role("button", name="发送", exact=True)
    field.evaluate(PASTED)
    is_drawn(shopper.chat.get_by_alt_text("待发送的图片 1"))
    expect(send).to_be_enabled()
    shopper.chat.get_by_role("button", name="移除图片 1").press("Enter")
    expect(shopper.chat.locator(".thumb")).to_have_count(0)
    expect(send).to_be_disabled()
    expect(field).to_be_focused()


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(shopper: Shopper) -> None:
    shopper.choose_picture(b"%PDF-1.7", "invoice.pdf", "application/pdf")
    expect(shopper.chat.get_by_role("alert")).to_have_text("这里只能发图片哦。")
    shopper.choose_picture(b"not a picture", "broken.png")
    expect(shopper.chat.get_by_role("alert")).to_contain_text("打不开")
    expect(shopper.chat.locator(".thumb")).to_have_count(0)


def test_a_picture_sent_without_a_network_leaves_when_it_returns(shopper: Shopper) -> None:
    shopper.write("你好")
    shopper.is_answered(after="你好")
    shopper.page.context.set_offline(True)
    shopper.choose_picture(shopper.page.screenshot())
    expect(shopper.chat.get_by_alt_text("待发送的图片 1")).to_be_visible()
    shopper.page.keyboard.press("Enter")
    expect(shopper.messages.locator(".thumbs img")).to_be_visible()
    shopper.page.context.set_offline(False)
    is_drawn(shopper.messages.locator(".turn-shopper .picture img"))
    shopper.sees("图片收到啦")
