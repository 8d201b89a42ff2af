"""Where the bot is at its end although it answers: the time it names is too late, the sum it names is disputed."""

from __future__ import annotations

import re

_TOO_LATE = re.compile(
    r"来不及|等不了|等不及|赶不上|必须(?:今|明|马上|立刻|现在)|(?:今晚|今天|明早|明天|后天|马上|下午|上午)[^，。]{0,3}(?:就要|要用|要穿|之前|必须|手术|婚礼|考试|出发)"
    r"|想想办法|(?:能不能|可以|给我)加急|不行啊|都(?:结束|手术|完)|(?:拦|快|赶紧)[！!]|快点(?:拦|改|处理)|之前定下来"
)
_CANNOT = re.compile(r"改不了|取消不了|没法|不能|来不及|预计|最晚|已经(?:发出|在配货)|不在|约满")
_DISPUTES = re.compile(
    r"(?:少|多)(?:了|算|退|扣|收|给|我)[^，。]{0,4}(?:\d|钱|块|元)|不对|没用过|(?:得|该)(?:还|退|补|赔)我|(?:应该|应当|该)(?:补|退|是|返|由?你们)|凭什么|违约|说好的?[^，。]{0,6}(?:\d|退|减|送)"
    r"|我截(?:了)?图|你们(?:发错|缺货|改了|自己|的错)|(?:运费|邮费)该|查查|对不上|算错"
)
_OF_MONEY = re.compile(r"\d+(?:\.\d+)?\s?元|退款|定金|差价|运费|券|补差|邮费|尾款|价保")


def is_too_late(text: str, before: str) -> bool:
    """Whether it wants within hours what the bot has just said it cannot do."""
    return bool(_CANNOT.search(before) and _TOO_LATE.search(text))


def disputes_sum(text: str, before: str) -> bool:
    """Whether it disputes a sum that the bot has just explained."""
    return bool(_OF_MONEY.search(before) and _DISPUTES.search(text))
