"""What both sockets share: the first frame, and reader and writer side by side until one of them ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

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
    text = await socket.receive_text()
    try:
        frame = json.loads(text) if len(text) <= LARGEST_FRAME else None
    except ValueError:
        frame = None
    if not isinstance(frame, dict):
        raise InvalidInput("收到的帧不是 JSON 对象。")
    return frame


async def refuse(socket: WebSocket, error: XiaoerError) -> None:
    await socket.send_json({"type": "error", **body_of(error)})
    await socket.close(REFUSED)


async def serve(socket: WebSocket, *jobs: Awaitable[None]) -> None:
    """Run reader, writer and whatever beats beside them; the end of one ends all. A slow reader is sent away."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    await _close(socket, next((task.exception() for task in done if task.exception()), None))


async def write(socket: WebSocket, mailbox: Mailbox, wanted: Callable[[Frame], bool]) -> None:
    while True:
        frame = await mailbox.get()
        if wanted(frame):
            await socket.send_json(frame)


async def _close(socket: WebSocket, error: BaseException | None) -> None:
    if isinstance(error, MailboxFull):
        await socket.close(TRY_AGAIN)
    elif isinstance(error, XiaoerError):
        await refuse(socket, error)
    elif error and not isinstance(error, (WebSocketDisconnect, RuntimeError)):
        raise error
