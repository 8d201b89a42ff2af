"""统一社会信用代码 (GB 32100-2015) and the tax numbers before it."""

from __future__ import annotations

import re

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_UNIFIED = re.compile(rf"[{_CODE}]{{18}}")
_OLD = re.compile(r"\d{15}")


def is_tax_number(number: str) -> bool:
    return bool(_OLD.fullmatch(number)) or (bool(_UNIFIED.fullmatch(number)) and check_digit(number) == number[-1])


def check_digit(number: str) -> str:
    """Of the first seventeen: 31 less their weighted sum, modulo 31."""
    total = sum(_CODE.index(each) * weight for each, weight in zip(number, _WEIGHTS, strict=False))
    return _CODE[-total % 31]


def normal(said: str) -> str:
    """As it is written on the licence: upper case, no blanks, no full-width letters."""
    narrow = "".join(chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in said)
    return re.sub(r"[\s-]", "", narrow).upper()


_LIKE_ONE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{13,20}(?![0-9A-Z])")


def number_in(text: str) -> str:
    """What looks like a tax number, right or wrong; "" when there is none. An order number has no letters and 19 digits."""
    found = [each for each in _LIKE_ONE.findall(normal_line(text)) if not re.fullmatch(r"\d{16,20}", each)]
    return found[0] if found else ""


def normal_line(text: str) -> str:
    narrow = "".join(chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in text)
    return re.sub(r"(?<=[0-9A-Za-z])[ -](?=[0-9A-Za-z])", "", narrow).upper()
