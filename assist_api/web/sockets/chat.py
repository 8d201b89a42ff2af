"""The widget's socket: subscribe, send what is newer, follow."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from assist_api.domain.conversation import Conversation
from assist_api.domain.events import Typing, shopper_topic
from assist_api.domain.messages import Message
from assist_api.errors import ConversationNotFound, XiaoerError
from assist_api.services import chat, outreach
from assist_api.web.deps import Parts, parts
from assist_api.web.sockets import frames
from assist_api.web.sockets.frames import Frame

TYPING_EVERY_S = 1.0
BEAT_S = 60.0
router = APIRouter()


@router.websocket("/api/v1/chat/ws")
async def chat_socket(socket: WebSocket) -> None:
    service = parts(socket)
    await socket.accept()
    try:
        hello = await frames.hello(socket)
        conversation_id = _proven(service, hello)
        async with service.runner.hub.subscribe([shopper_topic(conversation_id)]) as mailbox:
            conversation, caught_up = await _catch_up(socket, service, conversation_id, hello)
            await frames.serve(
                socket,
                partial(_read, socket, service, conversation_id),
                partial(frames.write, socket, mailbox, partial(_is_news, caught_up)),
                partial(_beat, service, conversation.shopper_id),
            )
    except XiaoerError as error:
        await frames.refuse(socket, error)
    except WebSocketDisconnect:
        return


def _is_news(caught_up: int, frame: Frame) -> bool:
    """Not what was read at the start and comes again by the hub, nor the shopper's own typing.

    Two messages committed side by side may come in the wrong order; both pass, the widget puts them in theirs.
    """
    if frame["type"] == "typing":
        return bool(frame["who"] != "shopper")
    return bool(frame["type"] != "message" or frame["seq"] > caught_up)


def _proven(service: Parts, hello: Frame) -> str:
    conversation_id = service.tokens.read_visitor(hello["token"])
    if hello.get("conversation_id", conversation_id) != conversation_id:
        raise ConversationNotFound
    return conversation_id


async def _catch_up(socket: WebSocket, service: Parts, conversation_id: str, hello: Frame) -> tuple[Conversation, int]:
    """Send how things stand and what is newer than the widget has; also the number of the newest message."""
    given = hello.get("after", 0)
    after = given if isinstance(given, int) and 0 <= given < 2**31 else 0
    conversation, found = await service.runner.read(chat.read, conversation_id, after)
    await socket.send_json(_ready(conversation))
    for message in found:
        await socket.send_json(_message(message))
    return conversation, found[-1].seq if found else conversation.last_seq


async def _beat(service: Parts, shopper_id: str | None) -> None:
    """The chat is open, so that its shopper may be told something."""
    while shopper_id:
        await service.runner.run(outreach.note_visit, shopper_id, service.now)
        await asyncio.sleep(BEAT_S)


def _ready(conversation: Conversation) -> Frame:
    return {
        "type": "ready",
        "state": conversation.state.value,
        "agent": conversation.agent_name,
        "epoch": conversation.epoch,
        "bot_helps": conversation.bot_helps,
        "seq": conversation.last_seq,
    }


def _message(message: Message) -> Frame:
    return {"type": "message", "conversation_id": message.conversation_id, **message.public()}


async def _read(socket: WebSocket, service: Parts, conversation_id: str) -> None:
    typed_at = 0.0
    while True:
        frame = await frames.receive(socket)
        if frame.get("type") == "ping":
            await socket.send_json({"type": "pong"})
        elif frame.get("type") == "typing" and monotonic() - typed_at > TYPING_EVERY_S:
            typed_at = monotonic()
            await service.runner.hub.publish(Typing(conversation_id, "shopper"))
