"""What a product is, and whether it is there."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.services import products
from actions.services.question import Question
from actions.services.reply import Reply


class AskStock(ShopAction):
    def name(self) -> str:
        return "action_products_ask_stock"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return products.stock(shop, question)


class AskDetail(ShopAction):
    def name(self) -> str:
        return "action_products_ask_detail"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return products.detail(shop, question)
