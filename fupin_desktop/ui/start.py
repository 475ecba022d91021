"""The first page of an office: the demo township or an empty one, what papers need, and who works today."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, Record, calendar_year, money, record, text, whole
from fupin_desktop.domain.lines import NATIONAL
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.village import Village
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.theme import XL, L, M, S, theme

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

KINDS = ("identification", "exit", "housing", "monitoring")


@record("单位")
class Beginning(Record):
    """What is asked once, before the first paper."""

    unit: str = text("单位全称", default="", required=True, longest=60)
    county: str = text("县", default="", required=True, longest=40)
    township: str = text("乡镇", default="", required=True, longest=40)
    phone: str = text("监督电话", default="", required=True, longest=40)
    basis: str = text("依据文号", default="", longest=200)
    by: str = text("经办人", default="", required=True, longest=40)
    year: int | None = calendar_year("标准线年度", default=None)
    line: Decimal | None = money("标准线", default=None, least=0, unit="元")
    report_day: int = whole("月报日", default=25, least=1, most=31, required=True, unit="日")


FORM = (
    Section("单位", ("unit", "county", "township", "phone"), wide=("unit",)),
    Section("公示、核算、月报和经办", ("basis", "year", "line", "report_day", "by"), wide=("basis",)),
)


class StartWindow(QWidget):
    """Says ``ready`` with an open office and its 经办人. ``open_office`` opens or makes one in a folder."""

    ready = Signal(object)

    def __init__(self, folder: Path, open_office: Callable[[Path, bool], Office], worker: str = "") -> None:
        super().__init__()
        self.setWindowTitle("乡镇扶贫工作台")
        self.setProperty("part", "surface")
        self.folder, self._open_office, self._worker = folder, open_office, worker
        self.office: Office | None = None
        self.jobs = Jobs(self)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.addWidget(self.stack, 1)
        self.note = QLabel()
        self.note.setWordWrap(True)
        column.addWidget(self.note)
        self.resize(860, 552)

    # which page

    def welcome(self) -> None:
        """Nothing is there yet: offer the demo township or an empty office."""
        demo = _choice("演示乡镇", "虚构的星星镇，218户。看看程序能做什么，随便改，不怕弄坏。")
        empty = _choice("空办公室", "填写单位名称、村和监督电话，然后导入国扶系统的导出表，开始工作。")
        other = _choice("打开已有的办公室…", "数据在别的文件夹或U盘里：选择里面有 office.db 的文件夹。")
        demo.clicked.connect(self.fill_demo)
        empty.clicked.connect(lambda: self.ask_facts(Beginning()))
        other.clicked.connect(self._choose_folder)
        self._page("乡镇扶贫工作台", f"第一次使用，请选一项。数据将放在 {self.folder}", [demo, empty, other])
        demo.setFocus()

    def ask_facts(self, known: Beginning) -> None:
        """One page: what notices and reports cannot do without."""
        self.form = RecordForm(Beginning, FORM, columns=3)
        self.form.show_record(known)
        self.villages = QPlainTextEdit()
        self.villages.setPlaceholderText("每行一个村，按公示和报表的顺序，如：\n水村\n月亮村")
        self.villages.setAccessibleName("行政村")
        self.villages.setTabChangesFocus(True)
        self.villages.setMaximumHeight(76)
        begin = QPushButton("建立办公室")
        begin.setProperty("tone", "primary")
        begin.clicked.connect(self.make_office)
        self._page("单位情况", "公示、报表上要用。以后可在“设置”里修改。",
                   [self.form, quiet("行政村 *"), self.villages], _row(begin))  # fmt: skip
        self.form.editors["unit"].widget.setFocus()

    def ask_worker(self, office: Office) -> None:
        """Who works today; no password."""
        self.office = office
        people = list(
            dict.fromkeys([*office.settings.facts().people, *([self._worker] if self._worker else [])])
        )
        if len(people) == 1 and people[0] == self._worker:
            self.begin(people[0])
            return
        buttons = [self._person(name) for name in people]
        self.other = QLineEdit()
        self.other.setPlaceholderText("其他人：输入姓名，按 Enter")
        self.other.setMaximumWidth(280)
        self.other.returnPressed.connect(lambda: self.begin(self.other.text()))
        self._page("今天谁在用？", "经办人会写进改动记录和报表的“填表人”。", [*buttons, self.other])
        first = next(
            (each for each in buttons if each.text() == self._worker), buttons[0] if buttons else self.other
        )
        first.setFocus()

    # what is done

    def begin(self, name: str) -> None:
        """Go to work under a name."""
        name = name.strip()
        if not name or self.office is None:
            toned(self.note, "！ 请填写经办人姓名", "red")
            return
        self.office.by = name
        facts = self.office.settings.facts()
        if name not in facts.people:
            self.office.settings.save(dataclasses.replace(facts, people=(*facts.people, name)))
        self.jobs.close()
        self.ready.emit(self.office)

    def make_office(self) -> None:
        """An empty office with its facts, villages and line."""
        said = self.form.values()
        villages = [each.strip() for each in self.villages.toPlainText().splitlines() if each.strip()]
        if said is None:
            return
        if not villages:
            self.form.show_problems([Problem("villages", "请至少填写一个行政村")])
            return
        try:
            office = self.office or self._open_office(self.folder, True)
            _keep(office, said, villages)
        except (Refused, Trouble) as wrong:
            toned(self.note, f"！ {wrong}", "red")
            return
        self._worker = said["by"]
        self.ask_worker(office)

    def fill_demo(self) -> None:
        """The invented township, made beside the window."""
        bar = QProgressBar()
        self._page("正在准备演示乡镇", "大约需要几秒钟。", [bar])
        folder, open_office = self.folder, self._open_office

        def task(watch: Watch) -> Office:
            from fupin_desktop.services.demo import fill_demo

            office = open_office(folder, True)
            fill_demo(office, watch=watch)
            return office

        self.jobs.start(
            Job(task, done=self.ask_worker, failed=self._sorry,
                progress=lambda done, total, _: _move(bar, done, total))
        )  # fmt: skip

    def _sorry(self, error: Exception) -> None:
        self.welcome()
        toned(self.note, f"！ {error}", "red")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择办公室文件夹", str(self.folder))
        if chosen:
            self.open_folder(Path(chosen))

    def open_folder(self, folder: Path) -> None:
        """Open an office that is there."""
        try:
            office = self._open_office(folder, False)
        except Trouble as said:
            self.welcome()
            toned(self.note, f"！ {said}", "red")
            return
        self.folder = folder
        self.go_on(office)

    def go_on(self, office: Office) -> None:
        """Ask what an open office still lacks."""
        if not office.settings.facts().unit:
            self.office = office
            self.ask_facts(Beginning())
            return
        self.ask_worker(office)

    # how it looks

    def _page(self, title: str, words: str, parts: Sequence[QWidget], foot: QWidget | None = None) -> None:
        """Show a page; ``foot`` stays in view below what is scrolled."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        heading = QLabel(title)
        heading.setFont(theme.heading(7))
        said = quiet(words)
        said.setWordWrap(True)
        for widget in (heading, said, *parts):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        toned(self.note, "")
        while self.stack.count():
            old = self.stack.widget(0)
            self.stack.removeWidget(old)
            old.deleteLater()
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        if foot:
            whole.addWidget(foot)
        self.stack.addWidget(page)

    def _person(self, name: str) -> QPushButton:
        made = QPushButton(name)
        made.setMaximumWidth(280)
        made.setAutoDefault(True)
        made.clicked.connect(lambda: self.begin(name))
        return made


