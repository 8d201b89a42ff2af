"""Care for the shopper: a person when asked for, the hours of people, thanks for praise, and an honest "not understood"."""

from __future__ import annotations

from datetime import time

from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Button, Reply, handover, knowledge
from actions.services.wording import CHINA, one_of
from shop.protocol import Shop


def from_knowledge(question: Question) -> Reply:
    return knowledge(question.text)


def request_human(question: Question) -> Reply:
    said = one_of(("好的亲，我这就帮您转给人工同事～", "明白亲，这就请人工同事来帮您～"), question.message_id)
    return Reply(said, custom=handover("requested", "顾客要求人工服务"))


def hours(shop: Shop, question: Question) -> Reply:
    """The hours, and whether somebody is there now."""
    opens, closes = shop.policy()["service"]["hours"]
    told = f"亲，人工客服每天 {opens}–{closes} 在线，"
    if time.fromisoformat(opens) <= question.now.astimezone(CHINA).time() < time.fromisoformat(closes):
        return Reply(f"{told}现在就有人，我也一直在～", buttons=[TO_A_PERSON])
    text = f"{told}这会儿不在上班时间。我 24 小时都在，订单、快递、商品的问题可以先问我；也可以给同事留言～"
    return Reply(text, buttons=[TO_A_PERSON])


def praised(shop: Shop, question: Question) -> Reply:
    """Thanks; a signed order in focus may be reviewed, and nothing is paid for a review."""
    thanks = one_of(
        ("谢谢亲的夸奖，您的话我会转给小伙伴们～", "收到亲的认可，今天干活都有劲啦～", "亲太客气了，您满意就好～"),
        question.message_id,
    )
    return Reply(f"{thanks}方便的话，在订单里留个真实评价，对其他买家也很有帮助～")


def shown(question: Question) -> Reply:
    """A picture alone says little: what is it about? The words that follow find it still there."""
    if not question.pictures:
        return Reply("亲，图片我这边还没收到，点输入框左边的图片按钮再发一次试试～")
    received = "图片" if len(question.pictures) == 1 else f"{len(question.pictures)} 张图片"
    return Reply(f"亲，{received}收到啦～您是想反映哪方面的情况呢？", buttons=_SHOWN)


_SHOWN = (
    Button("质量问题", says="收到的商品有质量问题"),
    Button("发错货了", says="你们给我发错货了"),
    Button("收到就破损", says="收到的时候就破了"),
    Button("想退换货", says="我想退换货"),
)


def not_understood(question: Question, *, again: bool) -> Reply:
    """The first time asks for other words; the second time in a row it is the bot's fault, and a person is offered."""
    if again:
        return Reply(
            "亲，我还是没弄明白，别让您着急，点下面找人工同事帮您看看吧～",
            buttons=[TO_A_PERSON],
            custom={"failure": "fallback"},
        )
    said = one_of(
        (
            "亲，我没太明白您的意思，能换个说法吗？比如“我的快递到哪了”“这款有黑色吗”～",
            "亲，这句我没听懂，麻烦说得再具体一点，比如是问订单、快递还是商品呢？",
        ),
        question.message_id,
    )
    return Reply(said, custom={"failure": "fallback"})
