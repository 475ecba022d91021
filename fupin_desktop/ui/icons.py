"""Icons of one set, drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from fupin_desktop import assets
from fupin_desktop.ui.theme import theme

SIZE = 20


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon by its file's name, in a colour of the theme (its text colour if none is said)."""
    return _drawn(name, colour or theme.colours.text)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str) -> QIcon:
    return QIcon(_pixmap(name, colour))


def _pixmap(name: str, colour: str) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawing = (assets.root() / "icons" / f"{name}.svg").read_text("utf-8")
    screen = QApplication.primaryScreen()
    ratio = max(1.0, screen.devicePixelRatio() if screen else 1.0)
    picture = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    coloured = drawing.replace("<svg ", f'<svg fill="{colour}" ', 1)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
