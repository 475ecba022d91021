"""What of the passages is listed: the road as chips with counts, the state, the year, the village, a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.procedure.labels import road_label, roads_of, short_label
from fupin_desktop.services.procedure import PassageFile
from fupin_desktop.ui.chips import chip
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import Line
from fupin_desktop.ui.procedure.lines import STATES, is_in
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, S

MOST_WORDS = 5000


class PassageFilters(QWidget):
    """``changed``: another list is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk, tools: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self.road: RoadKind | None = None
        self.chips: dict[RoadKind | None, QPushButton] = {}
        self.year = PickBox([(None, "各年度")])
        self.village = PickBox([(None, "全部村")])
        self.state = PickBox(list(STATES.items()))
        self.state.setMinimumContentsLength(6)
        self.words = QLineEdit()
        self.words.setPlaceholderText("户主、拼音、编号")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(200)
        for name, box in (("年度", self.year), ("行政村", self.village), ("状态", self.state)):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.words.setAccessibleName("按户主找")
        self.words.textChanged.connect(lambda _: self.changed.emit())
        self.count = Line()
        self._row = QHBoxLayout()
        self._row.setSpacing(XS)
        under = QHBoxLayout()
        under.setSpacing(S)
        for each in (self.state, self.year, self.village):
            under.addWidget(each)
        under.addWidget(self.words, 1)
        under.addWidget(self.count, 2)
        for tool in tools:
            under.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(self._row)
        column.addLayout(under)

    # what is offered

    def offer(self, years: Sequence[int], villages: Sequence[str]) -> None:
        """Offer these years and villages; what was chosen stays."""
        for box, every, values in (
            (self.year, "各年度", [(each, f"{each}年") for each in years]),
            (self.village, "全部村", [(name, name) for name in villages]),
        ):
            kept = box.value()
            box.renew([(None, every), *values], kept)

    def count_roads(self, files: Collection[PassageFile]) -> list[RoadKind]:
        """Say on the chips how many passages are open and late; gives the roads of the time."""
        today = self.desk.today()
        roads = roads_of(today, {each.passage.road for each in files})
        counts = Counter(each.passage.road for each in files if each.course.open)
        late = Counter(each.passage.road for each in files if is_in(each, "late"))
        for kind in (None, *roads):
            if kind not in self.chips:
                made = self.chips[kind] = chip("")
                made.clicked.connect(lambda _=False, kind=kind: self.choose(kind))
                self._row.insertWidget(len(self.chips) - 1, made)
            there, over = (counts.total(), late.total()) if kind is None else (counts[kind], late[kind])
            words = "全部" if kind is None else short_label(kind)
            self.chips[kind].setText(f"{words} {there}" + (f" ！{over}" if over else ""))
            name = "全部程序" if kind is None else road_label(kind, today)
            said = f"{name}：正在办理{there}件" + (f"，逾期{over}件" if over else "")
            self.chips[kind].setToolTip(said)
            self.chips[kind].setAccessibleName(said)
            self.chips[kind].setChecked(kind is self.road)
        if self._row.count() == len(self.chips):
            self._row.addStretch(1)
        return roads

    # what is chosen

    def choose(self, kind: RoadKind | None) -> None:
        """List the passages of one road, or of all."""
        self.road = kind
        for each, made in self.chips.items():
            made.setChecked(each is kind)
        self.changed.emit()

    def show_all(self, file: PassageFile) -> None:
        """Let go of what would hide a passage."""
        boxes: tuple[tuple[PickBox | QLineEdit, Any], ...] = (
            (self.state, ""), (self.year, None), (self.village, None), (self.words, None),
        )  # fmt: skip
        for box, value in boxes:
            box.blockSignals(True)
            box.put(value) if isinstance(box, PickBox) else box.clear()
            box.blockSignals(False)
        self.choose(self.road if self.road is file.passage.road else None)

    def found(self) -> set[int] | None:
        """The households that the words name; None where nothing was typed."""
        words = self.words.text().strip()
        if not words:
            return None
        return {hit.household_id for hit in self.desk.office.search.find(words, limit=MOST_WORDS)}

    def shows(self, file: PassageFile, found: set[int] | None) -> bool:
        """Whether a passage is listed; ``found`` as it was given above."""
        passage, words = file.passage, self.words.text().strip()
        return (
            self.road in (None, passage.road)
            and self.year.value() in (None, passage.year)
            and self.village.value() in (None, passage.village)
            and is_in(file, self.state.value() or "")
            and (found is None or passage.household_id in found or words in passage.village)
        )

    def put(self, state: Mapping[str, Any]) -> None:
        """Take what another page asked for (``Desk.go``)."""
        for name, box in (("state", self.state), ("village", self.village), ("year", self.year)):
            if name in state:
                box.put(state[name])
        if "road" in state:
            self.choose(RoadKind.of(state["road"]) if state["road"] else None)

    def said(self) -> dict[str, Any]:
        """What Alt+← must bring back."""
        return {
            "road": self.road.value if self.road else "", "state": self.state.value(), "village": self.village.value(),
            "year": self.year.value(),
        }  # fmt: skip
