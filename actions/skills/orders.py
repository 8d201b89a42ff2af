"""What the shopper has bought, and where each order stands."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.services import orders
from actions.services.question import Question
from actions.services.reply import Reply


class QueryOrder(ShopAction):
    intents = ("query_order",)

    def name(self) -> str:
        return "action_orders_query_order"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return orders.query(shop, question)
