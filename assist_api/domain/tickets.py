"""工单: what a complaint is about and how serious it is, proposed from what was said, with the reasons. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """The kinds in which complaints are registered with the market supervision, and the parcel's way."""

    SAFETY = "safety"
    COUNTERFEIT = "counterfeit"
    DIGNITY = "dignity"
    ADVERTISING = "advertising"
    MEASURE = "measure"
    PRICE = "price"
    LOGISTICS = "logistics"
    CONTRACT = "contract"
    QUALITY = "quality"
    OTHER = "other"

    @property
    def zh(self) -> str:
        return _KIND_ZH[self]


_KIND_ZH = {
    Kind.SAFETY: "安全",
    Kind.COUNTERFEIT: "假冒",
    Kind.DIGNITY: "人格尊严",
    Kind.ADVERTISING: "广告宣传",
    Kind.MEASURE: "计量",
    Kind.PRICE: "价格",
    Kind.LOGISTICS: "物流",
    Kind.CONTRACT: "合同",
    Kind.QUALITY: "质量",
    Kind.OTHER: "其他",
}


class Level(IntEnum):
    """1 is the most serious."""

    SERIOUS = 1  # serious quality, safety: a supervisor has it, supplier and batch are traced
    DELAY = 2  # delay, damage: a solution is offered soon
    SMALL = 3  # a question, a small flaw

    @property
    def zh(self) -> str:
        return _LEVEL_ZH[self]

    @property
    def higher(self) -> Level:
        return Level(max(Level.SERIOUS, self - 1))


_LEVEL_ZH = {Level.SERIOUS: "1 级 严重质量或安全", Level.DELAY: "2 级 延误或破损", Level.SMALL: "3 级 疑问或小问题"}


@dataclass(frozen=True)
class Proposed:
    """`reasons`: for the agent, in phrases; empty where nothing that was said sounds like a complaint."""

    level: Level
    kind: Kind
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Sign:
    kind: Kind
    level: Level
    why: str
    words: re.Pattern[str]


def _sign(kind: Kind, level: Level, why: str, words: str) -> _Sign:
    return _Sign(kind, level, why, re.compile(words))


