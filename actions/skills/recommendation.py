"""Goods for a need, and which of two."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import comparing, recommending
from actions.services.question import Question
from actions.services.reply import Reply


class AskRecommendation(ShopAction):
    intents = ("ask_recommendation",)

    def name(self) -> str:
        return "action_recommendation_ask_need"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return recommending.recommend(shop, question)


class CompareProducts(ShopAction):
    intents = ("compare_products",)

    def name(self) -> str:
        return "action_recommendation_compare_products"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return comparing.compare_products(shop, question)


class ReadNeed(ReadForm):
    form = recommending.FORM


class ShowRecommended(SubmitForm):
    form = recommending.FORM

    def name(self) -> str:
        return "action_recommendation_show_products"
