"""Takes off a picture what it tells beside itself: place, camera, owner, previews, and whatever lies behind its end.

What is not needed to show the picture goes; so a kind of note that nobody has thought of yet goes too. Nothing is
decoded. Raises PictureBroken where the bytes do not hang together.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from assist_api.domain.pictures import Kind, kind_of
from assist_api.errors import PictureBroken


def stripped(data: bytes) -> bytes:
    try:
        return _STRIPPERS[kind_of(data)](data)
    except (struct.error, IndexError) as error:
        raise PictureBroken from error


# JPEG: FFxx, length, content; after a start of scan the picture itself, in which FF stands alone or before a restart.

_SOI, _EOI, _SOS, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_PROFILE, _EXIF = b"ICC_PROFILE\0", b"Exif\0\0"


def _jpeg(data: bytes) -> bytes:
    """An upright picture stays upright: of the Exif the orientation alone is kept."""
    segments = list(_segments(data))
    turned = next((_orientation(segment[4:]) for marker, segment in segments if marker == _APP1), 1)
    kept = [segment for marker, segment in segments if _is_needed(marker, segment)]
    note = [_orientation_segment(turned)] if turned != 1 else []
    return b"".join([b"\xff\xd8", *note, *kept])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each with its marker, up to the end of the picture; what lies behind that is left where it is."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise PictureBroken
        while data[at + 1] == 0xFF:  # filling
            at += 1
        marker = data[at + 1]
        end = at + 2
        if marker not in _ALONE and marker != _EOI:
            end += _length(data, end)
        if marker == _SOS:
            end = _scan_end(data, end)
        if end > len(data):
            raise PictureBroken
        yield marker, data[at:end]
        if marker == _EOI:
            return
        at = end


def _length(data: bytes, at: int) -> int:
    length = int(struct.unpack_from(">H", data, at)[0])
    if length < 2:
        raise PictureBroken
    return length


def _scan_end(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise PictureBroken
        if data[at + 1] != 0 and data[at + 1] not in _ALONE:
            return at
        at += 2


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == _APP2:  # colours, or further pictures
        return segment[4:].startswith(_PROFILE)
    return marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COMMENT)


def _orientation(exif: bytes) -> int:
    """1 (upright) to 8; 1 as well where the note cannot be read: it goes in any case."""
    tiff = exif.removeprefix(_EXIF)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if tiff == exif or order is None:
        return 1
    try:
        found = dict(_short_tags(tiff, order)).get(0x0112, 1)
    except struct.error:  # a note cut short
        return 1
    return found if 1 <= found <= 8 else 1


def _short_tags(tiff: bytes, order: str) -> Iterator[tuple[int, int]]:
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(count):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
        if kind == 3:
            yield tag, value


def _orientation_segment(orientation: int) -> bytes:
    tags = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    note = _EXIF + b"MM\0*" + struct.pack(">I", 8) + tags
    return b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note


# PNG: length, kind, content, checksum; the checksum is over one chunk, so that one may go without touching another.

_PNG_HEAD = 8
_PNG_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)


def _png(data: bytes) -> bytes:
    kept, at, kind = [data[:_PNG_HEAD]], _PNG_HEAD, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise PictureBroken
        if kind in _PNG_NEEDED:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


# WebP: RIFF, size, WEBP, then kind, length, content, filled to an even length; VP8X says in bits what else there is.

_WEBP_HEAD = 12
_WEBP_NEEDED = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_NOTES = 0x08 | 0x04  # Exif and XMP, in the bits of VP8X


def _webp(data: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", data, 4)
    end = size + 8
    if end > len(data):
        raise PictureBroken
    chunks = b"".join(chunk for kind, chunk in _webp_chunks(data, end) if kind in _WEBP_NEEDED)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _webp_chunks(data: bytes, end: int) -> Iterator[tuple[bytes, bytes]]:
    at = _WEBP_HEAD
    while at < end:
        kind, length = struct.unpack_from("<4sI", data, at)
        after = at + 8 + length
        if after > end:
            raise PictureBroken
        chunk = data[at:after] + b"\0" * (length % 2)
        yield kind, _without_notes(chunk) if kind == b"VP8X" else chunk
        at = after + length % 2


def _without_notes(chunk: bytes) -> bytes:
    return chunk[:8] + bytes([chunk[8] & ~_NOTES]) + chunk[9:]


_STRIPPERS: Mapping[Kind, Callable[[bytes], bytes]] = {Kind.JPEG: _jpeg, Kind.PNG: _png, Kind.WEBP: _webp}
