import pytest

from assist_api.domain.messages import Message, Sender, buttons, clean_text, payload_of
from assist_api.errors import ControlCharacters, EmptyText, InvalidInput, TextTooLong
from tests.assist_api.conftest import OPENING


def bot_reply(*parts: dict[str, object]) -> Message:
    return Message("m1", "c1", 1, "m1", Sender.BOT, "小二", "选一个", parts, OPENING)


@pytest.mark.parametrize(
    ("text", "error"), [("", EmptyText), (" \n", EmptyText), ("长" * 2001, TextTooLong), ("a\x00b", ControlCharacters)]
)
def test_what_is_wrong_with_a_text_is_said(text: str, error: type[InvalidInput]) -> None:
    with pytest.raises(error):
        clean_text(text)


@pytest.mark.parametrize("text", ["<b>3>2</b>", "👨‍👩‍👧 一家人", "第一行\n第二行"])
def test_markup_emoji_and_lines_are_just_text(text: str) -> None:
    assert clean_text(text) == text


def test_payloads_never_leave_the_service() -> None:
    shown = bot_reply(buttons(("查这单", '/query_order{"order_id": "1"}'))).public()
    assert shown["parts"] == [{"type": "buttons", "buttons": [{"title": "查这单"}]}]


def test_posting_a_buttons_title_is_pressing_it() -> None:
    reply = bot_reply(buttons(("转人工", "xiaoer:human")))
    assert payload_of("转人工", [reply]) == "xiaoer:human"
    assert payload_of("转 人工", [reply]) is None
    assert payload_of("转人工", []) is None
