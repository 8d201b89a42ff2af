"""The desk's socket: everything that desks may hear, and the beat that says this agent is there."""

from __future__ import annotations

import asyncio
from functools import partial

from anyio import CancelScope
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from assist_api import auth
from assist_api.domain.events import DESK_TOPIC, CaseWatched, agent_topic
from assist_api.errors import InvalidInput, XiaoerError
from assist_api.services import people, presence
from assist_api.services.people import Agent
from assist_api.web.deps import Parts, parts
from assist_api.web.sockets import frames
from assist_api.web.sockets.frames import Frame

DOINGS = ("reading", "typing", "left")
LONGEST_ID = 40
WATCHING_EVERY_S = 0.1  # who tells more waits

router = APIRouter()


@router.websocket("/api/v1/desk/ws")
async def desk_socket(socket: WebSocket) -> None:
    service = parts(socket)
    await socket.accept()
    try:
        token_hash = auth.token_hash((await frames.hello(socket))["token"])
        agent = await service.runner.read(people.who, token_hash, service.now)
        auth.allow(agent.roles, "desk")
        async with service.runner.hub.subscribe([DESK_TOPIC, agent_topic(agent.id)]) as mailbox:
            await service.runner.run(presence.arrive, token_hash, agent, service.routing.limit, service.now)
            await socket.send_json({"type": "ready"})
            try:
                await frames.serve(
                    socket,
                    partial(_read, socket, service, agent),
                    partial(frames.write, socket, mailbox, _for_desks),
                    partial(_beat, service, token_hash),
                )
            finally:
                with CancelScope(shield=True):
                    await service.runner.run(presence.depart, token_hash, agent, service.routing.limit, service.now)
    except XiaoerError as error:
        await frames.refuse(socket, error)
    except WebSocketDisconnect:
        return


def _for_desks(frame: Frame) -> bool:
    return bool(frame["type"] != "typing" or frame["who"] == "shopper")


async def _beat(service: Parts, token_hash: str) -> None:
    while True:
        await asyncio.sleep(presence.BEAT.total_seconds())
        await service.runner.read(people.who, token_hash, service.now)  # ends the socket with the session
        await service.runner.run(presence.beat, token_hash, service.now)


async def _read(socket: WebSocket, service: Parts, agent: Agent) -> None:
    while True:
        frame = await frames.receive(socket)
        if frame.get("type") == "ping":
            await socket.send_json({"type": "pong"})
        elif frame.get("type") == "watching":
            await service.runner.hub.publish(_watched(frame, agent))
            await asyncio.sleep(WATCHING_EVERY_S)


def _watched(frame: Frame, agent: Agent) -> CaseWatched:
    conversation_id, doing = frame.get("conversation_id"), frame.get("doing")
    if not isinstance(conversation_id, str) or len(conversation_id) > LONGEST_ID or doing not in DOINGS:
        raise InvalidInput("watching 要带上 conversation_id 和 doing。")
    return CaseWatched(conversation_id, agent.id, agent.name, doing)
