"""Everything after the parcel has come: returns, exchanges, faults, repair, installation, the price that fell."""

from __future__ import annotations

from actions.context import Shop, ShopAction
from actions.forms import ReadForm, SubmitForm
from actions.services import (
    exchanging,
    installing,
    package_problem,
    price_refunds,
    quality,
    refunds,
    repairs,
    return_parcels,
    returning,
    returns,
    withdrawing,
)
from actions.services.question import Question
from actions.services.reply import Reply


class ReportPackageProblem(ShopAction):
    intents = ("report_package_problem",)

    def name(self) -> str:
        return "action_after_sales_report_package_problem"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return package_problem.report(shop, question)


class AskReturnPolicy(ShopAction):
    intents = ("ask_return_policy",)

    def name(self) -> str:
        return "action_after_sales_ask_return_policy"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return returns.policy(shop, question)


class RequestReturn(ShopAction):
    intents = ("request_return",)

    def name(self) -> str:
        return "action_after_sales_request_return"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return returning.request(shop, question)


class RequestExchange(ShopAction):
    intents = ("request_exchange",)

    def name(self) -> str:
        return "action_after_sales_request_exchange"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return exchanging.request(shop, question)


class AskReturnShipping(ShopAction):
    intents = ("ask_return_shipping",)

    def name(self) -> str:
        return "action_after_sales_ask_return_shipping"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return return_parcels.shipping(shop, question)


class AskRefundProgress(ShopAction):
    intents = ("ask_refund_progress",)

    def name(self) -> str:
        return "action_after_sales_ask_refund_progress"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return refunds.progress(shop, question)


class CancelReturn(ShopAction):
    intents = ("cancel_return",)

    def name(self) -> str:
        return "action_after_sales_cancel_return"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return withdrawing.request(shop, question)


class ReportQualityIssue(ShopAction):
    intents = ("report_quality_issue",)

    def name(self) -> str:
        return "action_after_sales_report_quality_issue"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return quality.report(shop, question)


class RequestRepair(ShopAction):
    intents = ("request_repair",)

    def name(self) -> str:
        return "action_after_sales_request_repair"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return repairs.request(shop, question)


class BookInstallation(ShopAction):
    intents = ("book_installation",)

    def name(self) -> str:
        return "action_after_sales_book_installation"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return installing.book(shop, question)


class RequestPriceProtection(ShopAction):
    intents = ("request_price_protection",)

    def name(self) -> str:
        return "action_after_sales_request_price_protection"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return price_refunds.request(shop, question)


# Forms


class ReadPackage(ReadForm):
    form = package_problem.FORM


class SubmitPackage(SubmitForm):
    form = package_problem.FORM

    def name(self) -> str:
        return "action_after_sales_submit_package"


class ReadReturn(ReadForm):
    form = returning.FORM


class SubmitReturn(SubmitForm):
    form = returning.FORM

    def name(self) -> str:
        return "action_after_sales_submit_return"


class ReadExchange(ReadForm):
    form = exchanging.FORM


class SubmitExchange(SubmitForm):
    form = exchanging.FORM

    def name(self) -> str:
        return "action_after_sales_submit_exchange"


class ReadReturnParcel(ReadForm):
    form = return_parcels.FORM


class SubmitReturnParcel(SubmitForm):
    form = return_parcels.FORM

    def name(self) -> str:
        return "action_after_sales_submit_return_parcel"


class ReadWithdrawal(ReadForm):
    form = withdrawing.FORM


class SubmitWithdrawal(SubmitForm):
    form = withdrawing.FORM

    def name(self) -> str:
        return "action_after_sales_submit_withdrawal"


class ReadQuality(ReadForm):
    form = quality.FORM


class SubmitQuality(SubmitForm):
    form = quality.FORM

    def name(self) -> str:
        return "action_after_sales_submit_quality"


class ReadRepair(ReadForm):
    form = repairs.FORM


class SubmitRepair(SubmitForm):
    form = repairs.FORM

    def name(self) -> str:
        return "action_after_sales_submit_repair"


class ReadInstallation(ReadForm):
    form = installing.FORM


class SubmitInstallation(SubmitForm):
    form = installing.FORM

    def name(self) -> str:
        return "action_after_sales_submit_installation"


class ReadPriceProtection(ReadForm):
    form = price_refunds.FORM


class SubmitPriceProtection(SubmitForm):
    form = price_refunds.FORM

    def name(self) -> str:
        return "action_after_sales_submit_price_protection"
