"""Which of a shopper's messages still want an answer from the agent, and how much each of them counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assist_api.domain.conversation import NEW_MATTER_AFTER
from assist_api.domain.messages import Message, Sender, Understanding

LOOKED_BACK = 3
OLDER = 0.8  # what an earlier question is worth beside the one after it
SPLIT_WITHIN = timedelta(seconds=30)  # a question that is typed in pieces comes piece by piece
LONGEST_PIECE = 15
LEAST_SURE = 0.4  # of the classifier: below it only guesses
CLOSING = frozenset({"thank", "goodbye", "praise"})  # what came before is settled
# Messages that say how the shopper feels or what to do with the talk, not what it is about.
TOPICLESS = CLOSING | {
    "nlu_fallback", "out_of_scope", "greet", "affirm", "deny", "bot_challenge", "chitchat",
    "request_human", "complain", "send_picture",
}  # fmt: skip
_ADDS = re.compile(r"^(还有|另外|顺便|再问|再帮|对了|然后|以及)")
_ENDED = re.compile(r"[?？。!！~～]$|[吗呢吧嘛么]$")
_WAIT = re.compile(r"稍等|稍候|等一下|等下|我[看查问]|帮您[看查问核]|在的|为您服务|帮到您|帮您的吗|欢迎光临")
_LONGEST_WAIT = 30


@dataclass(frozen=True)
class Question:
    """`weight`: 1 for the newest. `understanding` is the newest part's that has a topic; `joined`: it has several."""

    text: str
    understanding: Understanding | None
    weight: float = 1.0
    joined: bool = False


def open_questions(messages: Sequence[Message]) -> list[Question]:
    """What the shopper has asked since an agent last answered, the newest first; `messages` are the oldest first.

    A later question takes the place of an earlier one of another topic, unless it says that it adds to it. A message
    without a topic, such as an outburst, leaves the question before it standing; thanks settle it.
    """
    groups = list(_groups(_unanswered(messages)))[::-1]
    found: list[Question] = []
    for group in groups[:LOOKED_BACK]:
        if found and not _still_stands(group, found):
            continue
        found.append(_question(group, OLDER ** len(found)))
        if len(found) == 1 and intent_of(found[0].understanding) in CLOSING:
            break
    return found


def topic_of(understanding: Understanding | None) -> str | None:
    """The intent, where it is one that a message can be about."""
    if understanding is None or understanding.confidence < LEAST_SURE:
        return None
    return None if understanding.intent in TOPICLESS else understanding.intent


def intent_of(understanding: Understanding | None) -> str:
    return understanding.intent if understanding else ""


def answers(text: str) -> bool:
    """Whether an agent's message is more than a greeting or a request to wait."""
    short = len(text) <= _LONGEST_WAIT and not re.search(r"\d", text)
    return not (short and _WAIT.search(text))


def _unanswered(messages: Sequence[Message]) -> list[Message]:
    """The shopper's own, after the last answer of an agent and after the last long silence."""
    kept: list[Message] = []
    for message in reversed(messages):
        if message.sender is Sender.AGENT and answers(message.text):
            break
        if message.sender is not Sender.SHOPPER or not message.text:
            continue
        if kept and kept[-1].at - message.at > NEW_MATTER_AFTER:
            break
        kept.append(message)
    return kept[::-1]


def _groups(messages: Sequence[Message]) -> Iterator[list[Message]]:
    """Messages that are pieces of one question, together."""
    group: list[Message] = []
    for message in messages:
        if group and not _goes_on(group[-1], message):
            yield group
            group = []
        group.append(message)
    if group:
        yield group


def _goes_on(piece: Message, following: Message) -> bool:
    """Nobody spoke between the two, the first is short and not ended, and they are not about two things."""
    topics = {topic_of(piece.understanding), topic_of(following.understanding)} - {None}
    return (
        following.seq == piece.seq + 1
        and following.at - piece.at <= SPLIT_WITHIN
        and len(piece.text) <= LONGEST_PIECE
        and not _ENDED.search(piece.text)
        and intent_of(piece.understanding) not in CLOSING | {"greet", "request_human"}
        and len(topics) < 2
    )


def _still_stands(group: Sequence[Message], newer: Sequence[Question]) -> bool:
    topics = {topic_of(one.understanding) for one in newer} - {None}
    own = topic_of(_understanding(group))
    adds = bool(_ADDS.match(newer[-1].text))
    return adds or not topics or own in topics


def _question(group: Sequence[Message], weight: float) -> Question:
    text = "，".join(message.text.strip() for message in group)
    return Question(text, _understanding(group), weight, len(group) > 1)


def _understanding(group: Sequence[Message]) -> Understanding | None:
    read = [message.understanding for message in reversed(group)]
    return next((one for one in read if topic_of(one)), read[0])
