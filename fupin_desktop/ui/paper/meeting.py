"""What is asked for a village's assembly: its question, which sheets, and afterwards what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.paper.rows import beside
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import theme

TOPICS = (
    ("identification", "贫困户识别"), ("exit", "贫困户退出"), ("housing", "危房改造补助对象"), ("monitoring", "监测对象识别"),
    ("risk_removed", "风险消除"),
)  # fmt: skip
SHEETS = (
    ("", "全部材料"), ("attendance", "签到册"), ("minutes", "会议记录"), ("ballots", "表决票"), ("result", "评议结果（填票数）")
)  # fmt: skip
WORDS = {"place": "地点", "chair": "主持人", "recorder": "记录人"}
COUNTS = {"due": "应到", "present": "实到", "issued": "发出票", "returned": "收回票", "valid": "有效票"}
VOTES = ("赞成", "反对", "弃权")
NUMBER = Qt.ItemDataRole.UserRole
MOST_ROWS = 6


class MeetingBox(QObject):
    """Fields of the form ``rows``. ``changed``: another sheet is wanted, or something else was counted."""

    changed = Signal()

    def __init__(self, desk: Desk, rows: QFormLayout) -> None:
        super().__init__()
        self.desk, self.rows = desk, rows
        self._of: tuple[object, ...] = ()
        self._held = ""
        self.topic, self.sheet = PickBox(TOPICS), PickBox(SHEETS)
        self.words = {name: QLineEdit() for name in WORDS}
        self.counts = {name: QLineEdit() for name in COUNTS}
        self.votes = QTableWidget(0, 1 + len(VOTES))
        self.votes.setHorizontalHeaderLabels(["户主", *VOTES])
        self.votes.setAccessibleName("票数")
        self.votes.setToolTip("每户的赞成、反对、弃权票数；Enter 到下一格")
        self.votes.verticalHeader().hide()
        self.votes.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.votes.horizontalHeader().setMinimumSectionSize(24)
        self.votes.setMinimumWidth(60)
        self.nobody = quiet("")
        self.nobody.setWordWrap(True)
        self.held = quiet("按已登记的评议会打印　<a href='own'>改为自己填</a>")
        self.held.linkActivated.connect(lambda _: self._take_own())
        self._called = beside(self.words["chair"], "记录", self.words["recorder"])
        self._present = beside(self.counts["due"], "实到", self.counts["present"])
        self._ballots = beside(
            self.counts["issued"], "收回", self.counts["returned"], "有效", self.counts["valid"]
        )
        for name in ("issued", "returned", "valid"):
            self.counts[name].setPlaceholderText("同上")
            self.counts[name].setToolTip("空着就与前一项相同")
        for lines, said in ((self.words, WORDS), (self.counts, COUNTS)):
            for name, line in lines.items():
                line.setAccessibleName(said[name])
                line.setMinimumWidth(36)
        self.topic.setAccessibleName("事项")
        self.sheet.setAccessibleName("材料")
        self.fields: list[tuple[str, QWidget]] = [
            ("", self.held), ("事项", self.topic), ("材料", self.sheet), ("地点", self.words["place"]), ("主持", self._called),
            ("应到", self._present), ("发出", self._ballots), ("", self.nobody), ("票数", self.votes),
        ]  # fmt: skip
        for box in (self.topic, self.sheet):
            box.currentIndexChanged.connect(lambda _: self._take())
        for each in (*self.words.values(), *self.counts.values()):
            each.editingFinished.connect(self.changed)
        self.votes.itemChanged.connect(lambda _: self.changed.emit())

    def put(self, said: Mapping[str, str]) -> None:
        """Take what another page asks for; ``meeting`` is the number of one that was registered with its votes."""
        self._held = said.get("meeting", "")
        for box, name in ((self.topic, "topic"), (self.sheet, "sheet")):
            if name in said or name == "sheet":
                box.put(said.get(name, ""))
        for name, line in (*self.words.items(), *self.counts.items()):
            line.setText(said.get(name, ""))
        self.show_fields()

    def show_for(self, villages: tuple[str, ...], on: date | None, year: int) -> None:
        """Offer the households that this village votes on; what was typed for them stays."""
        wanted = (villages, on, year, self.topic.value(), self.sheet.value())
        if self.sheet.value() != "result" or self._held or wanted == self._of:
            return
        self._of = wanted
        one = villages[0] if len(villages) == 1 else None
        with self.desk.speaking():
            found = self.desk.office.notices.propose(self.topic.value(), one, on, year) if one else []
            self._offer([(each.number, each.head) for each in found if each.ticked])
        self.nobody.setText(
            ""
            if self.votes.rowCount()
            else f"{one}没有要评议的农户"
            if one
            else "请先在“范围”里选定一个村，再填票数"
        )
        self.show_fields()

    def _offer(self, nominees: list[tuple[str, str]]) -> None:
        kept = self._votes()
        self.votes.blockSignals(True)
        self.votes.setRowCount(len(nominees))
        for row, (number, head) in enumerate(nominees):
            name = QTableWidgetItem(head)
            name.setData(NUMBER, number)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.votes.setItem(row, 0, name)
            for column, said in enumerate(kept.get(number, ("", "", "")), 1):
                self.votes.setItem(row, column, QTableWidgetItem(said))
        self.votes.blockSignals(False)

    def _votes(self) -> dict[str, tuple[str, ...]]:
        return {
            str(self._cell(row, 0).data(NUMBER)): tuple(
                self._cell(row, column).text().strip() for column in range(1, 1 + len(VOTES))
            )
            for row in range(self.votes.rowCount())
        }

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        return self.votes.item(row, column) or QTableWidgetItem()

    def options(self) -> dict[str, str]:
        """As the maker of meeting papers asks for it."""
        if self._held:
            return {"meeting": self._held, "sheet": self.sheet.value()}
        said = {"topic": self.topic.value(), "sheet": self.sheet.value()}
        said |= {name: line.text().strip() for name, line in self.words.items()}
        if self.sheet.value() == "result":
            said |= {name: line.text().strip() for name, line in self.counts.items()}
            said |= {
                f"vote:{number}": "/".join(each or "0" for each in votes)
                for number, votes in self._votes().items()
                if any(votes)
            }
        return {name: value for name, value in said.items() if value}

    def problem(self) -> str:
        """What is still wanted before there can be a result."""
        if self.sheet.value() != "result" or self._held:
            return ""
        if not self.votes.rowCount():
            return self.nobody.text()
        if not (self.counts["due"].text().strip() and self.counts["present"].text().strip()):
            return "请填写应到人数和实到人数，再填每户的票数"
        return "" if any(map(any, self._votes().values())) else "请填写每户的赞成、反对、弃权票数"

    def _take_own(self) -> None:
        self._held = ""
        self._take()

    def _take(self) -> None:
        self.show_fields()
        self.changed.emit()

    def show_fields(self) -> None:
        """Show what the chosen sheet asks for."""
        counted = self.sheet.value() == "result" and not self._held
        for row in (self.topic, self.words["place"], self._called):
            self.rows.setRowVisible(row, not self._held)
        self.rows.setRowVisible(self.held, bool(self._held))
        for row in (self._present, self._ballots):
            self.rows.setRowVisible(row, counted)
        self.rows.setRowVisible(self.votes, counted and self.votes.rowCount() > 0)
        self.rows.setRowVisible(self.nobody, counted and bool(self.nobody.text()))
        tall = max(26, round(theme.size * 2.6))
        self.votes.verticalHeader().setDefaultSectionSize(tall)
        self.votes.setFixedHeight(tall * (1 + min(MOST_ROWS, max(1, self.votes.rowCount()))) + 8)
