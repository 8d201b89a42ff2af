"""What the bot says, before it is said: text, parts of the message, and what assist_api shall know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from actions.services.draft import Draft

Part = Mapping[str, Any]
Custom = Mapping[str, Any]


@dataclass(frozen=True)
class Button:
    """Means an intent with entities; or, with `says`, the same as typing those words."""

    title: str
    intent: str = ""
    entities: Mapping[str, str] = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True)
class Offer:
    """The one next step, put as a question: "好的" in the next turn means this intent."""

    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    text: str = ""
    parts: Sequence[Part] = ()
    buttons: Sequence[Button] = ()
    custom: Custom = field(
        default_factory=dict
    )  # promise, handover, failure or knowledge: docs/reference/bot-replies.md
    order_id: str | None = None  # in focus from now on
    product_id: str | None = None
    offer: Offer | None = None
    next_step: str = ""  # the offer as a question, after the text; left out while a form waits for its own answer
    needs: Literal["identity", "choice"] | None = None
    choices: Sequence[str] = ()  # ids of the orders shown, when a choice is needed
    shown_product_ids: Sequence[str] = ()  # in the order shown: what "第二个" means from now on
    draft: Draft | None = None  # a form that begins with this reply
    rung: str = ""  # of the bargaining ladder, climbed with this reply


NEEDS_IDENTITY = Reply(needs="identity")
NOT_ON_TRIAL = Reply(custom={"trial": "stopped"})  # the shop would have been written to, and cannot take it back
TO_A_PERSON = Button("转人工客服", "request_human")


def unavailable() -> Reply:
    """The shop did not answer: say so, guess nothing, offer a person."""
    return Reply(
        "亲，不好意思，店铺系统这会儿有点慢，我暂时查不到准确信息，不想随便答您。稍等一两分钟再问我，或者点下面找人工同事～",
        buttons=[TO_A_PERSON],
        custom={"failure": "shop_unavailable"},
    )


def rehearsed(reply: Reply) -> Reply:
    """What the shop did for it has been taken back: assist_api says so beside it."""
    return replace(reply, custom={**reply.custom, "trial": "rehearsed"})


def knowledge(query: str) -> Reply:
    """assist_api answers this from the knowledge base."""
    return Reply(custom={"knowledge": {"query": query}})


def promise(order_id: str, kind: str, due_at: datetime) -> Custom:
    return {"promise": {"order_id": order_id, "kind": kind, "due_at": due_at.isoformat()}}


def handover(reason: str, note: str, **more: Any) -> Custom:
    return {"handover": {"reason": reason, "note": note, **more}}
