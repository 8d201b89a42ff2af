"""Mobile numbers of the mainland, and the last four digits that prove who one is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.components.entities.found import Found

_PHONE = re.compile(r"(?<![A-Za-z\d.])(?:\+?86[ -]?)?(1[3-9](?:[ -]?\d){9})(?!\d)")
_LAST_FOUR = re.compile(
    r"(?:尾号|尾数|末尾|(?:[后末]|后面|最后)[四4](?:位|个数)?|末四码)(?:数字?|号码?|是|为|就是|[:：, ，])*(\d{4})(?!\d)"
    r"|(?<!\d)(\d{4})(?=结尾|收尾|(?:这个|那个|的)?尾号)"
)


def find(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        yield Found("phone", match.start(), match.end(), re.sub(r"\D", "", match[1]))
    for match in _LAST_FOUR.finditer(text):
        at = match.lastindex or 0
        yield Found("phone_last4", match.start(at), match.end(at), match[at])
