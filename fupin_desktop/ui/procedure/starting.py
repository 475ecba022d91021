"""启动程序: which road, whose, from which step on; then the form of that step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.procedure.labels import road_label
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.procedure.pane import StepPane, Wanted
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.search import SearchBox
from fupin_desktop.ui.theme import XS, M, S

HOW = "选好程序，再输入姓名、拼音首字母或号码后四位，按 Enter 选定这一户，下面就是第一步的登记。"
LATER = "前几步已在纸上办完的，可以从后面的一步登记起，写明破例理由。"


class StartPane(QWidget):
    """``done`` gives the passages that were begun; ``running`` one that is open already; ``left``: given up."""

    done = Signal(object)
    running = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.subject: int | str | None = None
        title = QLabel("启动程序")
        head(title, 1.0)
        self.road, self.step, self.village = PickBox([]), PickBox([]), PickBox([])
        self.search = SearchBox(desk, page)
        self.search.setMinimumWidth(60)
        self.search.setPlaceholderText("姓名、拼音、号码后四位、户编号")
        self.search.setToolTip("找到后按 Enter 选定这一户")
        self.search.found.connect(lambda household, _: self.choose(household))
        self.whose = QLabel()
        self.hint = quiet(HOW)
        self.hint.setWordWrap(True)
        for words, widget in (
            ("程序", self.road), ("从哪一步起", self.step), ("行政村", self.village), ("农户", self.search),
        ):  # fmt: skip
            widget.setAccessibleName(words)
        self.road.currentIndexChanged.connect(lambda _: self._road_changed())
        self.step.currentIndexChanged.connect(lambda _: self._begin())
        self.village.currentIndexChanged.connect(lambda _: self.choose(self.village.value()))
        self.pane = StepPane(desk)
        self.pane.done.connect(self.done)
        self.pane.left.connect(self.left)
        self.pane.hide()
        self.leave_button = QPushButton("放弃（Esc）")
        self.leave_button.clicked.connect(self.give_up)
        self._lay_out(title)

    def _lay_out(self, title: QLabel) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS + 2)
        self.village_words, self.search_words = quiet("行政村"), quiet("农户")
        for row, place, label, widget in (
            (0, 0, quiet("程序"), self.road), (0, 2, quiet("从哪一步起"), self.step),
            (1, 0, self.village_words, self.village), (1, 0, self.search_words, self.search),
        ):  # fmt: skip
            grid.addWidget(label, row, place)
            grid.addWidget(widget, row, place + 1)
        grid.addWidget(self.whose, 1, 2, 1, 2)
        for place in (1, 3):
            grid.setColumnStretch(place, 1)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, XS, 0, 0)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(M, XS, M, 0)
        top.setSpacing(S)
        top.addWidget(title)
        top.addLayout(grid)
        top.addWidget(self.hint)
        top.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        self._room = column
        column.addStretch(0)

    def begin(self, roads: Sequence[RoadKind], road: RoadKind | None) -> None:
        """Offer these roads, one of them chosen."""
        today = self.desk.today()
        self.subject = None
        for box in (self.road, self.village):
            box.blockSignals(True)
        self.road.offer([(each, road_label(each, today)) for each in roads])
        self.road.put(road)
        names = [each.name for each in self.desk.office.settings.villages()]
        self.village.offer([(None, "选一个村"), *((name, name) for name in names)])
        for box in (self.road, self.village):
            box.blockSignals(False)
        self._road_changed()
        (self.village if self._of_village else self.search).setFocus()

    @property
    def _of_village(self) -> bool:
        return self.desk.office.procedures.road(self.road.value()).of_village

    def _road_changed(self) -> None:
        road = self.desk.office.procedures.road(self.road.value())
        self.step.blockSignals(True)
        self.step.offer([(str(each.key), each.label) for each in road.steps if not each.optional])
        self.step.blockSignals(False)
        of_village = road.of_village
        self.village.setVisible(of_village)
        self.village_words.setVisible(of_village)
        self.search.setVisible(not of_village)
        self.search_words.setVisible(not of_village)
        if isinstance(self.subject, str) is not of_village:
            self.subject = None
        self.choose(self.subject)

    def choose(self, subject: int | str | None) -> None:
        """Begin with this household or village; one that is on the road already is opened instead."""
        self.subject = subject
        self.search.clear()
        if subject is not None:
            with self.desk.speaking():
                found = self.desk.office.procedures.current(self.road.value(), subject, self.desk.today())
                if found is not None and found.course.open and found.steps:
                    self.desk.say(f"{found.subject}正在办理（{found.course.label}），请接着登记", "amber")
                    self.running.emit(found)
                    return
        self._begin()

    def _begin(self) -> None:
        first = self.step.currentIndex() <= 0
        self.hint.setText(HOW if self.subject is None else "" if first else LATER)
        self.hint.setVisible(bool(self.hint.text()))
        self.pane.setVisible(self.subject is not None)
        self.foot.setVisible(self.subject is None)
        if self.subject is None:
            self.whose.hide()
            self.pane.close_form()
            return
        name = self._name(self.subject)
        toned(self.whose, f"● {name}", "green")
        self.whose.show()
        self.pane.begin(
            Wanted(
                road=self.road.value(), step=self.step.value(), subjects=(self.subject,), names=(name,), begins=True
            )
        )  # fmt: skip

    def _name(self, subject: int | str) -> str:
        if isinstance(subject, str):
            return subject
        line = self.desk.office.households.lines([subject]).get(subject)
        return f"{line.village}{line.head}户" if line else "（已删除）"

    def give_up(self) -> None:
        """Drop what was typed."""
        if self.pane.form is not None:
            self.pane.give_up()
        else:
            self.left.emit()

    def set_aside(self) -> None:
        self.pane.set_aside()
