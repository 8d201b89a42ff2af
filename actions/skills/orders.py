"""What the shopper has bought, where each order stands, and what can be changed about it before it is sent."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import (
    address_change,
    cancelling,
    invoices,
    item_change,
    merging,
    order_notes,
    orders,
    paying,
    payment_problems,
    placing,
)
from actions.services.question import Question
from actions.services.reply import Reply


class QueryOrder(ShopAction):
    intents = ("query_order",)

    def name(self) -> str:
        return "action_orders_query_order"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return orders.query(shop, question)


class ChangeAddress(ShopAction):
    intents = ("change_address",)

    def name(self) -> str:
        return "action_orders_change_address"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return address_change.change(shop, question)


class ReadAddress(ReadForm):
    form = address_change.FORM


class SubmitAddress(SubmitForm):
    form = address_change.FORM

    def name(self) -> str:
        return "action_orders_submit_address"


class ChangeItem(ShopAction):
    intents = ("change_order_item",)

    def name(self) -> str:
        return "action_orders_change_item"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return item_change.change(shop, question)


class ReadItem(ReadForm):
    form = item_change.FORM


class SubmitItem(SubmitForm):
    form = item_change.FORM

    def name(self) -> str:
        return "action_orders_submit_item"


class CancelOrder(ShopAction):
    intents = ("cancel_order",)

    def name(self) -> str:
        return "action_orders_cancel_order"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return cancelling.cancel(shop, question)


class ReadCancellation(ReadForm):
    form = cancelling.FORM


class SubmitCancellation(SubmitForm):
    form = cancelling.FORM

    def name(self) -> str:
        return "action_orders_submit_cancellation"


class AddNote(ShopAction):
    intents = ("add_order_note",)

    def name(self) -> str:
        return "action_orders_add_note"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return order_notes.add(shop, question)


class ReadNote(ReadForm):
    form = order_notes.FORM


class SubmitNote(SubmitForm):
    form = order_notes.FORM

    def name(self) -> str:
        return "action_orders_submit_note"


class MergeOrders(ShopAction):
    intents = ("merge_orders",)

    def name(self) -> str:
        return "action_orders_merge_orders"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return merging.merge(shop, question)


class ReadMerging(ReadForm):
    form = merging.FORM


class SubmitMerging(SubmitForm):
    form = merging.FORM

    def name(self) -> str:
        return "action_orders_submit_merging"


class PlaceOrderHelp(ShopAction):
    intents = ("place_order_help",)

    def name(self) -> str:
        return "action_orders_place_order_help"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return placing.help_with_order(shop, question)


class ReportPaymentProblem(ShopAction):
    intents = ("report_payment_problem",)

    def name(self) -> str:
        return "action_orders_report_payment_problem"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return payment_problems.report(shop, question)


class AskInvoice(ShopAction):
    intents = ("ask_invoice",)

    def name(self) -> str:
        return "action_orders_ask_invoice"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return invoices.ask(shop, question)


class ReadInvoice(ReadForm):
    form = invoices.FORM


class SubmitInvoice(SubmitForm):
    form = invoices.FORM

    def name(self) -> str:
        return "action_orders_submit_invoice"


class AskPaymentMethod(ShopAction):
    intents = ("ask_payment_method",)

    def name(self) -> str:
        return "action_orders_ask_payment_method"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return paying.ways(shop, question)
