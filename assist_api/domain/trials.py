"""Talking to a model before it is published: the link that opens it, and what was said on the way.

A trial is no conversation: nobody waits in it, nobody is told of it, and no report counts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.messages import BOT_NAME, Part, Sender, Understanding
from assist_api.errors import TrialEnded

MOST_TURNS = 200  # of one talk
LONGEST_TITLE = 60
REASONS: Mapping[str, str] = {"requested": "顾客要求人工", "complaint": "投诉", "failure": "机器人没答上来"}
HANDED_OVER = "（试聊）到这里会转人工{why}。试聊不会真的转给客服，您可以接着说。"
SILENT = "（试聊）这个模型没有回答。正式上线后，顾客会被告知机器人暂时没有响应，并可以转人工。"
NOT_WRITTEN: Mapping[str, str] = {
    "rehearsed": "（试聊）上面这一步只是演示，没有真的办理：订单、工单和库存都没有变。",
    "stopped": "（试聊）走到这里就要真的办理了，试聊里不会动店铺的订单和工单，所以先停在这一步。",
}
NOTHING_KNOWN = "（试聊）知识库里没有找到答案。正式上线后，顾客可以转人工。"


@dataclass(frozen=True)
class Link:
    """`model`: the file that answers, whatever goes live meanwhile; `page`: the product that is looked at."""

    id: str
    model: str
    run_id: str | None
    title: str
    page: str | None
    made_by: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None

    def refuse_if_over(self, now: datetime) -> None:
        if self.revoked_at:
            raise TrialEnded("这个试聊链接已经被收回了，请向分享的同事要一个新的。")
        if now >= self.ends_at:
            raise TrialEnded


@dataclass(frozen=True)
class Reply:
    """`knowledge`: what was asked of the knowledge base in this place, `entry`: which of its entries was; `text` holds
    what was found."""

    text: str
    parts: tuple[Part, ...] = ()
    knowledge: str | None = None
    said: str = ""  # the bot's own words, without what the knowledge base added
    entry: str | None = None

    def body(self) -> dict[str, Any]:
        asked = {"knowledge": self.knowledge, "entry": self.entry}
        return {"text": self.text, "parts": list(self.parts), "said": self.said, **asked}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Reply:
        return cls(body["text"], tuple(body["parts"]), body["knowledge"], body["said"], body.get("entry"))


@dataclass(frozen=True)
class Turn:
    """`pressed`: the text is a button's title. `handover`: the bot's reason for one; `failed`: it gave no answer."""

    number: int
    client_id: str
    text: str
    pressed: bool
    replies: tuple[Reply, ...]
    handover: str | None
    failed: bool
    understanding: Understanding | None
    at: datetime


def offered(turns: Sequence[Turn]) -> dict[str, str]:
    """The payloads of the buttons under the last answer, by their titles."""
    parts = [part for reply in (turns[-1].replies if turns else ()) for part in reply.parts]
    return {one["title"]: one["payload"] for part in parts for one in part.get("buttons", ())}


def transcript(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """As the chat shows messages: numbered from 1, buttons without their payloads."""
    found: list[dict[str, Any]] = []
    for turn in turns:
        found.append(_message(len(found) + 1, Sender.SHOPPER, turn.text, turn.at, client_id=turn.client_id))
        for reply in turn.replies:
            found.append(_message(len(found) + 1, Sender.BOT, reply.text, turn.at, reply.parts))
        if turn.handover:
            why = REASONS.get(turn.handover, "")
            told = HANDED_OVER.format(why=f"（{why}）" if why else "")
            found.append(_message(len(found) + 1, Sender.SYSTEM, told, turn.at))
    return found


def _message(
    seq: int, sender: Sender, text: str, at: datetime, parts: Sequence[Part] = (), client_id: str = ""
) -> dict[str, Any]:
    shown = [
        {**part, "buttons": [{"title": one["title"]} for one in part["buttons"]]} if "buttons" in part else part
        for part in parts
    ]
    name = BOT_NAME if sender is Sender.BOT else ""
    told = {"seq": seq, "client_id": client_id, "from": sender.value, "name": name, "text": text}
    return {**told, "parts": shown, "at": at.isoformat()}
