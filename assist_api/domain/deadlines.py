"""What a shopper needs the goods for and until when, as far as the message says so: 周六婚礼要穿."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = (
    r"(?:今天|今晚|明天|明早|明晚|后天|大后天|(?:这|本|下)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|月底|下个?月初)"
)
# What is said, and what it is called when spoken of.
_OCCASIONS = {
    r"婚礼|结婚|办婚": "婚礼",
    r"(?<!出)生日|过寿|做寿": "生日",
    r"满月|百日": "满月酒",
    r"年会": "年会",
    r"面试": "面试",
    r"考试|高考|中考": "考试",
    r"演出|表演|比赛": "演出",
    r"出差": "出差",
    r"旅游|旅行|度假|出去玩": "出行",
    r"回老家|回家过年|坐飞机|赶飞机|上飞机|出国|出发": "出门",
    r"开学|军训": "开学",
    r"搬家|入住|入伙": "搬家",
    r"圣诞|元旦|过年|春节|情人节|母亲节|父亲节|七夕|中秋|儿童节": "过节",
}
_NEED = r"(?:要|得|就|急着|等着|想|赶着)?(?:急用|要用|用|穿|送人|送礼|带走|带去|用上)"
_PAST = re.compile(r"上(?:个)?(?:周|星期|礼拜|月)|昨天|前天|刚过|过完|已经(?:办|过|结)|都(?:办|过)完|错过")
_CLAUSE = re.compile(r"[^，。！？,.!?；;\n~～…]+")


@dataclass(frozen=True)
class Needed:
    """`clause`: the shopper's own words; `day` as said, or ""; `occasion`: 婚礼 …, or "" where only a use was told."""

    clause: str
    day: str
    occasion: str


def needed_by(text: str) -> Needed | None:
    """The first clause that tells when the goods are needed or for what; what is over tells nothing."""
    clauses = [found.strip() for found in _CLAUSE.findall(text)]
    return next((need for clause in clauses if (need := _read(clause))), None)


def _read(clause: str) -> Needed | None:
    if _PAST.search(clause):
        return None
    day = re.search(_DAY, clause)
    occasion = next((name for said, name in _OCCASIONS.items() if re.search(said, clause)), "")
    needs = re.search(_NEED, clause)
    if (day and (occasion or needs)) or (occasion and needs) or re.search(r"急用|等着用|着急用", clause):
        return Needed(clause, day.group() if day else "", occasion)
    return None
