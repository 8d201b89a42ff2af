from __future__ import annotations

import pytest

from assist_api.domain.shopper_file import MOST_TAGS, clean_tag, refuse_one_more
from assist_api.errors import InvalidInput


@pytest.mark.parametrize("written", ["急性子", "  急性子 ", "#急性子", "＃急性子"])
def test_a_tag_is_one_word_however_it_was_typed(written: str) -> None:
    assert clean_tag(written) == "急性子"


def test_inner_white_space_is_one_blank() -> None:
    assert clean_tag("老客\n 户") == "老客 户"


@pytest.mark.parametrize("written", ["", " # ", "十三个字的标签放不下了啊真的", "看不见\u200b"])
def test_what_is_no_tag_is_told_in_a_sentence(written: str) -> None:
    with pytest.raises(InvalidInput, match="标签"):
        clean_tag(written)


def test_a_shopper_has_only_so_many_tags() -> None:
    refuse_one_more(MOST_TAGS - 1)
    with pytest.raises(InvalidInput, match="20"):
        refuse_one_more(MOST_TAGS)
