"""Pictures from strangers: recognised by their content, decoded within limits, written anew."""

import io
import threading
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from ticketing.errors import BadPicture

MOST_BYTES = 8 * 1024 * 1024
LONGEST_SIDE = 4096
MOST_PIXELS_OF_JPEG = 80_000_000
"""A JPEG over LONGEST_SIDE is scaled while it is decoded: a phone's largest pictures cost little memory."""
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
QUALITY = 85
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
)
"""What Pillow says of content that is no picture, a broken one, or one of a billion pixels."""
_DECODING = threading.BoundedSemaphore(2)
"""Two at once: each may take a hundred megabytes."""


@dataclass(frozen=True)
class Picture:
    """A picture that we wrote ourselves: no metadata, no second meaning."""

    content: bytes
    media_type: str
    width: int
    height: int


def rewrite(content: bytes) -> Picture:
    """Decode a JPEG, PNG or WebP and encode it again, upright and without metadata. Raises BadPicture."""
    if len(content) > MOST_BYTES:
        raise BadPicture("图片不能超过 8 MB，请压缩后再发。")
    try:
        with _DECODING:
            return _rewritten(content)
    except UNREADABLE as wrong:
        raise BadPicture("这张图片打不开，请发 JPG、PNG 或 WebP 图片。") from wrong


def _rewritten(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES)) as image:
        kind = str(image.format)
        _check_size(kind, *image.size)
        if kind == "JPEG":
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
        mode = "RGBA" if kind != "JPEG" and upright.has_transparency_data else "RGB"
        plain = upright.convert(mode)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, format=kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return Picture(out.getvalue(), MEDIA_TYPES[kind], plain.width, plain.height)


def _check_size(kind: str, width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise BadPicture("这张图片是空的。")
    fits = max(width, height) <= LONGEST_SIDE
    if not fits and (kind != "JPEG" or width * height > MOST_PIXELS_OF_JPEG):
        raise BadPicture(f"图片太大了（{width}×{height}），边长请不超过 {LONGEST_SIDE} 像素。")
