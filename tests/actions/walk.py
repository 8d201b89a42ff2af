"""A form gone through without Rasa: each answer heard, what is filled submitted."""

from __future__ import annotations

from dataclasses import replace

from actions.services.draft import Draft
from actions.services.forms import Form, Heard, Outcome, Step, hear
from actions.services.question import Question
from actions.services.reply import Reply
from shop.protocol import Shop


def spoken(form: Form, shop: Shop, draft: Draft, question: Question) -> tuple[Heard, Reply]:
    """What one message does to the form, and the reply to it: that of the submission where it fills the form."""
    heard = hear(Step(form, shop, draft, question))
    filled = heard.outcome is Outcome.FILLED
    return heard, form.submit(Step(form, shop, heard.draft, question)) if filled else heard.reply


def walk(form: Form, begun: Reply, shop: Shop, question: Question, *answers: str) -> Reply:
    """The last reply: the next question, what ended the form, or what its submission says."""
    assert begun.draft is not None, begun.text
    draft, reply = begun.draft, begun
    for number, text in enumerate(answers):
        asked = replace(question, text=text, intent="", message_id=f"{question.message_id}.{number}")
        heard, reply = spoken(form, shop, draft, asked)
        if heard.outcome is Outcome.FILLED:
            return reply
        draft = heard.draft
    return replace(reply, draft=_kept(draft))


def _kept(draft: Draft) -> Draft | None:
    return draft if draft.asking else None