def _keep(office: Office, said: Any, villages: Sequence[str]) -> None:
    facts = dataclasses.replace(
        office.settings.facts(), unit=said["unit"], county=said["county"], township=said["township"],
        phone=said["phone"], people=(said["by"],), region=said["county"],
        basis=dict.fromkeys(KINDS, said["basis"]) if said["basis"] else {}, report_day=said["report_day"],
    )  # fmt: skip
    office.by = said["by"]
    office.settings.save(facts)
    have = {each.name for each in office.settings.villages()}
    for place, name in enumerate(villages):
        if name not in have:
            office.settings.save_village(
                Village(name=name, county=said["county"], township=said["township"], place=place)
            )
    if said["line"] is not None and said["year"] is not None:
        office.settings.save_line(
            PovertyLine(year=said["year"], region=NATIONAL, kind=LineKind.POVERTY, amount=said["line"])
        )


def _move(bar: QProgressBar, done: int, total: int) -> None:
    bar.setMaximum(total)
    bar.setValue(done)


def _choice(title: str, words: str) -> QPushButton:
    made = QPushButton(f"{title}\n{words}")
    made.setStyleSheet(f"text-align: left; padding: {M}px {L}px;")
    made.setAutoDefault(True)
    return made


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, S, 0, 0)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return made
