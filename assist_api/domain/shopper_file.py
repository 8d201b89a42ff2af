"""What the team keeps on a shopper: tags (标签) of a few characters, and notes."""

from __future__ import annotations

import unicodedata

from assist_api.errors import InvalidInput

LONGEST_TAG = 12
MOST_TAGS = 20
LONGEST_NOTE = 500


def clean_tag(text: str) -> str:
    """Without outer white space or a leading #; one line."""
    tag = " ".join(text.strip().lstrip("#＃").split())
    if not tag:
        raise InvalidInput("标签不能为空。")
    if len(tag) > LONGEST_TAG:
        raise InvalidInput(f"标签最多 {LONGEST_TAG} 个字。")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cf") for character in tag):
        raise InvalidInput("标签里有无法显示的字符。")
    return tag


def refuse_one_more(tags: int) -> None:
    if tags >= MOST_TAGS:
        raise InvalidInput(f"一位顾客最多 {MOST_TAGS} 个标签，请先去掉不用的。")


def refuse_long_note(text: str) -> None:
    if len(text) > LONGEST_NOTE:
        raise InvalidInput(f"备注最多 {LONGEST_NOTE} 字。")
