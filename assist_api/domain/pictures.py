"""What a shopper may show: the kinds, by their first bytes, and how much of it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from assist_api.domain.messages import Part
from assist_api.errors import PictureKindRefused, PictureTooLarge

MOST_BYTES = 5 * 1024 * 1024
MOST_IN_A_MESSAGE = 6
UNSENT_LASTS = timedelta(days=1)  # of one that was put here and never sent
HEAD = 12  # bytes that tell the kind
WORDLESS = "send_picture"  # what a message that is nothing but pictures means
ALT = "顾客发来的图片"


class Kind(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


def kind_of(data: bytes) -> Kind:
    """By the bytes alone: what a sender says of its kind proves nothing. Raises PictureKindRefused."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:HEAD] == b"WEBP":
        return Kind.WEBP
    raise PictureKindRefused


class Arriving:
    """The bytes of a picture while they come in; raises at the first that is one too many or makes no known kind."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._known = False

    def add(self, chunk: bytes) -> None:
        if len(self._data) + len(chunk) > MOST_BYTES:
            raise PictureTooLarge
        self._data += chunk
        if not self._known and len(self._data) >= HEAD:
            kind_of(bytes(self._data[:HEAD]))
            self._known = True

    def whole(self) -> bytes:
        return bytes(self._data)


def address_of(picture_id: str) -> str:
    """Below the service's own address."""
    return f"/api/v1/pictures/{picture_id}"


def part_of(picture_id: str) -> Part:
    return {"type": "picture", "url": address_of(picture_id), "alt": ALT}
