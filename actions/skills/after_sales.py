"""What may be returned, and until when."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.services import returns
from actions.services.question import Question
from actions.services.reply import Reply


class AskReturnPolicy(ShopAction):
    intents = ("ask_return_policy",)

    def name(self) -> str:
        return "action_after_sales_ask_return_policy"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return returns.policy(shop, question)
