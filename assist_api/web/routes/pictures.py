"""Pictures that shoppers show: in by the conversation's token, out by an id that nobody guesses."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Request, Response

from assist_api.domain.pictures import Arriving, Kind, address_of
from assist_api.services import pictures
from assist_api.web.deps import PartsDep, Visitor, address

router = APIRouter(prefix="/api/v1", tags=["chat"])

PictureId = Annotated[str, Path(max_length=40)]
_BYTES = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.value: _BYTES for kind in Kind}}}
# An <img> sends no token, so the id is the right. Whatever is in the bytes, it is drawn and nothing else.
INERT = {
    "cache-control": "private, max-age=31536000, immutable",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


@router.post("/chat/conversations/{conversation_id}/pictures", status_code=201, openapi_extra=BODY)
async def put(conversation_id: Visitor, request: Request, parts: PartsDep) -> dict[str, dict[str, str]]:
    """Put a picture into the conversation: the body is the file, JPEG, PNG or WebP, at most 5 MB.

    It is seen once a message names its id, and forgotten after a day where none does.
    """
    parts.message_limit.count(conversation_id)
    parts.message_limit.count(f"pictures:{address(request)}")
    arriving = Arriving()
    async for chunk in request.stream():
        arriving.add(chunk)
    picture = await to_thread.run_sync(pictures.cleaned, arriving.whole())
    kept = (conversation_id, picture, parts.pictures_per_hour, parts.now)
    picture_id = await parts.runner.run(pictures.keep, *kept)
    return {"picture": {"id": picture_id, "url": address_of(picture_id)}}


@router.get(
    "/pictures/{picture_id}", response_class=Response, responses={200: {"content": BODY["requestBody"]["content"]}}
)
async def show(picture_id: PictureId, parts: PartsDep) -> Any:
    picture = await parts.runner.read(pictures.read, picture_id)
    return Response(picture.data, media_type=picture.kind.value, headers=INERT)
