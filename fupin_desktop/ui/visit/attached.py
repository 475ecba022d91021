"""Photos and scans as small pictures that open with a click; files that are still to be kept stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from fupin_desktop.domain.visit import Attachment
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.theme import S

THUMB = QSize(88, 66)


class Attached(QWidget):
    """A row of pictures; ``removed`` says an attachment whose removal was asked for."""

    removed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.new: list[Path] = []
        self._kept: Sequence[Attachment] = ()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        self.hide()

    def show_kept(self, kept: Sequence[Attachment]) -> None:
        """Show what is kept already, and nothing else."""
        self._kept, self.new = kept, []
        self._show()

    def add(self, paths: Sequence[Path]) -> None:
        """Files to be kept when the record is saved."""
        self.new += [each for each in paths if each not in self.new]
        self._show()

    def _show(self) -> None:
        while self.row.count():
            if widget := self.row.takeAt(0).widget():
                widget.deleteLater()
        for each in self._kept:
            made = self._button(each.paper or each.name, self._desk.office.files.find(each.sha256))
            take = made.addAction("移除")
            take.triggered.connect(lambda _=False, each=each: self.removed.emit(each))
            self.row.addWidget(made)
        for path in self.new:
            made = self._button("待保存", path)
            take = made.addAction("不要这一张")
            take.triggered.connect(lambda _=False, path=path: self._drop(path))
            self.row.addWidget(made)
        self.row.addStretch(1)
        self.setVisible(bool(self._kept or self.new))

    def _drop(self, path: Path) -> None:
        self.new.remove(path)
        self._show()

    def _button(self, words: str, path: Path | None) -> QToolButton:
        made = QToolButton()
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(THUMB)
        made.setFixedSize(THUMB.width() + 14, THUMB.height() + 34)
        made.setText(made.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, THUMB.width() + 6))
        made.setToolTip(f"{words}　{path.name if path else '文件不见了'}")
        made.setIcon(icon("document_multiple"))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        if path is not None:
            made.clicked.connect(lambda: open_place(path))
            self._desk.run_quietly(lambda _: small(path, THUMB * 2), lambda image: _put(made, image), "draw")
        return made


def small(path: Path, size: QSize) -> QImage:
    """A picture, or the first page of a PDF, no larger than a size; a null image where it cannot be read."""
    if path.suffix.lower() == ".pdf":
        return _first_page(path, size)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    if (whole := reader.size()).isValid() and (
        whole.width() > size.width() or whole.height() > size.height()
    ):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _first_page(path: Path, size: QSize) -> QImage:
    from pypdfium2 import PdfiumError

    from fupin_desktop.ui.pdf_pages import PdfPages

    try:
        pages = PdfPages(path)
    except (PdfiumError, OSError):
        return QImage()
    try:
        wide, tall = pages.sizes[0]
        return pages.picture(0, min(size.width() / wide, size.height() / tall))
    finally:
        pages.close()


def _put(button: QToolButton, image: QImage) -> None:
    from shiboken6 import isValid

    if isValid(button) and not image.isNull():
        button.setIcon(QIcon(QPixmap.fromImage(image)))
