import pytest

from assist_api.feeling.features import Extractor, plain

WORDS = {"insult": ["垃圾", "骗子"], "harmless": ["垃圾桶"]}


def _lists(text: str) -> list[tuple[str, str]]:
    pieces = Extractor(WORDS).pieces(text)
    return [(piece.name, text[piece.start : piece.end]) for piece in pieces if piece.block == "list"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ＳＢ客服", "sb客服"),
        ("快 点\n发", "快点发"),
        ("！！！！！！", "!!!"),
        ("单号33726651290", "单号000"),
        ("打12315", "打12315"),
    ],
)
def test_a_message_is_read_in_its_plain_form(written: str, expected: str) -> None:
    assert plain(written).text == expected


def test_places_point_into_the_message_as_it_was_written() -> None:
    message = "哈哈哈哈哈 你们 ＯＫ吗"
    found = plain(message)
    assert all(
        plain(message[place]).text == character for character, place in zip(found.text, found.origin, strict=True)
    )


def test_every_piece_covers_some_of_the_message() -> None:
    message = "…退 钱！！！！！😡"
    assert all(0 <= piece.start < piece.end <= len(message) for piece in Extractor(WORDS).pieces(message))


def test_a_listed_word_is_found_over_a_gap() -> None:
    assert _lists("都是骗 子") == [("list:insult", "骗 子")]


def test_the_longest_entry_hides_the_bad_word_inside_it() -> None:
    assert _lists("垃圾桶多少钱") == []
    assert _lists("垃圾") == [("list:insult", "垃圾")]


@pytest.mark.parametrize("message", ["", "  ", "\n"])
def test_an_empty_message_has_no_pieces(message: str) -> None:
    assert Extractor(WORDS).pieces(message) == []


def test_without_a_word_list_nothing_is_listed() -> None:
    assert {piece.block for piece in Extractor({}).pieces("骗子")} == {"gram", "word"}
