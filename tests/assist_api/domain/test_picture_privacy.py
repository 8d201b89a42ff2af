import struct

import pytest

from assist_api.domain.picture_privacy import stripped
from assist_api.errors import PictureBroken
from tests.assist_api.builders import (
    PLACE,
    WEBP_PIXEL,
    chunk,
    exif,
    jpeg,
    png,
    segment,
    webp,
    webp_chunk,
)

PROFILE = segment(0xE2, b"ICC_PROFILE\0\1\1colours")


@pytest.mark.parametrize(
    "told",
    [
        segment(0xE1, exif()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xFE, PLACE),
    ],
)
def test_a_photo_no_longer_tells_where_it_was_taken(told: bytes) -> None:
    assert stripped(jpeg(told)) == jpeg()


def test_the_colours_of_a_photo_stay_as_they_are() -> None:
    assert stripped(jpeg(PROFILE)) == jpeg(PROFILE)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_taken_upright_stays_upright(order: str) -> None:
    left = stripped(jpeg(segment(0xE1, exif(6, order))))
    assert PLACE not in left
    assert left == stripped(left)
    assert left.startswith(b"\xff\xd8\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06")


def test_a_film_that_hangs_behind_a_photo_is_cut_off() -> None:
    assert stripped(jpeg(behind=b"ftypmp42" + PLACE)) == jpeg()


def test_notes_between_two_scans_go_too() -> None:
    two_scans = (
        jpeg()[:-2] + segment(0xFE, PLACE) + segment(0xDA, b"\1\1\0\0\0\0") + b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"
    )
    left = stripped(two_scans)
    assert PLACE not in left
    assert left.endswith(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9")


@pytest.mark.parametrize("kind", [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt"])
def test_a_png_keeps_the_picture_alone(kind: bytes) -> None:
    assert stripped(png(chunk(kind, PLACE), behind=PLACE)) == png()


def test_what_a_png_needs_to_look_right_stays() -> None:
    needed = chunk(b"gAMA", struct.pack(">I", 45455))
    assert stripped(png(needed)) == png(needed)


def test_a_webp_keeps_the_picture_alone_and_says_so() -> None:
    size = b"\0\0\0" + b"\0\0\0" * 2
    noted = webp(
        webp_chunk(b"VP8X", b"\x2c" + size),
        webp_chunk(b"ICCP", b"odd"),
        WEBP_PIXEL,
        webp_chunk(b"EXIF", exif()),
        webp_chunk(b"XMP ", PLACE),
        behind=PLACE,
    )
    assert stripped(noted) == webp(webp_chunk(b"VP8X", b"\x20" + size), webp_chunk(b"ICCP", b"odd"), WEBP_PIXEL)


@pytest.mark.parametrize("whole", [jpeg(segment(0xE1, exif(6))), png(), webp(WEBP_PIXEL, webp_chunk(b"EXIF", PLACE))])
def test_a_picture_cut_short_anywhere_is_refused(whole: bytes) -> None:
    for length in range(12, len(whole)):
        with pytest.raises(PictureBroken):
            stripped(whole[:length])


@pytest.mark.parametrize(
    "note", [b"Exif\0\0", b"Exif\0\0II*\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", exif(9), exif(0), b"Exif\0\0garbage" * 9]
)
def test_an_unreadable_note_is_taken_off_like_any(note: bytes) -> None:
    assert stripped(jpeg(segment(0xE1, note))) == jpeg()
