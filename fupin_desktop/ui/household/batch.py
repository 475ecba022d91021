"""批量填写: one field for many households, seen before it is done (old → new), done as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain import values
from fupin_desktop.domain.household import Household, HouseholdYear
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import M, S

if TYPE_CHECKING:
    from fupin_desktop.services.household import BatchPlan

ONE_BY_ONE = ("number", "head", "account", "office_number", "year", "worksheet_done", "extra", "imported_on")
"""What differs from household to household by nature is not filled in batches."""
SHOWN = 500


class BatchPane(QWidget):
    closed = Signal()

    def __init__(self, desk: Desk, ids: list[int]) -> None:
        super().__init__()
        self.desk, self.ids = desk, ids
        self.plan: BatchPlan | None = None
        year = desk.today().year
        choice: list[tuple[tuple[str, int | None], str]] = [
            ((name, None), spec.label) for name, spec in Household.fields.items() if name not in ONE_BY_ONE
        ]
        choice += [
            ((name, year), f"年度 {spec.label}")
            for name, spec in HouseholdYear.fields.items()
            if name not in ONE_BY_ONE
        ]
        self.field = PickBox(choice)
        self.field.currentIndexChanged.connect(lambda _: self._choose())
        self.year = QLineEdit(str(year))
        self.year.setMaximumWidth(64)
        self.year.textEdited.connect(lambda _: self._forget())
        self.place = QVBoxLayout()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.evidence = QLineEdit()
        self.evidence.setPlaceholderText("依据（可不填），如：2018年5月入户核查")
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["农户", "原来", "改为", "说明"])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview = QPushButton("预览")
        self.preview.clicked.connect(self.show_preview)
        self.apply = QPushButton()
        self.apply.setProperty("tone", "primary")
        self.apply.clicked.connect(self.do)
        leave = QPushButton("不填了")
        leave.clicked.connect(self.closed)
        self._lay_out(leave)
        self._choose()

    def _lay_out(self, leave: QPushButton) -> None:
        title = QLabel(f"批量填写　{len(self.ids)}户")
        head(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, M)
        column.setSpacing(S)
        column.addWidget(title)
        row = QHBoxLayout()
        row.addWidget(quiet("字段"))
        row.addWidget(self.field, 1)
        self.year_label = quiet("年度")
        row.addWidget(self.year_label)
        row.addWidget(self.year)
        column.addLayout(row)
        column.addLayout(self.place)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        column.addWidget(self.evidence)
        foot = QHBoxLayout()
        for widget in (self.preview, self.apply):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(leave)
        column.addLayout(foot)

    def begin(self) -> None:
        self.field.setFocus()

    def _choose(self) -> None:
        name, year = self.field.value()
        spec = (HouseholdYear if year else Household).fields[name]
        while self.place.count():
            if widget := self.place.takeAt(0).widget():
                widget.deleteLater()
        self.editor = Editor(spec, self.desk.today)
        self.editor.edited.connect(self._forget)
        self.place.addWidget(self.editor.widget)
        self.year_label.setVisible(year is not None)
        self.year.setVisible(year is not None)
        self._forget()

    def _forget(self) -> None:
        """What was previewed is no longer what stands here."""
        self.plan = None
        self.table.setRowCount(0)
        self.apply.hide()
        toned(self.problem, "填好后按“预览”，看清每一户原来是什么、改为什么，再填写。", "quiet")

    def show_preview(self) -> None:
        """Say what would change, household by household."""
        name, year = self.field.value()
        try:
            value = self.editor.value()
            at = values.read_year(self.year.text()) if year else None
        except values.Unreadable as wrong:
            toned(self.problem, f"！ {wrong}", "red")
            return
        self.plan = plan = self.desk.office.households.plan_batch(self.ids, name, value, at)
        shown = [*plan.changed, *(each for each in plan.lines if each.problem)][:SHOWN]
        self.table.setRowCount(len(shown))
        for row, line in enumerate(shown):
            for column, text in enumerate((line.name, line.before or "空", line.after or "空", line.problem)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        same = len(plan.lines) - len(plan.changed) - sum(bool(each.problem) for each in plan.lines)
        toned(self.problem, f"将改动{len(plan.changed)}户，{same}户本来就是这样" + self._refused(plan), "")
        self.apply.setText(f"填写到{len(plan.changed)}户")
        self.apply.setVisible(bool(plan.changed))
        self.apply.setFocus()

    def _refused(self, plan: BatchPlan) -> str:
        wrong = [each for each in plan.lines if each.problem]
        return f"；{len(wrong)}户不能改：{wrong[0].problem}" if wrong else ""

    def do(self) -> None:
        """Do what was previewed, as one act, beside the window."""
        plan, evidence, office = self.plan, self.evidence.text().strip(), self.desk.office
        if plan is None:
            return
        self.desk.run(
            f"批量填写{plan.field.label}",
            lambda _: office.households.apply_batch(plan, evidence),
            self._done,
        )

    def _done(self, count: int) -> None:
        self.desk.say(f"已填写{count}户", "green", undo=True)
        self.closed.emit()