# Of several that show, the most serious decides the level, and of equally serious ones the first the kind.
_SIGNS = (
    _sign(
        Kind.SAFETY, Level.SERIOUS, "人身或财产受到伤害",
        r"过敏|红肿|起疹|烂脸|中毒|拉肚子|上吐下泻|呕吐|吐了|住院|[进去送]医院|急诊|受伤|流血|划[伤破]|割[伤破手]|扎[伤破]|烫[伤到]|"
        r"烧伤|触电|电到|漏电|起火|着火|冒烟|冒火|烧焦|爆炸|炸了|短路|跳闸|鼓包|窒息|卡住喉咙|噎",
    ),
    _sign(
        Kind.SAFETY, Level.SERIOUS, "食品或护肤品变质、有异物",
        r"发霉|长毛了|霉点|变质|馊|长虫|有[只条个]?虫|虫子|虫卵|异物|玻璃[渣碴片]|钢丝|(?<!券)(?<!券都)(?<!券已)(?<!券已经)过期(?!的?券|时间)|发臭",
    ),
    _sign(
        Kind.COUNTERFEIT, Level.SERIOUS, "怀疑是假货",
        r"假货|假的|是假|仿品|高仿|山寨|冒牌|赝品|不是正品|非正品|A货",
    ),
    _sign(
        Kind.QUALITY, Level.SERIOUS, "严重质量问题",
        r"甲醛|刺鼻|断[裂成]|散架|塌了|整[批箱].{0,4}[坏烂碎]|完全不能用|根本不能用|用.{0,3}[一两1-2]次?天?就(坏|不转|不能用|报废)",
    ),
    _sign(
        Kind.LOGISTICS, Level.DELAY, "破损、少件或错发",
        r"破损|压[坏扁烂]|摔[坏碎]|碎了|碎成|漏[液了]|洒了|泡水|少[发寄装]|漏[发寄装]|缺件|少了?[一两几\d]+[件个双瓶袋盒条]|发错|寄错|错发|"
        r"不是我(买|拍|要)的|空包裹|空盒",
    ),
    _sign(
        Kind.CONTRACT, Level.DELAY, "说好的没有做到",
        r"不(给|肯|让)?退(款|货|钱)|拒绝退|退款.{0,6}没|没.{0,4}退款|钱.{0,3}没(退|到)|砍单|擅自|单方面|不认账|霸王条款|违约|"
        r"(说好|答应|承诺)(的|了|过)?.{0,12}(没|不|又|结果|却)|出尔反尔|言而无信|不履行|推[卸脱三]",
    ),
    _sign(
        Kind.LOGISTICS, Level.DELAY, "发货或物流延误",
        r"没发货|不发货|还没发|迟迟(不|没)|没收到|收不到|没到|不到货|丢件|弄丢|丢了|不动了|没动静|没更新|不更新|停在|停滞|卡在|"
        r"太慢|慢死|几天了|多久了|[三四五六七八九十\d]+天了|一(个|周|星期).{0,3}(月|了)|延误|拖[着了到]|虚假签收|没(签|通知).{0,4}签收|乱丢|没送",
    ),
    _sign(
        Kind.DIGNITY, Level.DELAY, "被不尊重对待",
        r"骂(人|我|了)|辱骂|侮辱|歧视|看不起|嘲讽|讽刺我|阴阳怪气|爱[搭理]不理|态度.{0,3}(差|恶劣|不好|敷衍|冷淡|不耐烦)|什么态度|不尊重|威胁我|恐吓|"
        r"(泄露|泄漏|公开).{0,6}(隐私|信息|电话|地址|手机)",
    ),
    _sign(
        Kind.ADVERTISING, Level.SMALL, "宣传与实物不符",
        r"虚假宣传|夸大|误导|照骗|货不对板|图文不符|描述不符|与?宣传.{0,6}(不|差|两)|(跟|和|与)(图片|图|照片|详情|页面|描述|介绍|直播|视频).{0,8}"
        r"(不符|不一样|不一致|不同|差|两回事|两码事)|色差",
    ),
    _sign(
        Kind.MEASURE, Level.SMALL, "分量或尺寸不足",
        r"缺斤|短两|少称|净含量|分量(不|少)|重量(不|少)|不够(重|秤|称|数|克|斤|分量)|不足(重|秤|称|数|斤|量)|少了?\d+[克gG斤两毫]|称了.{0,8}(只有|才|不到)|容量(不|少)",
    ),
    _sign(
        Kind.PRICE, Level.SMALL, "价格有争议",
        r"差价|降价|价保|保价|涨价|先涨后降|多收|乱收费|虚标|买贵|贵了|便宜了|优惠.{0,6}(没|不)(给|减|到|能)|多扣|扣多|少退|"
        r"原价.{0,6}(假|虚)|价格.{0,6}(不一|不符|欺诈)",
    ),
    _sign(
        Kind.QUALITY, Level.SMALL, "商品有瑕疵",
        r"质量.{0,3}(差|烂|不行|不好|问题|不过关|堪忧|垃圾)|坏了|坏的|是坏|瑕疵|开胶|开线|脱线|线头|掉色|褪色|染色|起球|掉毛|缩水|变形|裂(了|开|口|缝|纹)|破了|破洞|有洞|"
        r"污渍|有划痕|不能用|用不了|不转|不亮|不制热|充不[上进]|故障|漏水|异响|异味|怪味|做工.{0,3}(差|粗|烂|不)",
    ),
)  # fmt: skip
# 会不会过敏, 怕摔碎, 没有破损: asked, feared or denied, not told.
_NOT_SO = re.compile(
    r"(会不会|是不是|是否|会|容易|怕|担心|防|防止|以免|不会|不能|没有?|没啥|没什么|有没有|要是|如果|万一|别|不要|避免|零|不|支持)$"
)
# What only asks: 假的吗, 几天了能到吗. A complaint says it without the question.
_ASKS = re.compile(r"^[^，。！!,.;；]{0,4}(吗|嘛|么|呢)?[?？]$|^[^，。！!,.;；]{0,4}(吗|嘛)\W*$")
_OUTSIDE = re.compile(r"12315|12345|消协|工商|市监|市场监[管督]|律师|起诉|法院|报警|曝光|媒体|电视台|黑猫")
_COMPLAINS = re.compile(r"投诉|举报|差评|维权|赔偿|讨(个)?说法|给(我)?(个|一个)说法")
_INTENTS: dict[str, tuple[Kind, Level, str]] = {
    "report_package_problem": (Kind.LOGISTICS, Level.DELAY, "反映包裹破损、少件或错发"),
    "report_not_received": (Kind.LOGISTICS, Level.DELAY, "反映没有收到货"),
    "urge_delivery": (Kind.LOGISTICS, Level.DELAY, "催物流"),
    "urge_shipping": (Kind.LOGISTICS, Level.DELAY, "催发货"),
    "report_quality_issue": (Kind.QUALITY, Level.SMALL, "反映质量问题"),
    "request_repair": (Kind.QUALITY, Level.SMALL, "要求维修"),
    "ask_price_protection": (Kind.PRICE, Level.SMALL, "问价保"),
    "report_payment_problem": (Kind.OTHER, Level.SMALL, "付款有问题"),
    "complain": (Kind.OTHER, Level.SMALL, "明确表示投诉"),
}


def propose_level(
    texts: Sequence[str], *, intents: Sequence[str] = (), feelings: Sequence[str] = (), repeated: int = 0
) -> Proposed:
    """From the shopper's messages, oldest first, with the intents and feelings that were read in them.

    `repeated`: complaints of the same shopper about the same order before this one. Anger, a call for the authorities
    and a repetition each raise the level of what is not serious in itself, and never above delay and damage.
    """
    signs = sorted((sign for sign in _SIGNS if _told(sign.words, texts)), key=lambda sign: sign.level)
    meant = sorted((_INTENTS[one] for one in dict.fromkeys(intents) if one in _INTENTS), key=lambda each: each[1])
    found = [(sign.kind, sign.level, sign.why) for sign in signs] or meant
    reasons = [why for _, _, why in found]
    pressing = _pressing(texts, feelings, repeated)
    if not found and _told(_COMPLAINS, texts):
        reasons.append("明确表示投诉")
    kind, level = (found[0][0], found[0][1]) if found else (Kind.OTHER, Level.SMALL)
    if pressing and level is Level.SMALL:
        level = Level.DELAY
    return Proposed(level, kind, tuple(dict.fromkeys([*reasons, *pressing])))


def _pressing(texts: Sequence[str], feelings: Sequence[str], repeated: int) -> list[str]:
    checks = (
        (any(_OUTSIDE.search(text) for text in texts), "提到监管部门、法律或媒体"),
        ("angry" in feelings, "顾客情绪愤怒"),
        (repeated > 0, f"同一订单第 {repeated + 1} 次投诉"),
    )
    return [why for holds, why in checks if holds]


def _told(words: re.Pattern[str], texts: Sequence[str]) -> bool:
    return any(_tells(text, found) for text in texts for found in words.finditer(text))


def _tells(text: str, found: re.Match[str]) -> bool:
    """Neither feared, denied nor only asked."""
    before, after = text[: found.start()], text[found.end() :]
    return not _NOT_SO.search(before[-6:]) and not _ASKS.match(after)
