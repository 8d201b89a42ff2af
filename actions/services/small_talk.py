"""Yes and no without a question before them."""

from __future__ import annotations

from actions.services.question import Question
from actions.services.reply import Reply
from actions.services.wording import one_of


def agreed(question: Question) -> Reply:
    return Reply(one_of(("好的亲，还有什么想了解的，随时告诉我～", "好嘞亲，有需要再叫我～"), question.message_id))


def declined(question: Question) -> Reply:
    return Reply(
        one_of(("好的亲，那就先这样，有需要随时找我～", "没关系亲，想到什么再问我就行～"), question.message_id)
    )
