"""A form spoken with, without Rasa: what is said goes in, the replies come out, and the last one has written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from actions.services.draft import Draft
from actions.services.forms import Form, Outcome
from actions.services.reply import Reply
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.walk import spoken


@dataclass
class FormTalk:
    form: Form
    shop: SqlShop
    ask: Ask
    shopper_id: str
    draft: Draft
    outcome: Outcome = Outcome.ASKED
    number: int = field(default=1)

    def says(self, *texts: str, **more: Any) -> Reply:
        """The reply to the last of them."""
        replies = [self._one(text, **more) for text in texts]
        return replies[-1]

    def _one(self, text: str, **more: Any) -> Reply:
        self.number += 1
        question = self.ask(text, self.shopper_id, message_id=f"m{self.number}", **more)
        heard, reply = spoken(self.form, self.shop, self.draft, question)
        self.outcome, self.draft = heard.outcome, heard.draft
        return reply


def talk(form: Form, shop: SqlShop, ask: Ask, shopper_id: str, first: Reply) -> FormTalk:
    assert first.draft, first.text
    return FormTalk(form, shop, ask, shopper_id, replace(first.draft))
