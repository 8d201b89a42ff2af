"""订单备注: what the warehouse and the courier shall know, with the flag that makes them see it.

A wish for the warehouse is too late once it has packed; a wish for the courier (when, where, call first) is passed on as
long as the parcel is not delivered, and followed up until somebody has told the courier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.services.fields import LONGEST, confirmation
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import Reply, promise
from actions.services.too_late import ARRIVED, IN_TIME
from actions.services.wording import moment, yuan
from shop.models import Flag, Order, OrderState
from shop.protocol import Shop

_KIND, _TEXT, _CARD = "kind", "text", "card"
_NOTABLE = IN_TIME | {OrderState.LOCKED}
_OPEN = _NOTABLE | {OrderState.PARTLY_SHIPPED, OrderState.SHIPPED}


@dataclass(frozen=True)
class Kind:
    """`told`: what the note says. `promises`: what may be answered, honestly."""

    told: str
    flag: Flag | None
    words: re.Pattern[str]
    promises: str = "仓库会按备注安排"
    for_courier: bool = False


_KINDS: Mapping[str, Kind] = {
    "card": Kind("手写贺卡", Flag.GREEN, re.compile(r"贺卡|卡片|[张写放]卡|生日卡|赠言|祝福|落款"), "仓库会附一张手写贺卡"),
    "gift": Kind("礼品包装", Flag.GREEN, re.compile(r"包装成礼|礼[物品]?包装|礼盒|丝带|包漂亮|包靓|包好看|帮[我忙]?包一?下|包装一?下|包装有吗|袋子要|送人.*(包装|包一)"), "仓库会做礼品包装"),
    "secret": Kind("不放价格单", Flag.GREEN, re.compile(r"价格[单标]|小票|发货单|保密|隐私|不要?写(商品|是什么)|外面不要写|不要在外|别让.{0,4}看出"), "包裹里不放价格单，外箱不写商品名"),
    "wait": Kind("暂缓发货", Flag.BLUE, re.compile(r"先?(别|不要?)(着?急)?(给我)?发[货，, ]?|先不要?发|晚(几天|点|些)发|延后发|等我?.{0,12}再(发|寄|送)|以后再给我发|(下(周|个?月|个?礼拜)|再过).{0,6}再[寄发]|等我通知"), "仓库会先留着不发，想发的时候跟我说一声就行"),
    "window": Kind("配送时间", Flag.BLUE, re.compile(r"周[一二三四五六日末]|工作日|[上下]午.{0,6}[送派点]|晚上.{0,8}[送派]|\d点.{0,4}[送派后前]|[点天]再?送|那天送|约个?时间|配送时间|指定.{0,8}送|[后前]送"), "会转告快递，按这个时间送", for_courier=True),
    "courier": Kind("配送要求", Flag.BLUE, re.compile(r"打[我个他]?.{0,4}电话|驿站|门口|快递[柜员]|送上门|门铃|敲门|代收|小推车|喊我下楼|菜鸟|柜子|上楼|放前台"), "会转告快递", for_courier=True),
    "careful": Kind("加固包装", None, re.compile(r"包(装)?(厚|严|好|仔细|结实)|易碎|泡沫|硬纸箱|轻拿|冰袋|保温|气泡|分开装|分两个|单独套|打包"), "仓库打包时会多注意"),
    "check": Kind("发前检查", None, re.compile(r"检查|瑕疵|线头|试下机|试机|挑.{0,6}(新|好|大)|日期|划痕"), "仓库发货前会多看一眼"),
}  # fmt: skip
_REMARK = Kind("备注", None, re.compile(""))
_ASKS_FOR_IT = re.compile(
    r"^(亲[，, ]?|你好|麻烦|请|那|再)*(可以|能不能|能|可不可以)?(帮我?|给我?)?(忙)?(加|写|留|补|备注|备)?(一?下|个|句|条)?(订单)?(备注|留言|赠言)?(可以|能|行|吗|不|吧|啊|呀|了|么)*[？?。～!！]*$"
)
_SAYS_NOTHING = re.compile(r"(忘记?写?|会看|改一?下)备注|捎句话$|留个言$|备注(能|可以)改|备注了$")
_SEEN = re.compile(r"看(到|得到|见|下)|备注.{0,2}有哪些|备注(的是|了(什么|啥))|备注.{0,4}(有没有|在不在)|写的(什么|啥)")


def add(shop: Shop, question: Question) -> Reply:
    found = find_order(shop, question, likely=lambda order: order.state in _OPEN, ask="您想给哪一笔订单加备注呢？")
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    if _SEEN.search(question.text):
        return _seen(order)
    return _closed(order) or begin(FORM, shop, question, {"order_id": order.id})


def _seen(order: Order) -> Reply:
    if not order.notes:
        return Reply(f"亲，{goods_of(order)}这单目前没有备注，要加什么直接跟我说～", order_id=order.id)
    notes = "；".join(note.text for note in order.notes[-3:])
    return Reply(f"亲，看到啦，{goods_of(order)}这单的备注是：{notes}～", order_id=order.id)


def _closed(order: Order) -> Reply | None:
    if order.state in _OPEN:
        return None
    why = "已经签收" if order.state in ARRIVED else f"现在是「{order.state.zh}」"
    return Reply(f"亲，您的{goods_of(order)}{why}，加不了备注啦。有什么问题直接跟我说就行～", order_id=order.id)


# Reading


def kind_of(text: str) -> str:
    """The first that fits; what fits none is a remark."""
    return next((name for name, kind in _KINDS.items() if kind.words.search(text)), "remark")


def _kind(step: Step) -> Kind:
    return _KINDS.get(step.value(_KIND) or kind_of(step.value(_TEXT) or step.text), _REMARK)


def _read_text(step: Step, asked: bool) -> Read:
    """At the start, what the message says beside asking for a note; later, whatever is said when it is asked for."""
    said = step.text.strip()
    starting = step.draft.asking is None
    if not (asked or starting) or step.is_elsewhere() or len(said) < 2:
        return NOTHING
    if starting and (_ASKS_FOR_IT.match(said) or (kind_of(said) == "remark" and not _content(said))):
        return NOTHING
    wish = _content(said) if kind_of(said) == "remark" else _LEADING.sub("", said)
    return Read({_TEXT: wish[:LONGEST], _KIND: kind_of(said)})


_LEADING = re.compile(r"^(请|麻烦|帮我|亲|再|，|,|\s)*备注(一下|下(?!午)|上|[:：，, ])*")
_BEFORE = re.compile(r"^.*?备注(一?[下句个]|上|写|里|成|为|[:：，, ])*\s*")
_BEHIND = re.compile(r"[，, ]*(帮我?)?(写|加)?(在|到)?备注(一?下|里|上|哈|吧)*[～。!！]*$")


def _content(said: str) -> str:
    """What stands behind "备注", or in front of it."""
    behind = _BEFORE.sub("", said) if "备注" in said else said
    front = _BEHIND.sub("", said)
    content = behind if len(behind) >= 2 else front
    return "" if _ASKS_FOR_IT.match(content) or _SAYS_NOTHING.search(said) else content


_CARD_TEXT = re.compile(r"(?:写上?|内容|赠言|落款写?)\s*(?:是|为)?[:：，, “\"]*(?!一?[张个句]|我?发你)(.{2,})$")


def _read_card(step: Step, asked: bool) -> Read:
    if step.is_elsewhere():
        return NOTHING
    found = _CARD_TEXT.search(step.text)
    if found and kind_of(step.text) == "card":
        return Read({_CARD: found.group(1).strip('”"。 ')[:LONGEST]})
    return Read({_CARD: step.text.strip()[:LONGEST]}) if asked and len(step.text.strip()) >= 2 else NOTHING


# Telling


def _order(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value("order_id"))


def _check(step: Step) -> Reply | None:
    """What only the warehouse could do is told off once it has sent the parcel."""
    order = _order(step)
    offered = step.shop.policy()["orders"]["gift"]
    if not {"gift": offered["wrapping"], "card": offered["card"]}.get(step.value(_KIND), True):
        return Reply(
            "亲，不好意思，目前没有礼品包装和贺卡服务。包裹里默认不放价格单，送人可以放心～", order_id=order.id
        )
    if order.state in _NOTABLE or step.value(_TEXT) is None or _kind(step).for_courier:
        return _closed(order)
    return Reply(
        f"亲，您的{goods_of(order)}已经发出了，{_kind(step).told}来不及办啦，很抱歉。送货时间、放哪里这类要求还可以转告快递～",
        order_id=order.id,
    )


def _note(step: Step) -> str:
    kind, wish = _kind(step), step.value(_TEXT)
    if step.value(_CARD):
        return f"{kind.told}，内容：“{step.value(_CARD)}”"
    return f"{kind.told}：{wish}" if kind is not _REMARK else wish


def _summary(step: Step) -> Reply:
    order, kind = _order(step), _kind(step)
    fee = step.shop.policy()["orders"]["gift"]["wrapping_fee"]
    price = (f"，包装费 {yuan(fee)}" if fee else "，不另收费") if step.value(_KIND) == "gift" else ""
    late = "仓库已经在配货，我会标急，但不保证赶得上。" if _is_uncertain(order, kind) else ""
    text = f"好的亲，给{goods_of(order)}这单备注「{_note(step)}」，{kind.promises}{price}。{late}确认就帮您登记～"
    return Reply(text, order_id=order.id)


def _is_uncertain(order: Order, kind: Kind) -> bool:
    return order.state is OrderState.LOCKED and not kind.for_courier


def _submit(step: Step) -> Reply:
    order, kind = _order(step), _kind(step)
    key = f"{step.question.message_id}:note"
    text = f"买家备注：{_note(step)}" + ("，请转告快递" if kind.for_courier else "")
    flag = Flag.BLUE if _is_uncertain(order, kind) and kind.flag is None else kind.flag
    step.shop.add_note(order.shopper_id, order.id, by="小二", text=text, flag=flag, key=key)
    if kind.for_courier and order.state not in IN_TIME:
        return _told_courier(step, order, key)
    tail = "，付款后一起生效" if order.state is OrderState.UNPAID else ""
    hope = "，能不能赶上以仓库实际为准" if _is_uncertain(order, kind) else ""
    return Reply(f"好的亲，备注已经登记好了{tail}{hope}，{kind.promises}～", order_id=order.id)


def _told_courier(step: Step, order: Order, key: str) -> Reply:
    hours = step.shop.policy()["orders"]["tell_courier_hours"]
    follow_up = step.shop.open_follow_up(order.shopper_id, order.id, kind="tell_courier", due_hours=hours, key=key)
    due = moment(follow_up.due_at, step.question.now)
    return Reply(
        f"好的亲，已经登记并请同事转告快递，{due}前给您回话。派送最后由快递安排，我这边也会跟着～",
        custom=promise(order.id, "tell_courier", follow_up.due_at),
        order_id=order.id,
    )


_ASK_TEXT = "好的亲，想备注什么呢？比如礼品包装、几点送货、包厚一点，直接说就行～"

FORM = Form(
    name="note_form",
    title="订单备注",
    intents=frozenset({"add_order_note"}),
    fields=(
        Field(_CARD, "贺卡内容", lambda step: Reply("好的亲，贺卡上想写什么呢？直接把内容发我～"), _read_card, lambda step: step.value(_KIND) == "card"),
        Field(_TEXT, "备注", lambda step: Reply(_ASK_TEXT, order_id=step.value("order_id")), _read_text),
        confirmation(_summary, yes="确认备注", no="先不备注了"),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那就先不备注～",
)  # fmt: skip
