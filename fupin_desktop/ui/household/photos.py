"""Photos of a renovation by place (施工前、中、后): thumbnails, adding, looking at one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.domain.housing import Photo, Slot
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    from fupin_desktop.services.housing import RenovationFile

THUMB = QSize(132, 99)


class Photos(QWidget):
    """Thumbnails are read beside the window; a click opens the picture as the PC does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown: RenovationFile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(XS)
        title = QLabel("照片")
        head(title, 0.5)
        tools = QHBoxLayout()
        tools.addWidget(title)
        for slot in Slot:
            add = QPushButton(f"添加{slot.label}")
            add.setProperty("tone", "link")
            add.clicked.connect(lambda _=False, slot=slot: self._ask(slot))
            tools.addWidget(add)
        tools.addStretch(1)
        column.addLayout(tools)
        self.row = QHBoxLayout()
        self.row.setSpacing(S)
        column.addLayout(self.row)

    def show_file(self, shown: RenovationFile) -> None:
        self._shown = shown
        while self.row.count():
            if widget := self.row.takeAt(0).widget():
                widget.deleteLater()
        if not shown.photos:
            self.row.addWidget(quiet("还没有照片。"))
        for photo in sorted(shown.photos, key=lambda each: list(Slot).index(each.slot)):
            self.row.addWidget(self._thumb(photo))
        self.row.addStretch(1)

    def _thumb(self, photo: Photo) -> QToolButton:
        made = QToolButton()
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(THUMB)
        made.setFixedSize(THUMB.width() + 14, THUMB.height() + 34)
        made.setText(photo.caption or photo.slot.label)
        made.setToolTip(f"{photo.slot.label}　{photo.name}")
        path = self.desk.office.housing.photo_path(photo)
        made.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        remove = made.addAction("移除这张照片")
        remove.triggered.connect(lambda: self._remove(photo))
        self.desk.run_quietly(lambda _: small(path), lambda image: show_small(made, image), "draw")
        return made

    def _ask(self, slot: Slot) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, f"选择{slot.label}照片", "", "图片 (*.jpg *.jpeg *.png *.bmp *.gif *.webp)"
        )
        self.add([Path(each) for each in chosen], slot)

    def add(self, files: list[Path], slot: Slot) -> None:
        """Keep pictures of this renovation, beside the window."""
        if not files or self._shown is None:
            return
        renovation = self._shown.renovation
        office = self.desk.office

        def task(watch: Watch) -> int:
            for number, file in enumerate(files, 1):
                watch.step(number - 1, len(files), file.name)
                photo = Photo(household_id=renovation.household_id, renovation_id=renovation.id, slot=slot,
                              sha256="-")  # fmt: skip
                office.housing.add_photo(photo, file)
            return len(files)

        self.desk.run(
            "添加照片", task, lambda count: self.desk.say(f"已添加照片{count}张", "green", undo=True)
        )

    def _remove(self, photo: Photo) -> None:
        with self.desk.speaking():
            self.desk.office.housing.remove_photo(photo)
            self.desk.say(f"已移除照片：{photo.name}", "green", undo=True)


def small(path: Path) -> QImage:
    """A picture read in the size of a small one; a null image where it is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    if (size := reader.size()).isValid():
        reader.setScaledSize(size.scaled(THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def show_small(button: QToolButton, image: QImage) -> None:
    """Put a picture on its button, if that is still there."""
    from shiboken6 import isValid

    if isValid(button) and not image.isNull():
        button.setIcon(QIcon(QPixmap.fromImage(image)))
