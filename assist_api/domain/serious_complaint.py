"""Complaints that are serious by what they tell: an insult, spoiled food, used goods, an old complaint left undone."""

from __future__ import annotations

import re

_TOLD = {
    "被客服侮辱": re.compile(
        r"(?:客服|工号|店员|你们(?:的)?人|他|她)[^，。]{0,8}(?:骂|辱骂|侮辱|嘲笑|嘲讽|羞辱|歧视|威胁|恐吓)(?:了)?(?:我|人|顾客)"
        r"|(?:客服|他|她|你们)[^，。]{0,6}(?:说|嫌|笑)我[^，。]{0,4}(?:胖|穷|丑|土|矮|老|乡巴佬|买不起|没文化|有病|神经)"
    ),
    "食品变质或有异物": re.compile(
        r"(?:吃|喝|咬|嚼|嗑)出(?:了)?[^，。]{0,4}(?:一|半|个|只|条|块|根|玻璃|虫|头发|塑料|石|铁)|(?:有|长|爬)[^，。]{0,6}(?:活的?)?(?:小)?虫|蟑螂|老鼠屎|蛆"
        r"|(?:发霉|长毛|馊|变质|臭)了[^。]{0,8}(?:吃了|喝了)|(?:吃|喝)了[^。]{0,8}(?:发霉|变质|过期)|(?:生产|保质)?日期[^，。]{0,4}(?:被?改|涂|后贴|盖住)"
    ),
    "收到用过的商品": re.compile(
        r"(?:别人|人家|有人|谁)[^，。]{0,2}(?:穿|用|吃|拆|试|退)过|(?:是|发来)[^，。]{0,4}(?:用过的|穿过的|二手|旧货|返修机|退货再卖)"
    ),
    "以前的投诉没有结果": re.compile(
        r"(?:投诉|反映|报修|举报)了?[^，。]{0,3}[两二三四五六七八九十几好多\d]+(?:次|回|遍)|(?:工单|投诉|上次|上个?月)[^。]{0,12}(?:没人管|没下文|没结果|没处理|没解决|不了了之|石沉大海|没给|关了)"
        r"|再(?:次)?投诉|又(?:来)?投诉"
    ),
}
_ASKS = re.compile(r"会不会|会[^了]{0,6}吗|怕|担心|万一|如果|吗[？?]?$|是不是")


def serious_in(text: str) -> str | None:
    """What makes it serious, in words for the agent."""
    if _ASKS.search(text):
        return None
    return next((what for what, words in _TOLD.items() if words.search(text)), None)
