"""支付异常: first what the shop's record says, then what can be tried, and a ticket, so that many at once are noticed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from actions.services.cards import order_card
from actions.services.focus import find_order, picture_of
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Button, Custom, Reply
from actions.services.wording import moment, yuan
from shop.models import Order, OrderState, Ticket, TicketKind
from shop.protocol import Shop

_TWICE = re.compile(r"(付|扣|刷|收)了?我?(两|俩|2|二)(次|遍|回|笔)|重复(扣|付|支)|扣了?两|两笔|再扣一次|又扣|多扣|双份")
_PAID_UNSHOWN = re.compile(
    r"(扣|划|付|转)(了|过|完|出去|走|款成功|脱).{0,14}(没|未|待|不|还|关闭|显示|催)|明明付|付过了|已扣款|钱呢|扣款成功|付没付|付上没|交易成功.{0,8}失败|不知道付"
)
_SHORT_WAIT = timedelta(minutes=15)  # until a payment that the bank has taken shows in the shop, as a rule
_NEARBY = timedelta(hours=2)


@dataclass(frozen=True)
class Trouble:
    """A failing payment, by what is said of it, and what can be tried."""

    words: re.Pattern[str]
    told: str


_TROUBLES: Sequence[Trouble] = (
    Trouble(re.compile(r"境外|国外|外币|海外|visa|master|万事达|外卡", re.IGNORECASE), "境外的卡常被发卡行拦下，可以先给发卡行打电话放行，或者换{ways}付"),
    Trouble(re.compile(r"风险|异常(?!$)|安全|拦截|账户"), "这是支付平台的安全提示，店里解除不了，按提示做一下身份验证，或者换{ways}付"),
    Trouble(re.compile(r"限额|超出"), "这是银行卡的单笔或当日限额，可以到银行 App 调高，或者换{ways}付"),
    Trouble(re.compile(r"余额|额度|被拒|拒绝"), "先看看卡里余额和当日限额够不够，不行就换{ways}付"),
    Trouble(re.compile(r"验证码|人脸|指纹|密码"), "可以换一种验证方式（密码、指纹或短信），或者换{ways}付"),
    Trouble(re.compile(r"金额|多收|对不上|多了"), "付款前请先核对结算页的优惠和运费，金额对不上就先别付"),
    Trouble(re.compile(r"转圈|加载|打不开|闪退|没反应|卡|断网|网|崩|繁忙|超时"), "先换个网络（比如 4G 换 Wi-Fi）、退出重进 App 再试一次，不行就换{ways}付"),
)  # fmt: skip
_ANY = Trouble(re.compile(""), "可以先换个网络或重进 App 再试，还不行就换{ways}付")


def report(shop: Shop, question: Question) -> Reply:
    if _TWICE.search(question.text):
        return _twice(shop, question)
    if _PAID_UNSHOWN.search(question.text):
        return _paid_but_unshown(shop, question)
    return _failing(shop, question)


# Paid, but not shown


def _paid_but_unshown(shop: Shop, question: Question) -> Reply:
    """What the shop's record says now, whatever the shopper's page shows."""
    found = find_order(
        shop, question, likely=lambda order: order.state is OrderState.UNPAID, ask="您说的是哪一笔订单呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order, parts = found.order, [order_card(found.order, picture_of(shop, found.order))]
    if order.paid_at:
        text = f"亲，别担心，查到您的{goods_of(order)}在{moment(order.paid_at, question.now)}付款成功了（{yuan(order.paid)}），现在是「{order.state.zh}」，不用再付～"
        return Reply(text, parts=parts, order_id=order.id)
    ticket, custom = _ticket(shop, question, order, "扣款后订单未显示付款")
    due = moment(ticket.due_at, question.now)
    if order.state is OrderState.CLOSED_UNPAID:
        text = f"亲，{goods_of(order)}这单已经关闭，店里没有收到款，被扣的钱一般会自动原路退回。我已登记给财务核实，{due}前给您答复～"
    else:
        wait = int(_SHORT_WAIT.total_seconds() // 60)
        text = f"亲，店里这边{goods_of(order)}还显示待付款（{yuan(order.to_pay)}），扣款结果有时会晚 {wait} 分钟左右到，先别重复付。我已登记核实，{due}前给您答复～"
    return Reply(text, parts=parts, order_id=order.id, custom=custom, buttons=[TO_A_PERSON])


# Paid twice


def _twice(shop: Shop, question: Question) -> Reply:
    """Two orders for the same goods: one can be cancelled. One order: the bank took it twice, and a person looks."""
    found = find_order(shop, question, likely=lambda order: order.paid_at is not None, ask="您说的是哪一笔订单呢？")
    double = _double(shop.orders(question.shopper_id), question) if question.shopper_id else None
    if double:
        order = double
        text = f"亲，查到您拍了两单一样的{goods_of(order)}，都付款成功了。多的那单没发货可以直接取消，{yuan(order.paid)}原路退回～"
        return Reply(
            text,
            parts=[order_card(order, picture_of(shop, order))],
            buttons=[Button("取消多拍的这单", "cancel_order", {"order_id": order.id})],
            order_id=order.id,
        )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    ticket, custom = _ticket(shop, question, order, "同一订单疑似重复扣款", wish="退回多扣的款")
    due = moment(ticket.due_at, question.now)
    paid = f"收到一笔 {yuan(order.paid)}" if order.paid_at else "还没有收到款"
    text = f"亲，店里这边您的{goods_of(order)}只有一单，{paid}。已经登记给财务核对扣款流水，真的多扣会原路退回，{due}前给您答复～"
    return Reply(text, order_id=order.id, custom=custom, buttons=[TO_A_PERSON])


def _double(orders: Sequence[Order], question: Question) -> Order | None:
    """The later of two paid orders of the same goods within a short time."""
    paid = [order for order in orders if order.state is OrderState.PAID]
    for later, earlier in combinations(paid, 2):
        if _skus(later) == _skus(earlier) and later.created_at - earlier.created_at <= _NEARBY:
            return later
    return None


def _skus(order: Order) -> list[str]:
    return sorted(line.sku_id for line in order.lines)


# A payment that fails


def _failing(shop: Shop, question: Question) -> Reply:
    rule = shop.policy()["payment"]
    trouble = next((each for each in _TROUBLES if each.words.search(question.text)), _ANY)
    advice = trouble.told.format(ways="、".join(rule["ways"]))
    unpaid = _unpaid(shop, question)
    if question.shopper_id and _TRIED.search(question.text):
        return _tried_in_vain(shop, question, unpaid)
    if question.shopper_id is None:
        return Reply(f"亲，别着急，{advice}。还是不行的话把报错提示发我看看，截图里别露出卡号和验证码哦～")
    _, custom = _ticket(shop, question, unpaid, f"付款失败：{question.text[:40]}")
    waits = f"您的{goods_of(unpaid)}还给您留着，待付 {yuan(unpaid.to_pay)}。" if unpaid else ""
    return Reply(
        f"亲，别着急，{advice}。{waits}我也登记了，还是不行就把报错截图发我（别露出卡号和验证码）～",
        order_id=unpaid.id if unpaid else None,
        custom=custom,
    )


_TRIED = re.compile(r"(也|还是|又|都)失败|换了|换过|试了|试过|还是(不|付|没)|也(不行|付不|没用)|都(不行|付不)|没用")


def _tried_in_vain(shop: Shop, question: Question, unpaid: Order | None) -> Reply:
    """The advice has been followed: now somebody has to look, by an hour that is said."""
    ticket, custom = _ticket(shop, question, unpaid, f"换过方式仍付款失败：{question.text[:40]}")
    due = moment(ticket.due_at, question.now)
    waits = f"，{goods_of(unpaid)}还给您留着" if unpaid else ""
    return Reply(
        f"亲，试过还是不行就先别反复付了。我已登记请同事查原因，{due}前给您答复{waits}。有报错截图的话发我，查得更快～",
        order_id=unpaid.id if unpaid else None,
        custom=custom,
        buttons=[TO_A_PERSON],
    )


def _unpaid(shop: Shop, question: Question) -> Order | None:
    orders = shop.orders(question.shopper_id) if question.shopper_id else ()
    return next((order for order in orders if order.state is OrderState.UNPAID), None)


# The ticket, and the alarm


def _ticket(shop: Shop, question: Question, order: Order | None, text: str, wish: str = "") -> tuple[Ticket, Custom]:
    rule = shop.policy()["payment"]
    ticket = shop.open_ticket(
        question.shopper_id or "",
        order.id if order else None,
        kind=TicketKind.PAYMENT,
        level=2 if wish else 3,
        text=text,
        wish=wish,
        due_hours=rule["problem_due_hours"],
        key=f"{question.message_id}:payment",
    )
    promised: dict[str, Any] = {}
    if order:
        promised = {"promise": {"order_id": order.id, "kind": "payment", "due_at": ticket.due_at.isoformat()}}
    return ticket, {**promised, **_alarm(shop, question)}


def _alarm(shop: Shop, question: Question) -> dict[str, Any]:
    """Many shoppers within the hour: not their cards, but the till."""
    count = shop.tickets_since(TicketKind.PAYMENT, question.now - timedelta(hours=1))
    if count < shop.policy()["payment"]["outage_from"]:
        return {}
    return {"alert": {"kind": "payment_outage", "count": count}}
