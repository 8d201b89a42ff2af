"""A form gone through without Rasa: each answer heard, what is filled submitted."""

from __future__ import annotations

from dataclasses import replace

from actions.services.draft import Draft
from actions.services.forms import Form, Outcome, Step, hear
from actions.services.question import Question
from actions.services.reply import Reply
from shop.protocol import Shop


def walk(form: Form, begun: Reply, shop: Shop, question: Question, *answers: str) -> Reply:
    """The last reply: the next question, what ended the form, or what its submission says."""
    assert begun.draft is not None, begun.text
    draft, reply = begun.draft, begun
    for number, text in enumerate(answers):
        asked = replace(question, text=text, intent="", message_id=f"{question.message_id}.{number}")
        heard = hear(Step(form, shop, draft, asked))
        draft, reply = heard.draft, heard.reply
        if heard.outcome is Outcome.FILLED:
            return form.submit(Step(form, shop, draft, asked))
    return replace(reply, draft=_kept(draft))


def _kept(draft: Draft) -> Draft | None:
    return draft if draft.asking else None
