"""A row of chips: each shows one list of a page, and is pressed while that list is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from fupin_desktop.ui.theme import XS


def chip(words: str) -> QPushButton:
    """A button that stays pressed."""
    made = QPushButton(words)
    made.setProperty("tone", "filter")
    made.setCheckable(True)
    return made


def chip_row(
    owner: QWidget, kinds: Mapping[str, str], show: Callable[[str], None]
) -> tuple[QHBoxLayout, dict[str, QPushButton]]:
    """The chips of some kinds (key → words), one of them pressed at a time; ``show`` is given the key of the one chosen."""
    group = QButtonGroup(owner)
    row = QHBoxLayout()
    row.setSpacing(XS)
    buttons: dict[str, QPushButton] = {}
    for kind, words in kinds.items():
        made = buttons[kind] = chip(words)
        made.clicked.connect(lambda _=False, kind=kind: show(kind))
        group.addButton(made)
        row.addWidget(made)
    row.addStretch(1)
    return row, buttons
