"""The desk's socket: everything that desks may hear, and the beat that says this agent is there."""

from __future__ import annotations

import asyncio
from functools import partial

from anyio import CancelScope
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from assist_api import auth
from assist_api.domain.events import DESK_TOPIC, agent_topic
from assist_api.errors import XiaoerError
from assist_api.services import people, presence
from assist_api.web.deps import Parts, parts
from assist_api.web.sockets import frames
from assist_api.web.sockets.frames import Frame

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
                    partial(_read, socket),
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


async def _read(socket: WebSocket) -> None:
    while True:
        frame = await frames.receive(socket)
        if frame.get("type") == "ping":
            await socket.send_json({"type": "pong"})
