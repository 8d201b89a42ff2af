"""What a product is, whether it is there and fits, what stands behind it."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import authenticity, care, details, sizes, stock, warranty_terms
from actions.services.question import Question
from actions.services.reply import Reply


class AskStock(ShopAction):
    intents = ("ask_stock",)

    def name(self) -> str:
        return "action_products_ask_stock"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return stock.stock(shop, question)


class AskDetail(ShopAction):
    intents = ("ask_product_detail",)

    def name(self) -> str:
        return "action_products_ask_detail"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return details.detail(shop, question)


class AskAuthenticity(ShopAction):
    intents = ("ask_authenticity",)

    def name(self) -> str:
        return "action_products_ask_authenticity"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return authenticity.genuine(shop, question)


class AskUsageCare(ShopAction):
    intents = ("ask_usage_care",)

    def name(self) -> str:
        return "action_products_ask_usage_care"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return care.usage_care(shop, question)


class AskWarranty(ShopAction):
    intents = ("ask_warranty",)

    def name(self) -> str:
        return "action_products_ask_warranty"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return warranty_terms.warranty(shop, question)


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
