"""Which township of an export the office is of."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fupin_desktop.services.beginning.export import FoundPlaces, FoundTownship
from fupin_desktop.ui.start.page import Choice, StartPage

SHOWN = 6


class TownshipsPage(StartPage):
    """``chosen`` says the township."""

    chosen = Signal(object)

    def __init__(self, found: FoundPlaces) -> None:
        count = len(found.townships)
        super().__init__(
            "是哪个乡镇？",
            f"“{found.files}”里有{count}个乡镇的户。选一个，只导入它的户；别的乡镇不勾选，原表不动。",
            "返回",
        )
        self.choices = [Choice(_name(each), _villages(each), "building_home") for each in found.townships]
        for choice, township in zip(self.choices, found.townships, strict=True):
            choice.clicked.connect(lambda _=False, township=township: self.chosen.emit(township))
            self.body.addWidget(choice)
        self.body.addStretch(1)

    def take_focus(self) -> None:
        self.choices[0].setFocus()


def _name(township: FoundTownship) -> str:
    return f"{township.county}{township.township}" or "没有写乡镇的户"


def _villages(township: FoundTownship) -> str:
    names = "、".join(name for name, _ in township.villages[:SHOWN])
    more = "…" if len(township.villages) > SHOWN else ""
    return f"{len(township.villages)}个村 {township.households}户：{names}{more}"
