"""Where the parcel is, when it is sent and arrives, what sending costs."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import areas, couriers, lost_parcels, refunds, return_parcels, shipping, tracking, urging
from actions.services.question import Question
from actions.services.reply import Reply


class TrackShipment(ShopAction):
    intents = (
        "track_shipment",
        "urge_delivery",
    )

    def name(self) -> str:
        return "action_logistics_track_shipment"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return (
            return_parcels.noted(shop, question)
            or refunds.of_the_way_back(shop, question)
            or tracking.track(shop, question)
        )


class UrgeShipping(ShopAction):
    intents = ("urge_shipping",)

    def name(self) -> str:
        return "action_logistics_urge_shipping"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return urging.urge_shipping(shop, question)


class AskShipTime(ShopAction):
    intents = ("ask_ship_time",)

    def name(self) -> str:
        return "action_logistics_ask_ship_time"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return shipping.ship_time(shop, question)


class AskDeliveryTime(ShopAction):
    intents = ("ask_delivery_time",)

    def name(self) -> str:
        return "action_logistics_ask_delivery_time"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return shipping.delivery_time(shop, question)


class AskShippingFee(ShopAction):
    intents = ("ask_shipping_fee",)

    def name(self) -> str:
        return "action_logistics_ask_shipping_fee"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return shipping.fee(shop, question)


class AskCourier(ShopAction):
    intents = ("ask_courier",)

    def name(self) -> str:
        return "action_logistics_ask_courier"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return return_parcels.noted(shop, question) or couriers.courier(shop, question)


class UrgeDelivery(ShopAction):
    intents = ("urge_delivery",)

    def name(self) -> str:
        return "action_logistics_urge_delivery"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return urging.urge_delivery(shop, question)


class AskShipFrom(ShopAction):
    intents = ("ask_ship_from",)

    def name(self) -> str:
        return "action_logistics_ask_ship_from"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return areas.ship_from(shop, question)


class AskDeliveryArea(ShopAction):
    intents = ("ask_delivery_area",)

    def name(self) -> str:
        return "action_logistics_ask_delivery_area"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return areas.delivery_area(shop, question)


class ReportNotReceived(ShopAction):
    intents = ("report_not_received",)

    def name(self) -> str:
        return "action_logistics_report_not_received"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return lost_parcels.report(shop, question)


class ReadLostParcel(ReadForm):
    form = lost_parcels.FORM


class SubmitLostParcel(SubmitForm):
    form = lost_parcels.FORM

    def name(self) -> str:
        return "action_logistics_submit_lost"
