"""Whether a message that sounds angry is meant so: jokes, goods and questions about a rule only sound like it."""

from __future__ import annotations

import re

from assist_api.domain.frames import holds_against_us, of_another_shop, only_asks, teases
from assist_api.domain.messages import Understanding

_ABUSE = re.compile(
    r"(?:你|他)妈的|他妈(?!妈)|你妈(?:逼|个)|妈逼|[操艹草肏](?:你|他|尼|泥)|[滚死][!！。]|滚(?:蛋|出|$)|^滚(?![滚来下上珠筒刷轮粉动烫针边])|去死(?!皮|角)|废物|脑残|智障"
    r"|畜生|人渣|放屁(?!声)|王八蛋|死骗子|骗子店|傻[逼叉缺]|狗(?:日|屁|都不)|狗东西(?!都|放|买)|不得好死|无耻|奸商|偷工减料|坑完|不要脸|贱不贱|黑心(?:商|店|老板|卖家|企业|钱|$)|黑店|欺负(?:人|老)"
    r"|你们[^，。]{0,6}(?:骗子|骗人|诈骗|坑人)|诈骗|欺诈|卖假|(?:退|还)(?:我)?钱[！!]|良心[^，。]{0,3}狗"
    r"|(?:^|[，,。！!\s我了])(?:大|死)?骗子[!！。\s]*$"  # called after us
)
_STRONG = re.compile(r"恶心|坑(?:人|钱)|退钱|还我钱|假货|造假(?![山睫发领])|曝光你|骗我")
_TO_US = re.compile(
    r"你(?:们(?!家?(?:有|卖))|[家是这怎到还说])|贵店|这家?店|破店|垃圾店|客服|商家|卖家|店家|平台|老子|还我|退我"
)
_COMPLAINING = "(?:投诉|举报|维权|介入|差评|赔|协会|消协|12315)"
_ASKING = (
    "(?:怎么|如何|哪里|在哪|该点哪|什么|多久|几天|流程|规定|一般|是啥|了解|能不能改|改吗|怎么删|误会"
    "|手滑|论文|作业|是真的吗)"
)
_OF_A_RULE = re.compile(rf"{_ASKING}[^。]*{_COMPLAINING}|{_COMPLAINING}[^。]*{_ASKING}")
_OF_OTHERS = re.compile(
    rf"(?:别家|那家|人家|别人|盗图|抄袭)[^。]*{_COMPLAINING}|{_COMPLAINING}(?:完|好)(?:了|啦)"
    rf"|{_COMPLAINING}[^。]{{0,8}}(?:仿|假冒|盗)|(?:冒充|仿冒|假冒)|(?:那家|某宝|别家|有人|短信|陌生|以为)[^。]*(?:骗|假)"
)
_AGAINST_US = re.compile(r"(?:投诉|举报|告|曝光)你|你们?(?:怎么|到底)?(?:赔|处理)")
_SHOPS = re.compile(r"想买|有没有(?!人)|有吗|多少钱|推荐|能做吗|送什么|打广告|优惠|高一点|旁边|假一[赔罚]|分类")
_TAKEN_BACK = re.compile(
    r"不(?:投诉|退|取消|计较|追究)了|误会|看[错岔]了|不好意思|别介意|刚才态度|冤枉|对不(?:住|起)(?!我)|怪我(?!们)|语气[^，。]{0,3}[冲重]|别往心里|找到了|还真在"
)
_MATTERS = frozenset(
    {
        "report_not_received", "report_package_problem", "report_quality_issue",
        "urge_delivery", "urge_shipping", "ask_refund_progress", "request_return", "request_exchange", "cancel_order",
        "track_shipment", "query_order", "request_price_protection", "report_payment_problem", "request_repair",
        "ask_authenticity", "ask_return_policy", "ask_return_shipping", "urge_refund", "query_payment",
    }
)  # fmt: skip


def is_meant(text: str, matter: bool) -> bool:
    """Whether unhappy words may be believed: they abuse, speak to us, or go with a matter that makes angry."""
    if abuses(text):
        return True
    if sounds_only(text) or of_another_shop(text):
        return False
    if only_asks(text) or _SHOPS.search(text):
        return matter and holds_against_us(text)
    return matter or bool(_TO_US.search(text) or _STRONG.search(text))


def is_matter(meant: Understanding | None, confidence: float) -> bool:
    """Whether it is, as understood, a matter after which anger is to be expected. Unheard, it may be one.

    A complaint by itself is none: the classifier hears it by the very words that the feeling model does.
    """
    if meant is None:
        return True
    ranking = meant.ranking or ((meant.intent, meant.confidence),)
    return sum(share for intent, share in ranking if intent in _MATTERS) >= confidence


def abuses(text: str) -> bool:
    """Whether it abuses or accuses of fraud by its words alone; who laughs does not."""
    return bool(_ABUSE.search(text)) and not teases(text)


def sounds_only(text: str) -> bool:
    """Whether it laughs, asks about a rule or takes something back."""
    return teases(text) or asks_about_a_rule(text) or takes_back(text)


def asks_about_a_rule(text: str) -> bool:
    """Whether it asks how complaints, reports or reviews work, and complains of nothing."""
    return bool(_OF_A_RULE.search(text) or _OF_OTHERS.search(text)) and not _AGAINST_US.search(text)


def takes_back(text: str) -> bool:
    return bool(_TAKEN_BACK.search(text))
