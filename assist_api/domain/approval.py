"""What stands in the way of using an agent's words again: other people's data, and numbers from thin air."""

from __future__ import annotations

import re

from assist_api.domain.messages import masked
from assist_api.domain.slots import SLOT

_PERSONAL = re.compile(
    r"尾号\s*[:：]?\s*\d{4}"
    r"|\d+\s*(?:号楼|栋|幢|单元|室|弄)"
    r"|(?:微信|[Vv][Xx]|QQ|qq)号?\s*[:：是]?\s*[A-Za-z0-9_-]{5,}"
    r"|(?<![A-Za-z\d])[A-Za-z]{0,4}\d{8,}"
)
_NUMERAL = r"(?:\d+(?:\.\d+)?|(?<![这那前后过几])[两三四五六七八九十百千]+)"
_AMOUNT = re.compile(
    rf"[¥￥]\s*\d+(?:\.\d+)?|{_NUMERAL}\s*(?:元|块|折|%|天|小时|分钟|个?工作日|个月)"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{1,2}[:：]\d{2}|[剩余仅]\s*\d+\s*[件双台个]"
)
PERSONAL_DATA = "里面有手机号、单号、地址等个人信息，请先改写。"


MASK = re.compile(r"\[(?:手机号|证件或订单号|单号|邮箱|个人信息)\]")


def obstacles(text: str, already_there: str = "") -> list[str]:
    """Why `text` may not be used again as it is; empty where it may.

    Amounts, days and times belong to the shop's rules and to live facts, so they are slots or were in the entry before.
    """
    bare = SLOT.sub("", text)
    amounts = [one for one in dict.fromkeys(_AMOUNT.findall(bare)) if one not in already_there]
    found = [PERSONAL_DATA] if safe(bare) != bare or MASK.search(bare) else []
    if amounts:
        found.append(f"“{'”“'.join(amounts)}”要换成店铺规则或实时数据的占位符，或删掉。")
    return found


def safe(text: str) -> str:
    """For a trainer's eyes."""
    return _PERSONAL.sub("[个人信息]", masked(text))


def is_personal(text: str) -> bool:
    return PERSONAL_DATA in obstacles(text)
