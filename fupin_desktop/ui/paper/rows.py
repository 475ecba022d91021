"""Several short fields in one row of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S


def beside(*parts: QWidget | str) -> QWidget:
    """Fields with the words between them; the first one's words stand before the row."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    for part in parts:
        if isinstance(part, str):
            row.addWidget(quiet(part))
        else:
            row.addWidget(part, 1)
    return made
