"""What a photo's file says of itself, and its bytes for print."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

from fupin_desktop.domain.errors import Trouble

_EXIF = 0x8769  # where EXIF keeps its own tags
_TAKEN = (0x9003, 0x9004)  # DateTimeOriginal, DateTimeDigitized
_CHANGED = 0x0132
_PRINTED = ("JPEG", "MPO", "PNG", "BMP", "GIF", "WEBP")


def taken_on(path: Path) -> date | None:
    """The day that the camera wrote into the file, None where it did not or cannot be believed."""
    from PIL import Image

    try:
        with Image.open(path) as opened:
            tags = opened.getexif()
            own = tags.get_ifd(_EXIF)
            said = [own.get(each) for each in _TAKEN] + [tags.get(_CHANGED)]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return next((day for each in said if (day := _day(each)) is not None), None)


def _day(said: object) -> date | None:
    try:
        day = datetime.strptime(str(said)[:10], "%Y:%m:%d").date()
    except ValueError:
        return None
    return day if day.year > 1990 else None


def is_scan(path: Path) -> bool:
    """Whether the file is a PDF, which goes into a file on paper of its own."""
    return path.suffix == ".pdf"


def picture(path: Path, whose: str) -> bytes:
    """The bytes of a photo. Raises Trouble, naming household and photo, when it cannot be read or is none."""
    from PIL import Image

    try:
        data = path.read_bytes()
        with Image.open(io.BytesIO(data)) as opened:
            if opened.format in _PRINTED:
                return data
            out = io.BytesIO()
            opened.convert("RGB").save(out, "PNG")
            return out.getvalue()
    except (OSError, SyntaxError, ValueError) as wrong:
        raise Trouble(f"{whose}打不开，文件已损坏或不是图片，请换一张JPG或PNG格式的照片") from wrong
    except Image.DecompressionBombError as wrong:
        raise Trouble(f"{whose}的像素太多，打不开，请先用看图软件缩小再添加") from wrong
