"""When the warehouse or the courier has the goods: why the order cannot be changed any more, and the way that is left.

The way is a person who asks the warehouse or the courier to stop it. It is proposed first ("要我请同事…吗？"): "好的" asks
the same intent again with the wish, and then the case is handed over with all that the person needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import Button, Offer, Reply, handover
from shop.models import Order, OrderState

_WISH, _TO_A_PERSON = "wish", "person"

IN_TIME = frozenset({OrderState.UNPAID, OrderState.PAID})
UNDER_WAY = frozenset({OrderState.LOCKED, OrderState.PARTLY_SHIPPED, OrderState.SHIPPED})
ARRIVED = frozenset({OrderState.SIGNED, OrderState.COMPLETED})


@dataclass(frozen=True)
class TooLate:
    """`told`: a sentence by state, {goods} for what was bought. Under way it ends in the question for a person."""

    intent: str
    what: str  # for the person who takes over: 改地址
    told: Mapping[OrderState, str]
    after_arrival: Button | None = None

    def reply(self, order: Order, question: Question) -> Reply | None:
        """None while the order can still be changed."""
        if order.state in IN_TIME:
            return None
        if order.state in UNDER_WAY and _agrees(question):
            return self._handed_over(order)
        text = self.told.get(order.state) or _ENDED.format(goods="{goods}", state=order.state.zh)
        return Reply(
            text.format(goods=goods_of(order)),
            buttons=[self.after_arrival] if self.after_arrival and order.state in ARRIVED else [],
            order_id=order.id,
            product_id=order.lines[0].product_id,
            offer=self._offer(order) if order.state in UNDER_WAY and order.state in self.told else None,
        )

    def _offer(self, order: Order) -> Offer:
        return Offer(self.intent, {"order_id": order.id, _WISH: _TO_A_PERSON})

    def _handed_over(self, order: Order) -> Reply:
        whom = "仓库拦下" if order.state is OrderState.LOCKED else "快递处理"
        note = f"{self.what}：订单 {order.id}（{order.state.zh}），请联系{whom}"
        text = f"好的亲，已经请同事去联系{whom[:2]}了，能不能拦下来要等那边回复，有结果同事会在这里告诉您～"
        return Reply(text, custom=handover("intercept", note), order_id=order.id)


def _agrees(question: Question) -> bool:
    """By a yes to the proposal, or by saying it once more: "那帮我拦一下"."""
    if question.first(_WISH) == _TO_A_PERSON:
        return True
    return question.offered.get(_WISH) == _TO_A_PERSON and _DO_IT.search(question.text) is not None


_DO_IT = re.compile(r"拦|联系|试试|试一下|帮我|麻烦|能[拦追]")
_ENDED = "亲，您的{goods}这笔订单现在是「{state}」，已经改不了啦。有别的需要随时跟我说～"


def by_state(locked: str, shipped: str, arrived: str) -> Mapping[OrderState, str]:
    return {
        OrderState.LOCKED: locked,
        OrderState.PARTLY_SHIPPED: shipped,
        OrderState.SHIPPED: shipped,
        OrderState.SIGNED: arrived,
        OrderState.COMPLETED: arrived,
    }
