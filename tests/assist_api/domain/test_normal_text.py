import pytest

from assist_api.domain.normal_text import normal_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("加 微 信", "加微信"),
        ("威❤️找我", "威心找我"),
        ("ＶＸ：abc", "vx:abc"),
        ("最·低·价", "最低价"),
        ("微\u200b信", "微信"),
        ("打 2.5 折", "打2.5折"),
        ("138 0000 1111", "138 0000 1111"),
        ("好的。加油", "好的。加油"),
        ("➕V", "+v"),
    ],
)
def test_evasions_are_undone(written: str, read: str) -> None:
    assert normal_text(written).text == read


def test_a_place_in_the_normal_text_is_a_place_in_what_was_written() -> None:
    normal = normal_text("亲 ，全 网 最低")
    start = normal.text.index("全网最低")
    assert normal.span(start, start + 4) == (3, 9)


def test_a_mark_belongs_to_the_character_before_it() -> None:
    written = "威❤️吧"
    assert normal_text(written).span(0, 2) == (0, 3)


def test_one_character_may_be_read_as_several() -> None:
    written = "加🐧吧"
    normal = normal_text(written)
    assert normal.text == "加qq吧" and normal.span(1, 3) == (1, 2)
