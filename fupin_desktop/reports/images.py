"""Photos made fit for print: upright, no finer than a printer shows, and refused when they are none."""

from __future__ import annotations

import io
import warnings
from typing import Any

from fupin_desktop.domain.errors import Trouble

_DPI = 300
_QUALITY = 88
_MOST_PIXELS = 400_000_000
_ORIENTATION = 0x0112  # the tag of EXIF that says how the camera was held


def for_print(data: bytes, width: float, height: float, caption: str) -> bytes:
    """The picture for a frame of `width` × `height` points, at most 300 dots an inch; a JPEG that fits stays as it is.

    Raises Trouble, naming the photo by its caption, when the bytes are no picture or one beyond all measure.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "BMP", "GIF", "WEBP")) as opened:
                return _fitted(opened, data, width, height, caption)
        except Image.DecompressionBombError:
            raise _too_large(caption) from None
        except (OSError, SyntaxError, ValueError) as wrong:
            raise Trouble(
                f"照片“{caption or '未命名'}”打不开：文件已损坏或不是图片。请换一张JPG或PNG格式的照片。"
            ) from wrong


def _fitted(opened: Any, data: bytes, width: float, height: float, caption: str) -> bytes:
    from PIL import Image, ImageOps

    if opened.width * opened.height > _MOST_PIXELS:
        raise _too_large(caption)
    turned = opened.getexif().get(_ORIENTATION, 1) != 1
    most = _dots(opened.size, width, height, turned)
    small = max(opened.size) <= max(most)
    if small and not turned and _is_plain(opened):
        opened.load()  # a picture cut short is found here, not in the reader's window
        return data
    opened.draft("RGB", most)  # a JPEG is decoded no larger than needed
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((max(most), max(most)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    _on_white(picture).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _is_plain(opened: Any) -> bool:
    """Whether a PDF and a text document can hold the picture as it is."""
    kinds = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "L")}
    return opened.mode in kinds.get(opened.format, ())


def _dots(size: tuple[int, int], width: float, height: float, turned: bool) -> tuple[int, int]:
    """The picture's own size at 300 dots an inch, fitted into the frame."""
    wide, high = size[::-1] if turned else size
    share = min(width / wide, height / high) * _DPI / 72
    fitted = max(int(wide * share + 0.5), 1), max(int(high * share + 0.5), 1)
    return fitted[::-1] if turned else fitted


def _on_white(picture: Any) -> Any:
    """What is transparent is paper."""
    from PIL import Image

    if picture.mode in ("L", "RGB"):
        return picture
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert("RGB")
    sheet = Image.new("RGB", picture.size, "white")
    whole = picture.convert("RGBA")
    sheet.paste(whole, mask=whole.getchannel("A"))
    return sheet


def _too_large(caption: str) -> Trouble:
    return Trouble(f"照片“{caption or '未命名'}”的像素太多，打不开。请先用看图软件把它缩小，再放进来。")
