"""The people of a change: who is ticked, what each is to the head before and after, told or asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import ROW, theme

if TYPE_CHECKING:
    from fupin_desktop.services.life import KinLine

NAME, AGE, BEFORE, WHERE, AFTER = range(5)
ASK = "请选关系"


class FamilyTable(QTableWidget):
    """``ticked_changed`` when somebody was ticked; ``answered`` with whom and the relation that was chosen."""

    ticked_changed = Signal()
    answered = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.setHorizontalHeaderLabels(["姓名", "年龄", "现在的关系", "以后在", "以后的关系"])
        self.setAccessibleName("成员和与户主关系")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._people: list[Person] = []
        self._boxes: dict[int, PickBox] = {}
        self.itemChanged.connect(self._changed)
        self.size_columns()

    def size_columns(self) -> None:
        """Row height and widths by the text's size."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 3.1)))
        one = self.fontMetrics().horizontalAdvance("国")
        for column, wide in ((NAME, 10), (AGE, 4), (BEFORE, 7), (WHERE, 5)):
            self.setColumnWidth(column, one * wide)
        self.horizontalHeader().setSectionResizeMode(AFTER, QHeaderView.ResizeMode.Stretch)

    def show_people(
        self, people: Sequence[Person], today: date, *, tickable: Sequence[Person] = (), ticked: Sequence[int] = ()
    ) -> None:  # fmt: skip
        """Show these people; the tickable ones are ticked by the space bar."""
        self.blockSignals(True)
        self._people, self._boxes = list(people), {}
        self.setRowCount(0)
        self.setRowCount(len(people))
        for row, each in enumerate(people):
            age = age_of(each, today)
            relation = each.relation.label if each.relation else ""
            for column, text in enumerate((each.name, "" if age is None else f"{age}岁", relation, "")):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if column == NAME and each in tickable:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(
                        Qt.CheckState.Checked if each.id in ticked else Qt.CheckState.Unchecked
                    )
                self.setItem(row, column, item)
        self.blockSignals(False)
        self._fit()

    def _box(self, person: Person) -> PickBox:
        box = PickBox([(None, ASK), *((code, code.label) for code in Relation)])
        box.setAccessibleName(f"{person.name}以后与户主的关系")
        box.currentIndexChanged.connect(lambda _: self.answered.emit(person.id, box.value()))
        self._boxes[person.id or 0] = box
        return box

    def _fit(self) -> None:
        """As tall as its rows, and not taller than eight of them."""
        rows = max(2, min(8, self.rowCount()))
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height()
            + rows * self.verticalHeader().defaultSectionSize()
            + 6
        )

    def ticked(self) -> list[int]:
        return [
            each.id or 0
            for row, each in enumerate(self._people)
            if (item := self.item(row, NAME)) is not None and item.checkState() is Qt.CheckState.Checked
        ]

    def show_kin(self, kin: Sequence[KinLine]) -> None:
        """Say who becomes what; what does not follow is asked."""
        told = {each.person: each for each in kin}
        for row, each in enumerate(self._people):
            line, box = told.get(each.id or 0), self._boxes.get(each.id or 0)
            if (item := self.item(row, WHERE)) is not None:
                item.setText(line.where if line else "")
            if line is None:
                if self._boxes.pop(each.id or 0, None) is not None:
                    self.removeCellWidget(row, AFTER)
                continue
            if box is None:
                box = self._box(each)
                self.setCellWidget(row, AFTER, box)
            box.blockSignals(True)
            box.put(line.after)
            box.blockSignals(False)
            box.setEnabled(line.after is not Relation.HEAD)
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes from the table through its boxes, row by row."""
        last: QWidget = self
        for each in self._people:
            if (box := self._boxes.get(each.id or 0)) is not None:
                QWidget.setTabOrder(last, box)
                last = box

    def first_asked(self) -> PickBox | None:
        """The first box in which a relation has to be chosen."""
        return next((box for box in self._boxes.values() if box.value() is None), None)

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == NAME:
            self.ticked_changed.emit()


class DifferTable(QTableWidget):
    """The fields in which two records of one household differ, and whose value stays. ``chosen`` when that changed."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setHorizontalHeaderLabels(["项目", "本户", "另一户", "留哪个"])
        self.setAccessibleName("两户不同的项目")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._boxes: dict[str, PickBox] = {}
        self.size_columns()

    def size_columns(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 3.1)))
        one = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, one * 8)
        self.setColumnWidth(3, one * 7)
        for column in (1, 2):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_differences(self, found: dict[str, tuple[Any, Any, bool]], one: int, two: int) -> None:
        """Show each field with both values; ``one`` and ``two`` are the households' ids."""
        self._boxes = {}
        self.setRowCount(0)
        self.setRowCount(len(found))
        for row, (name, (mine, theirs, other)) in enumerate(found.items()):
            field = Household.fields[name]
            for column, text in enumerate(
                (field.label, field.show(mine) or "空", field.show(theirs) or "空")
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
            box = PickBox([(one, "本户的"), (two, "另一户的")])
            box.setAccessibleName(f"{field.label}留哪个")
            box.put(two if other else one)
            box.currentIndexChanged.connect(lambda _: self.chosen.emit())
            self._boxes[name] = box
            self.setCellWidget(row, 3, box)
        rows = max(1, min(6, len(found)))
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height()
            + rows * self.verticalHeader().defaultSectionSize()
            + 6
        )

    def keep(self) -> dict[str, int]:
        """Whose value stays, by field."""
        return {name: box.value() for name, box in self._boxes.items()}
