"""Pictures from strangers: recognised by content, bounded, and written anew without what they carried."""

import io
import struct
import zlib

import pytest
from PIL import Image

from ticketing.errors import BadPicture
from ticketing.pictures import LONGEST_SIDE, MOST_BYTES, rewrite


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **save: object) -> bytes:
    """A plain picture of a kind."""
    out = io.BytesIO()
    Image.new(mode, size, (200, 30, 30) if mode == "RGB" else None).save(out, kind, **save)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_kinds_come_out_as_they_are(kind: str) -> None:
    done = rewrite(picture(kind))
    assert (done.media_type, done.width, done.height) == (f"image/{kind.lower()}", 40, 20)
    assert Image.open(io.BytesIO(done.content)).format == kind


def test_place_and_camera_are_left_out_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    done = rewrite(picture("JPEG", exif=exif))
    assert (done.width, done.height) == (20, 40)
    assert b"camera" not in done.content and not Image.open(io.BytesIO(done.content)).getexif()


def test_hidden_content_behind_the_picture_is_left_out() -> None:
    done = rewrite(picture("PNG") + b"<script>alert(1)</script>")
    assert b"script" not in done.content


def test_a_comment_inside_is_left_out() -> None:
    assert b"alert" not in rewrite(picture("JPEG", comment=b"<script>alert(1)</script>")).content


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA", "CMYK", "I;16"])
def test_odd_colour_modes_are_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert rewrite(picture(kind, mode=mode)).width == 40


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"%PDF-1.7 not a picture",
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture("PNG")[:-30],
        picture("JPEG")[:200],
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        rewrite(content)


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that would be of many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(4097, 10), (20_000, 20_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(BadPicture):
        rewrite(bomb(*size))


def test_a_phones_largest_picture_is_scaled() -> None:
    done = rewrite(picture("JPEG", (8000, 6000)))
    assert max(done.width, done.height) <= LONGEST_SIDE and done.width * 6 == done.height * 8


def test_more_than_eight_megabytes_are_refused() -> None:
    with pytest.raises(BadPicture):
        rewrite(picture("JPEG") + b"\x00" * MOST_BYTES)
