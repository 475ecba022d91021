"""What sorting scans needs: the picture as large as there is room, and the name of a paper found by its pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLabel, QLineEdit, QVBoxLayout

from fupin_desktop.domain import pinyin
from fupin_desktop.ui.theme import S


class PaperLine(QLineEdit):
    """The name of a paper; what is offered is found by its pinyin too."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("材料名称")
        self.setPlaceholderText("如 申请书（sqs）、户口簿复印件（hkb）")
        self._names: list[str] = []
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def offer(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._offer(self.text())

    def said(self) -> str:
        """The name that was meant: what was typed, or the first paper whose pinyin begins so."""
        text = self.text().strip()
        found = self._like(text)
        name = found[0] if text.isascii() and text and found else text
        if name != text:
            self.setText(name)
        return name

    def _like(self, text: str) -> list[str]:
        wanted = text.strip().lower()
        return [
            each
            for each in self._names
            if wanted in each or any(key.startswith(wanted) for key in pinyin.keys(each).split(" "))
        ]

    def _offer(self, text: str) -> None:
        self._model.setStringList(self._like(text))


class Picture(QFrame):
    """A picture as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        self.label.setMinimumSize(80, 80)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, 0, S, 0)
        column.addWidget(self.label)

    @property
    def shown(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    def put(self, image: QImage, words: str) -> None:
        self._image = image
        self.label.setText(words)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        fitted = QPixmap.fromImage(self._image).scaled(
            self.label.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.label.setPixmap(fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
