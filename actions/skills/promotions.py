"""Prices, offers, coupons, gifts, and the ladder of bargaining."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.services import bargaining, coupons, gifts, prices, promotions
from actions.services.question import Question
from actions.services.reply import Reply


class AskPrice(ShopAction):
    intents = ("ask_price",)

    def name(self) -> str:
        return "action_promotions_ask_price"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return prices.price(shop, question)


class Bargain(ShopAction):
    intents = ("bargain",)

    def name(self) -> str:
        return "action_promotions_bargain"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return bargaining.bargain(shop, question)


class AskPromotion(ShopAction):
    intents = ("ask_promotion",)

    def name(self) -> str:
        return "action_promotions_ask_promotion"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return promotions.promotion(shop, question)


class AskCoupon(ShopAction):
    intents = ("ask_coupon",)

    def name(self) -> str:
        return "action_promotions_ask_coupon"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return coupons.coupon(shop, question)


class AskGift(ShopAction):
    intents = ("ask_gift",)

    def name(self) -> str:
        return "action_promotions_ask_gift"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return gifts.gift(shop, question)
