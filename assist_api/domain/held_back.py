"""What the bot says where a person would take over and nobody is there: honestly, once, with the way to leave word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_FIRST_WORDS = "说实话，"


def sentence(hours: Sequence[str], *, is_open: bool) -> str:
    """`is_open`: within the hours of duty, but no desk is."""
    where = "人工客服这会儿都不在线" if is_open else f"现在不在人工服务时间（每天 {hours[0]}–{hours[1]}）"
    return f"{_FIRST_WORDS}{where}，我先接着帮您想办法；要人工跟进的话点“转人工”，我帮您登记。"


def was_said(lines: Iterable[str]) -> bool:
    return any(line.startswith(_FIRST_WORDS) for line in lines)
