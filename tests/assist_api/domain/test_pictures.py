import pytest

from assist_api.domain.pictures import MOST_BYTES, Arriving, Kind, kind_of
from assist_api.errors import PictureKindRefused, PictureTooLarge
from tests.assist_api.builders import WEBP_PIXEL, jpeg, png, webp


@pytest.mark.parametrize(("data", "kind"), [(jpeg(), Kind.JPEG), (png(), Kind.PNG), (webp(WEBP_PIXEL), Kind.WEBP)])
def test_the_kind_is_what_the_bytes_say(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"GIF89a...........", b"<svg onload='x()'/>", b"RIFF....WAVEfmt "])
def test_no_other_kind_is_a_picture_here(data: bytes) -> None:
    with pytest.raises(PictureKindRefused):
        kind_of(data)


def test_a_body_without_end_is_given_up_at_the_first_byte_too_many() -> None:
    arriving = Arriving()
    arriving.add(jpeg().ljust(MOST_BYTES, b"\0"))
    with pytest.raises(PictureTooLarge):
        arriving.add(b"\0")


def test_a_body_that_is_no_picture_is_given_up_at_its_head() -> None:
    arriving = Arriving()
    arriving.add(b"<html>")
    with pytest.raises(PictureKindRefused):
        arriving.add(b"<script>")


def test_a_picture_that_comes_byte_by_byte_is_whole_in_the_end() -> None:
    arriving = Arriving()
    for byte in jpeg():
        arriving.add(bytes([byte]))
    assert arriving.whole() == jpeg()
