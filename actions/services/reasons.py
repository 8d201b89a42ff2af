"""Why something comes back: the usual reasons as buttons, any other in free words; and what each reason asks for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.services.fields import LONGEST, Option, evidence, options
from actions.services.forms import NOTHING, Field, Read, Step
from actions.services.lines import category_in, line_in, product_in
from actions.services.reply import Reply
from actions.services.wording import short
from shop.windows import is_quality, needs_unopened, says_opened

REASON, OPENED, EVIDENCE = "reason", "opened", "evidence"

_UNWANTED = Option(
    "不喜欢/不想要",
    "不喜欢/不想要了",
    ("不喜欢", "不想要", "不要了", "买错", "拍错", "拍多", "买多", "买重", "用不上", "用不着", "不好看", "显胖", "显黑", "太丑",
     "嫌贵", "后悔", "没看上", "不合心意"),
)  # fmt: skip
_SIZE = Option(
    "尺码不合适",
    "尺码不合适",
    ("尺码", "尺寸不", "码不合", "不合身", "不合脚", "大了", "小了", "偏大", "偏小", "太大", "太小", "太紧", "太松", "太长", "太短",
     "挤脚", "硌脚", "穿不进", "穿不上", "塞不进", "短了", "长了", "勒"),
)  # fmt: skip
_COLOUR = Option("颜色款式与预期不同", "颜色款式和想的不同", ("色差", "颜色", "款式", "跟想的", "和想的", "不如图"))
_FAULTY = Option(
    "质量问题",
    "质量问题",
    ("质量", "坏了", "坏的", "破了", "破洞", "开线", "脱线", "开胶", "掉色", "褪色", "起球", "缩水", "瑕疵", "不能用", "没反应",
     "不加热", "漏水", "裂了", "断了", "脏的", "有污渍", "毛病", "次品", "异味", "变质", "发霉"),
)  # fmt: skip
_WRONG = Option("发错货", "发错货了", ("发错", "错发", "寄错", "不是我买的", "不是我拍的"))
_UNLIKE = Option(
    "与商品描述不符", "和描述不符", ("描述不符", "货不对板", "和描述", "跟描述", "和详情", "与图片", "和图片", "跟图片")
)
_ALL = (_UNWANTED, _SIZE, _COLOUR, _FAULTY, _WRONG, _UNLIKE)
_FAULTS = (_FAULTY, _WRONG, _UNLIKE)
_WITH_SIZES = ("尺码", "鞋码")


def choices(step: Step) -> Sequence[Option]:
    """尺码 only for goods that have sizes."""
    product = product_in(step) if step.value("sku_id") else None
    sized = product is None or any(kind in sku.options for sku in product.skus for kind in _WITH_SIZES)
    return [each for each in _ALL if sized or each is not _SIZE]


def faults(step: Step) -> Sequence[Option]:
    return _FAULTS


def reason(ask: str, *, among: str = "all") -> Field:
    """An option by its words, or when asked whatever else is said ("上脚磨后跟")."""
    offered = faults if among == "faults" else choices
    by_option = options(REASON, "原因", lambda step: Reply(ask), offered)

    def read(step: Step, asked: bool) -> Read:
        told = by_option.read(step, asked)
        said = step.text.strip()
        if told.values or not asked or step.is_elsewhere() or len(said) < 2:
            return told
        return Read({REASON: said[:LONGEST]}) if step.question.intent not in _NO_REASON else NOTHING

    return Field(REASON, "原因", by_option.ask, read)


_NO_REASON = frozenset({"affirm", "deny", "greet", "thank", "nlu_fallback", "request_return", "request_exchange"})


def says_fault(text: str) -> bool:
    return any(word in text for each in _FAULTS for word in each.words)


def is_fault(step: Step) -> bool:
    return is_quality(step.value(REASON) or "", step.shop.policy())


# Opened or not: what decides for food, skin care and appliances


def opened() -> Field:
    return replace(options(OPENED, "是否拆用", _ask_opened, _opened_choices), needed=_opened_matters)


def _opened_matters(step: Step) -> bool:
    return bool(step.value(REASON)) and not is_fault(step) and bool(_rule(step))


def _rule(step: Step) -> str:
    return needs_unopened(category_in(step), step.shop.policy())


def _ask_opened(step: Step) -> Reply:
    ask, *_ = _OPENED_WORDS[_rule(step)]
    return Reply(f"亲，{short(line_in(step).title)}{ask}")


_OPENED_WORDS = {"拆封": ("拆封了吗？", "没拆封", "已经拆封"), "使用": ("通电用过吗？", "没用过", "已经用过")}


def _opened_choices(step: Step) -> Sequence[Option]:
    if not _opened_matters(step):
        return ()
    _, no, yes = _OPENED_WORDS[_rule(step)]
    return (
        Option("no", no, ("没拆", "没有拆", "未拆", "没开封", "没用过", "没吃过", "全新没"), ("没", "全新", "未使用")),
        Option(
            "yes",
            yes,
            ("拆封了", "拆开了", "拆了", "开封了", "吃了", "用过", "试用"),
            ("拆", "开了", "用了", "试了", "试过", "打开", "是的", "嗯"),
        ),
    )


def is_opened(step: Step) -> bool:
    """By the answer, or by the reason's own words."""
    return step.value(OPENED) == "yes" or says_opened(step.value(REASON) or "", step.shop.policy())


def photos() -> Field:
    return evidence(
        EVIDENCE,
        "照片",
        lambda step: Reply("亲，麻烦发一张问题处的照片（整体加近照，电器可以录小视频）；暂时没有的话说一声就行～"),
        is_fault,
    )


def reason_told(step: Step) -> str:
    """For the shop's record: with the shopper's word on whether it was opened."""
    said = {"no": "没拆封没用过", "yes": "已拆封"}.get(step.value(OPENED) or "")
    return f"{step.value(REASON)}（{said}）" if said else str(step.value(REASON))
