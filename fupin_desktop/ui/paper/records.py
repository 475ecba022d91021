"""已出文书: what went out when and in which version, what hangs until when, which pages were signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain import pinyin
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.domain.values import show_day
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.domain.lists import HouseholdLine
    from fupin_desktop.domain.paper import Printed
    from fupin_desktop.services.posting import PostingFile

SHOWN = 2000


@record("签字页")
class _Signing(Record):
    on: date | None = day("签字日期", default=None, required=True)


class RecordsPart(QWidget):
    """``opened`` says a household whose paper was chosen."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self._all: list[Printed] = []
        self._lines: dict[int, HouseholdLine] = {}
        self._postings: dict[int | None, PostingFile] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("按种类、村、户主、文件名查找")
        self.search.setAccessibleName("查找已出文书")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.which = PickBox((("all", "全部"), ("hanging", "正在张贴"), ("bound", "逐页记录的档案")))
        self.which.setAccessibleName("看哪些")
        self.which.currentIndexChanged.connect(lambda _: self._narrow())
        self.table: LineTable[Printed] = LineTable(
            (
                Column("日期", lambda each: show_day(each.on), 14),
                Column("文书", lambda each: each.heading.removeprefix(each.village), 22),
                Column("村", lambda each: each.village, 8),
                Column("户主", self._head, 8),
                Column("期间", lambda each: each.period, 8),
                Column("版次", lambda each: f"第{each.edition}版", 6),
                Column("页数", lambda each: f"{each.pages}页" if each.pages else "", 5, right=True),
                Column("出件", lambda each: each.how.label, 7),
                Column("张贴", self._hanging, 0, tone=self._tone),
            )
        )
        self.view = LineView(self.table, "已出文书")
        self.view.opened.connect(self._open)
        self.view.entered.connect(self._enter)
        self.none = quiet("")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.none)
        self.pages = QLineEdit()
        self.pages.setPlaceholderText("页号，如 2-1、2-2，或写“全部”")
        self.pages.setAccessibleName("签字的页号")
        self.signed_on = Editor(_Signing.fields["on"], desk.today, optional=False)
        self.signed_on.put(desk.today())
        self.said = QLabel()
        self.said.setWordWrap(True)
        self._down: QWidget | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.which)
        top.addWidget(self.search, 1)
        self.signing = QWidget()
        self.row = QHBoxLayout(self.signing)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        self.row.addWidget(quiet("签字页"))
        self.row.addWidget(self.pages, 1)
        self.row.addWidget(quiet("签字日期"))
        self.row.addWidget(self.signed_on.widget)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(S)
        self.column.addLayout(top)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.said)
        self.column.addWidget(self.signing)

    def offer(self, sign: QWidget, down: QWidget) -> None:
        """Take in the buttons that act on the paper under the cursor."""
        self.row.addWidget(sign)
        self._down = down
        self.column.addWidget(down, 0, Qt.AlignmentFlag.AlignRight)

    def load(self) -> None:
        """Read the records again."""
        with self.desk.speaking():
            self._all = self.office.printed.all(last=SHOWN)
            posted = self.office.postings.all(on=self.desk.today())
            self._postings = {each.posting.printed_id: each for each in posted}
            ids = {each.household_id for each in self._all if each.household_id}
            self._lines = dict(self.office.households.lines(sorted(ids))) if ids else {}
            self._narrow()

    def current(self) -> Printed | None:
        """The paper under the cursor."""
        return self.view.current()

    def _narrow(self) -> None:
        words, which, kept = self.search.text().strip().lower(), self.which.value(), self.current()
        found = [each for each in self._all if self._is(each, which) and self._has(each, words)]
        self.table.show(found)
        self.none.setText(
            "没有找到这样的文书"
            if self._all
            else "还没有出过文书。生成或打印的文书都记在这里：什么时候、第几版、张贴到哪天"
        )
        self.stack.setCurrentWidget(self.view if found else self.none)
        rows = [n for n, each in enumerate(found) if kept and each.id == kept.id]
        self.view.go_to_row(rows[0] if rows else 0)
        self._enter(self.current())

    def _is(self, each: Printed, which: str) -> bool:
        match which:
            case "hanging":
                return self.hangs(each)
            case "bound":
                return self.is_bound(each)
        return True

    def _has(self, each: Printed, words: str) -> bool:
        head = self._head(each)
        text = f"{each.heading} {each.village} {head} {each.file} {show_day(each.on)}".lower()
        return not words or words in text or any(words in key for key in pinyin.keys(head).split(" ") if key)

    def hangs(self, each: Printed) -> bool:
        """Whether it hangs on the board today."""
        return bool(each.posted_on and not each.taken_down_on and each.posted_on <= self.desk.today())

    def is_bound(self, each: Printed) -> bool:
        """Whether its pages are kept one by one."""
        return any(kind.key == each.kind and kind.bound for kind in self.office.papers.kinds())

    def _head(self, each: Printed) -> str:
        line = self._lines.get(each.household_id or 0)
        return line.head if line else ""

    def _hanging(self, each: Printed) -> str:
        if each.posted_on is None:
            return ""
        if each.taken_down_on:
            return f"已于{show_day(each.taken_down_on)}撤下"
        until = f"至{show_day(each.until)}" if each.until else "起"
        file = self._postings.get(each.id)
        if file is not None and file.posting.posted_on is None:
            return f"还没有登记张贴（印明{show_day(each.posted_on)}{until}）"
        over = "已到期，可撤下：" if self._over(each) else ""
        return f"{over}{show_day(each.posted_on)}{until}{f'，{each.place}' if each.place else ''}"

    def _over(self, each: Printed) -> bool:
        return bool(each.until and each.until < self.desk.today() and not each.taken_down_on)

    def _tone(self, each: Printed) -> str:
        return "quiet" if each.taken_down_on else "amber" if self._over(each) else ""

    def _enter(self, each: Printed | None) -> None:
        toned(self.said, "")
        self.said.hide()
        self.signing.setVisible(bool(each and self.is_bound(each)))
        if self._down:
            self._down.setVisible(bool(each and self.hangs(each)))

    def _open(self, each: Printed) -> None:
        if each.household_id:
            self.opened.emit(each.household_id)

    def tell(self, words: str, tone: str) -> None:
        """Say what came of an act, beside the list."""
        toned(self.said, words, tone)
        self.said.show()

    def take_down(self) -> None:
        """Record that the notice under the cursor was taken from the board today; whose life the board tells, there."""
        each = self.current()
        if each is None or not self.hangs(each):
            self.tell("！ 请先选一份正在张贴的公示，再登记撤下", "red")
            return
        if file := self._postings.get(each.id):
            self.desk.go("notice", part="board", posting=file.posting.id)
            return
        today = self.desk.today()
        try:
            self.office.printed.taken_down(each, today)
        except Refused as refused:
            self.tell(f"！ {refused}", "red")
            return
        self.load()
        self.tell(f"✓ 已登记{show_day(today)}撤下：{each.heading}", "green")

    def sign(self) -> None:
        """Record pages of the file under the cursor as signed."""
        each = self.current()
        if each is None or not self.is_bound(each) or each.household_id is None:
            self.tell("！ 请先选一份逐页记录的档案（如一户一档），再登记签字的页", "red")
            return
        if problem := self.signed_on.problem():
            self.tell(f"！ {problem}", "red")
            return
        wanted = _pages(self.pages.text())
        if not wanted:
            self.tell("！ 请写上签了字的页号（印在页脚），如 2-1、2-2；全部签了就写“全部”", "red")
            return
        if wanted == ["全部"]:
            kept = self.office.printed.pages(each.household_id, each.kind, each.period)
            wanted = [page.page for page in kept if page.signed_on is None]
        try:
            signed = self.office.printed.sign(
                each.household_id, each.kind, wanted, self.signed_on.value(), period=each.period
            )
        except Refused as refused:
            self.tell(f"！ {refused}", "red")
            return
        self.pages.clear()
        self.load()
        self.tell(f"✓ 已登记{self._head(each)}户{len(signed)}页签字，以后不会被替换，变动另加更正页", "green")


def _pages(text: str) -> list[str]:
    return [
        part for part in text.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if part
    ]
