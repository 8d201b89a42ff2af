"""Where the bot is at its end although it answers: the time it names is too late, the sum it names is disputed."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SOON = r"(?:今晚|今天|明早|明天|后天|马上|下午|上午|中午|[一二两三四五六七八九十\d]+点)"
_TOO_LATE = re.compile(
    r"来不及|等不了|等不及|赶不上|想想办法|(?:能不能|可以|给我)(?:加急|提前|先送|让他先)|不行啊|之前定下来|(?:现在|那)怎么办"
    rf"|必须(?:今|明|马上|立刻|现在)|{_SOON}[^，。]{{0,6}}(?:就要|要用|要穿|之前|必须|手术|婚礼|考试|出发|上台|飞机|出国|都(?:坏|走|在))"
    r"|都(?:结束|手术|走|完)了|(?:拦|快|赶紧)[！!]|快点(?:拦|改|处理)|(?:要)?(?:化|坏|过期)了"
)
_DEADLINE = re.compile(rf"{_SOON}|今[晚夜早]|(?:[^目之]|^)前(?:必须|务必|一定|得|要)|之前")
_WISHES = re.compile(r"务必|必须|一定(?:要|得)|也[成行]|行不行|成不成|行行好|求")
_CANNOT = re.compile(r"改不了|取消不了|没法|不能|来不及|预计|最晚|派送|已经(?:发出|在配货)|不在|约满|加不了|换不了")
_CONTENT = re.compile(r"谢谢|来得及|不急|好的|好吧|行吧|那(?:算了|我等)|辛苦|没事|哦哦|凑单|加[一个件点]")
_DISPUTES = re.compile(
    r"(?:少|多)(?:了|算|退|扣|收|给)[^，。]{0,4}(?:\d|钱|块|元|一)|多出来|没用过|(?:得|该)(?:还|退|补|赔|给)(?:给)?我|这\d+[^，。]{0,2}得|应该(?:补|退|给)[^，。]{0,3}\d|应该(?:还|返)"
    r"|凭[什啥]|不该(?:收|扣|我|由我)|为什么(?:扣|少|不退)|违约|说好的?[^，。]{0,6}(?:\d|退|减)|答应(?:补|退|给|过)|扣了[两二三]|怎么(?:变|才|只|少|扣)[^，。]{0,4}\d?|你给我\d|降了\d|我截(?:了)?图"
    r"|(?:运费|邮费)该|是你们|你们自己|影(?:子)?都没|没见(?:到)?钱|查查(?!我的积分)|对不上|算错"
)
_A_SUM = re.compile(r"\d{2,}|[一二两三四五六七八九十百]+[块元]")
_CONTRADICTS = re.compile(r"怎么|咋|不对|没用|谁用|减|算|腰斩|凭|应该")
_PAID_BACK = re.compile(r"差价|差额|退款|退回|价保|赔付|扣款|扣除|礼品卡|余额|维修费")
_OF_MONEY = re.compile(
    r"\d+(?:\.\d+)?\s?元[^。]{0,12}(?:退|补|扣|减)|退款|退回|不退|退哦|定金|押金|差价|差额|补差|扣款|扣除|运费|邮费|尾款|价保|过期|维修费|材料费|人工费|礼品卡|余额"
)


def is_too_late(text: str, before: str) -> bool:
    """Whether it wants within hours what the bot has just said it cannot do."""
    presses = _TOO_LATE.search(text) or (_DEADLINE.search(text) and _WISHES.search(text))
    return bool(_CANNOT.search(before) and presses) and not _CONTENT.search(text)


def disputes_sum(text: str, said: Sequence[str]) -> bool:
    """Whether it disputes a sum that the bot explained in one of the answers that it had before."""
    explained = any(_OF_MONEY.search(line) for line in said)
    paid_back = bool(said) and _PAID_BACK.search(said[-1])
    disputes = (explained and _DISPUTES.search(text)) or (
        paid_back and _A_SUM.search(text) and _CONTRADICTS.search(text)
    )
    return bool(disputes) and not _CONTENT.search(text)
