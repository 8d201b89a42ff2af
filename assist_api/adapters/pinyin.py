"""How Chinese names are typed by their sound."""

from __future__ import annotations

from pypinyin import lazy_pinyin


def syllables(text: str) -> tuple[str, ...]:
    """A syllable a character, without tones: 退款 → tui, kuan; what is no Chinese stays as it is."""
    return tuple(each.lower() for each in lazy_pinyin(text))
