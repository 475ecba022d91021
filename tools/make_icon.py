"""Draws the program's icon in every size that Windows asks for, from resources/icons/program*.svg and package.svg.

    python tools/make_icon.py [FOLDER]

writes program.ico, package.ico (the look of .fupin files) and program.png; the same drawing gives the same bytes.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: what the shell shows at 100 to 250 %."""
SMALL = 24
"""Up to here the simpler drawing is used."""


def drawn(file: Path, size: int) -> Image.Image:
    """One drawing at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(file)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def program(size: int) -> Image.Image:
    """The program's icon: the simple drawing where there is little room."""
    return drawn(ICONS / ("program_small.svg" if size <= SMALL else "program.svg"), size)


def package(size: int) -> Image.Image:
    """The icon of a .fupin file."""
    return drawn(ICONS / "package.svg", size)


def main(words: list[str]) -> int:
    """Write the icons into the folder (resources/icons when none is said)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(words[:1])
    folder = Path(words[1]) if len(words) > 1 else ICONS
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in (("program", program), ("package", package)):
        images = [draw(size) for size in SIZES]
        images[-1].save(
            folder / f"{name}.ico", sizes=[(size, size) for size in SIZES], append_images=images[:-1]
        )
    program(256).save(folder / "program.png", optimize=True)
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
