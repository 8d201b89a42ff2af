"""A body of many lines, read while it arrives: NDJSON, or values separated by tabs under a line of their names."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request

from assist_api.errors import InvalidInput

LONGEST_LINE = 64 * 1024
TSV = "text/tab-separated-values"
Fields = dict[str, Any]
Read = Callable[[bytes], Fields]


class LineRefused(ValueError):
    """A line that cannot be read; the others are."""


async def lines(request: Request) -> AsyncIterator[tuple[int, Fields | LineRefused]]:
    """Each line that is not empty, with its number in the body (the line of names is none) and what stands in it."""
    read, number = await _reader(request), 0
    async for line in _split(request):
        if read is None:
            read = _tsv(_text(line).split("\t"))
            continue
        number += 1
        if line.strip():
            yield number, _attempt(read, line)


async def _reader(request: Request) -> Read | None:
    """None: the first line has to be read to know."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return None if kind == TSV else _json


async def _split(request: Request) -> AsyncIterator[bytes]:
    """Never more than one line and one piece of the body are held."""
    rest = b""
    async for piece in request.stream():
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line
        if len(rest) > LONGEST_LINE:
            raise InvalidInput("有一行太长了，请检查文件是不是按行分开的。")
    if rest:
        yield rest


def _attempt(read: Read, line: bytes) -> Fields | LineRefused:
    try:
        return read(line)
    except LineRefused as refused:
        return refused


def _json(line: bytes) -> Fields:
    try:
        found = json.loads(_text(line))
    except ValueError as error:
        raise LineRefused("不是合法的 JSON") from error
    if not isinstance(found, dict):
        raise LineRefused("应当是一个 JSON 对象")
    return found


def _tsv(names: list[str]) -> Read:
    columns = [name.strip() for name in names]
    if "text" not in columns:
        raise InvalidInput("第一行要写列名，其中要有 text 这一列。")
    return lambda line: {name: value for name, value in zip(columns, _text(line).split("\t"), strict=False) if value}


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError as error:
        raise LineRefused("不是 UTF-8 编码") from error
