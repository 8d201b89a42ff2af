"""The one sentence of understanding before a handover: it names the case, so that it is never a stock phrase."""

from __future__ import annotations

from assist_api.domain.handover import Decision, Turn
from assist_api.domain.topics import topic_of as topic_of

_OPENINGS = {
    "risk": "这件事关系到您的安全和权益，我们非常重视",
    "angry": "让您这么生气，真的很抱歉",
    "complaint": "给您添堵了，很抱歉",
    "dissatisfied": "让您不满意了，很抱歉",
    "failure": "刚才我没能帮上忙，抱歉让您多费口舌",
    "repetition": "同样的问题让您问了好几遍，是我没答好",
    "requested": "明白，您想和人工客服直接说",
    "asked_by_bot": "这件事需要人工客服来处理",
}
BROKEN = "不好意思，您这条消息我没能处理好，我请人工客服来看，前面的对话一起转过去。"
_PRIORITY = tuple(_OPENINGS)


def sentence(decision: Decision, turns: list[Turn]) -> str:
    """Opening by the gravest reason, then the matter as last understood."""
    codes = {reason.code for reason in decision.reasons}
    opening = next((_OPENINGS[code] for code in _PRIORITY if code in codes), _OPENINGS["asked_by_bot"])
    matter = topic_of(turns)
    return (
        f"{opening}。关于{matter}，我把前面的对话一起转给人工客服，您不用重复说明。"
        if matter
        else (f"{opening}，前面的对话我一起转给人工客服，您不用重复说明。")
    )
