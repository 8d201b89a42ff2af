"""What both sockets share: the first frame, and reader and writer side by side until one of them ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

from anyio import create_task_group
from fastapi import WebSocket, WebSocketDisconnect

from assist_api.errors import InvalidInput, XiaoerError
from assist_api.hub.base import Mailbox, MailboxFull
from assist_api.web.errors import body_of

Frame = dict[str, Any]
HELLO_S = 10.0
TRY_AGAIN = 1013
REFUSED = 4401
LARGEST_FRAME = 8192


async def hello(socket: WebSocket) -> Frame:
    """The first frame; it must come soon and be a hello."""
    try:
        async with asyncio.timeout(HELLO_S):
            frame = await receive(socket)
    except TimeoutError as error:
        raise InvalidInput("没有收到 hello。") from error
    if frame.get("type") != "hello" or not isinstance(frame.get("token"), str):
        raise InvalidInput("第一帧必须是 hello，并带上 token。")
    return frame


async def receive(socket: WebSocket) -> Frame:
    try:
        text = await socket.receive_text()
        frame = json.loads(text) if len(text) <= LARGEST_FRAME else None
    except (KeyError, RecursionError, ValueError):  # a KeyError is starlette's for a frame of bytes
        frame = None
    if not isinstance(frame, dict):
        raise InvalidInput("收到的帧不是 JSON 对象。")
    return frame


async def refuse(socket: WebSocket, error: XiaoerError) -> None:
    await socket.send_json({"type": "error", **body_of(error)})
    await socket.close(REFUSED)


async def serve(socket: WebSocket, *jobs: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run reader, writer and whatever beats beside them; the first that fails ends all. A slow reader is sent away."""
    try:
        async with create_task_group() as group:
            for job in jobs:
                group.start_soon(job)
    except* MailboxFull:
        await socket.close(TRY_AGAIN)
    except* XiaoerError as several:
        await refuse(socket, _first(several))
    except* (WebSocketDisconnect, RuntimeError):  # starlette raises the second when writing to a socket just closed
        pass


async def write(socket: WebSocket, mailbox: Mailbox, wanted: Callable[[Frame], bool]) -> None:
    while True:
        frame = await mailbox.get()
        if wanted(frame):
            await socket.send_json(frame)


def _first(several: BaseExceptionGroup[XiaoerError]) -> XiaoerError:
    error = several.exceptions[0]
    return error if isinstance(error, XiaoerError) else _first(error)
