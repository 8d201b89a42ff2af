"""What a product is, and whether it is there."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import products, sizes
from actions.services.question import Question
from actions.services.reply import Reply


class AskStock(ShopAction):
    intents = ("ask_stock",)

    def name(self) -> str:
        return "action_products_ask_stock"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return products.stock(shop, question)


class AskDetail(ShopAction):
    intents = ("ask_product_detail",)

    def name(self) -> str:
        return "action_products_ask_detail"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return products.detail(shop, question)


class AskSizeAdvice(ShopAction):
    intents = ("ask_size_advice",)

    def name(self) -> str:
        return "action_products_ask_size_advice"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return sizes.advise(shop, question)


class ReadSizes(ReadForm):
    form = sizes.FORM


class AdviseSize(SubmitForm):
    form = sizes.FORM

    def name(self) -> str:
        return "action_products_advise_size"
