"""What a line of the bot says of its own success, known only by its text."""

from __future__ import annotations

import re

_FAILED = re.compile(
    "没(?:有)?(?:太)?(?:听懂|理解|看懂|明白|弄明白|弄懂|找到准确|能帮上|能处理好|能及时答上)|(?:不太|不)(?:明白|理解|清楚您)|换个说法"
    "|再说一遍|(?:没有|没)(?:响应|对上)|查不到准确|暂时查不到|系统繁忙|稍后再试|无法回答|不敢随便回答"
)
_HANDS_OVER = re.compile(
    "(?:这就|马上|现在就|已经|先)[^，。～~？?吗]{0,6}(?:转给|转接|请)[^，。～~？?吗]{0,6}(?:人工|同事优先)|已经帮您转过去|交给同事优先处理"
    "|(?:这就|马上|现在就)[^，。～~？?吗]{0,6}(?:转给|转接|请)(?!仓库|快递|物流)[^，。～~？?吗]{0,8}(?:同事|主管|专员)(?!联系(?:仓库|快递))"
    "|请人工客服来看|转给人工(?:同事|客服)(?![^，。～~]{0,4}[吗？?])"
)
_OFFERS = re.compile("要[^，。？?]{0,6}(?:请|转)[^，。？?]{0,4}(?:同事|人工)[^。？?]*[吗？?]|点下面[^，。？?]{0,6}人工")
_OF_THE_WAIT = re.compile("位置给您留着|不影响排队|取消排队")
_CHATS = re.compile("哈哈|嘿嘿|真有意思|聊天我还在学")


def chats(line: str) -> bool:
    """Whether it takes what was said for small talk."""
    return bool(_CHATS.search(line))


def tells_of_the_wait(line: str) -> bool:
    """Whether it speaks of the queue alone, and answers nothing."""
    return bool(_OF_THE_WAIT.search(line))


def reads_as_failure(line: str) -> bool:
    """Whether it says that the bot could not help."""
    return bool(_FAILED.search(line))


def hands_over(line: str) -> bool:
    """Whether the bot says that a person takes over now. An offer to ask one is not it."""
    return bool(_HANDS_OVER.search(line))


def offers_person(line: str) -> bool:
    """Whether it ends in the offer to fetch a person."""
    return bool(_OFFERS.search(line))
