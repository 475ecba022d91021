"""报表: choose a report and its period, or a chart; see the pages; save or print them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.domain.paper import How
from fupin_desktop.ui.commands import button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, open_place, remember
from fupin_desktop.ui.page import Page, outcome, panes, quiet, toned
from fupin_desktop.ui.preview import Preview
from fupin_desktop.ui.printing import print_papers
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.reporting.wanted import REPORTS, Wanted, months, quarters
from fupin_desktop.ui.theme import ROW, M, S, theme
from fupin_desktop.ui.timing import pause
from fupin_desktop.ui.word_faces import tell_once

WAIT = 150
MOST_REMARKS = 6
FEW = 5
KEY = Qt.ItemDataRole.UserRole


@record("报表")
class _Dated(Record):
    on: date | None = day("日期", default=None)


class ReportingPage(Page):
    title = "报表"
    tables = frozenset(
        {"setting", "village", "household", "person", "standing", "monitoring", "household_year", "person_year",
         "income_item", "verdict", "renovation", "stage", "subsidy", "poverty_line", "plan", "measure", "progress",
         "import_batch"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._round = 0
        self._shown: Wanted | None = None
        self.kinds = _list("报表种类", [(label, key) for key, label in REPORTS.items()])
        self.periods = _list("期间", [])
        self.village = PickBox([(None, "全镇")])
        self.village.setAccessibleName("行政村")
        self.dated = Editor(_Dated.fields["on"], desk.today)
        self.preview = Preview()
        self.preview.followed.connect(self._follow)
        self._timer = pause(self, WAIT, self.show_pages)
        self._lay_out()
        self.kinds.currentRowChanged.connect(lambda _: self._kind_changed())
        self.periods.currentRowChanged.connect(lambda _: self._timer.start())
        self.village.currentIndexChanged.connect(lambda _: self._timer.start())
        self.dated.left.connect(self._timer.start)
        self.kinds.setCurrentRow(0)
        desk.run_quietly(lambda _: self.office.charts.kinds(), self._add_charts, "draw")

    def _lay_out(self) -> None:
        self.period_label = quiet("期间")
        self.village_label = quiet("范围")
        self.dated_label = quiet("成文日期")
        self.done = outcome()
        self.done.linkActivated.connect(lambda link: open_place(Path(link)))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.kinds, 2)
        for widget in (self.period_label, self.periods, self.village_label, self.village, self.dated_label,
                       self.dated.widget):  # fmt: skip
            column.addWidget(widget, 1 if widget is self.periods else 0)
        column.addStretch(0)
        column.addWidget(self.done)
        self.save_button = button(self.actions_by_key["reporting.save"], primary=True)
        column.addWidget(self.save_button)
        column.addWidget(button(self.actions_by_key["reporting.print"]))
        self.body.addWidget(panes(left, self.preview, (230, 800), grows=1), 1)

    def _add_charts(self, kinds: Mapping[str, str]) -> None:
        for key, label in kinds.items():
            self.kinds.addItem(_item(f"图：{label}", f"chart:{key}"))
        _fit(self.kinds)

    # what is wanted

    def _kind_changed(self) -> None:
        kind = self.kind
        chart = kind.startswith("chart:")
        for widget in (self.period_label, self.periods):
            widget.setVisible(not chart)
        for each in (self.village_label, self.village):
            each.setVisible(chart)
        self.dated_label.setText("截至（空着为最新）" if chart else "成文日期（空着为期末）")
        self._offer()
        self._timer.start()

    def _offer(self) -> None:
        """The periods that data speak of, and the villages, as they are now; what is chosen stays."""
        kept, names = self.period, [each.name for each in self.office.settings.villages()]
        village = self.village.value()
        self.village.renew([(None, "全镇"), *((name, name) for name in names)], village)
        said = self._periods()
        self.periods.blockSignals(True)
        self.periods.clear()
        for words in said:
            self.periods.addItem(_item(words, words))
        self.periods.setCurrentRow(said.index(kept) if kept in said else 0)
        self.periods.blockSignals(False)

    def _periods(self) -> list[str]:
        found = self.office.figures.latest()
        if not found.known or found.first_day is None:
            return []
        return (quarters if self.kind == "quarterly" else months)(found.first_day, found.on)

    @property
    def kind(self) -> str:
        item = self.kinds.currentItem()
        return str(item.data(KEY)) if item else "monthly"

    @property
    def period(self) -> str:
        item = self.periods.currentItem()
        return str(item.data(KEY)) if item else ""

    def wanted(self) -> Wanted | None:
        """What is chosen; None where a report has no period to speak of or the date cannot be read."""
        if self.dated.problem():
            return None
        on, label = self.dated.value(), self.kinds.currentItem().text().removeprefix("图：")
        if self.kind.startswith("chart:"):
            return Wanted(self.kind, label, on=on, village=self.village.value())
        return Wanted(self.kind, label, self.period, on) if self.period else None

    # the pages

    def show_pages(self) -> None:
        """Make the pages beside the window, and show them."""
        self._timer.stop()
        wanted = self.wanted()
        self._enable(False)
        if wanted is None:
            self._shown = None
            problem = self.dated.problem()
            nothing = '还没有农户数据，没有可报的数字。<br><br><a href="importing">导入国扶导出表</a>　<a href="household">登记农户</a>'
            self.preview.say(f"！ {problem}" if problem else nothing, "red" if problem else "quiet")
            return
        if wanted == self._shown and self.preview.pages:
            self._enable(True)
            return
        self._round += 1
        now, office = self._round, self.office
        self.preview.say(f"正在生成{wanted.name}…")
        self.desk.run(
            f"生成{wanted.label}",
            lambda watch: (wanted.pdf(office, watch), wanted.remarks(office)),
            lambda made: self._show(now, wanted, *made),
            lambda error: self._refuse(now, error),
        )

    def _show(self, now: int, wanted: Wanted, data: bytes, remarks: list[str]) -> None:
        if now == self._round:
            self._shown = wanted
            self.preview.sheets.fit = "page" if wanted.chart else "width"
            self.preview.show_pdf(data)
            self.preview.note(wanted.name)
            self._enable(True)
            self._say_open(remarks)

    def _say_open(self, remarks: list[str]) -> None:
        """What the clerk should know before printing, one line each."""
        self.done.setVisible(bool(remarks))
        if remarks:
            lines = "<br>".join(f"· {escape(each)}" for each in remarks[:MOST_REMARKS])
            more = f"<br>……共{len(remarks)}处" if len(remarks) > MOST_REMARKS else ""
            toned(self.done, f"打印前请看：<br>{lines}{more}", "amber")

    def _refuse(self, now: int, error: Exception) -> None:
        if now != self._round:
            return
        self._shown = None
        said = escape(str(error))
        if isinstance(error, Refused):
            said = "<br><br>".join(
                f'！ {escape(each.text)}　<a href="{each.field}">去设置填写</a>' for each in error.problems
            )
        self.preview.say(said, "red")

    def _follow(self, link: str) -> None:
        if link in ("importing", "household"):
            self.desk.go(link)
        else:
            self.desk.go("setting", part="unit", field=link)

    def _enable(self, on: bool) -> None:
        for key in ("reporting.save", "reporting.print"):
            self.actions_by_key[key].setEnabled(on)
        wanted = self.wanted()
        pages = f" {self.preview.pages}页" if on and wanted and not wanted.chart else ""
        self.save_button.setText(f"保存{wanted.label if wanted and not wanted.chart else '图表'}{pages}…")

    # out

    @command("reporting.save", text="保存", shortcut="Ctrl+S", icon="save", help="存为 PDF、Excel 表格或图片")
    def save(self) -> None:
        wanted = self.wanted()
        if wanted is None:
            return
        first = wanted.forms.partition("*")[2][:4]
        start = str(last_folder() / f"{wanted.name}{first}")
        chosen, form = QFileDialog.getSaveFileName(self, f"保存{wanted.name}", start, wanted.forms)
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(form.partition("*")[2].rstrip(")")))

    def save_to(self, path: Path) -> None:
        """Write what is shown; the file's ending says as what."""
        wanted, office = self.wanted(), self.office
        if wanted is None:
            return
        remember(path.parent)
        self.desk.run(
            f"保存{wanted.label}", lambda watch: wanted.write(office, path, watch, How.SAVED), self._saved
        )

    def _saved(self, path: Path) -> None:
        toned(
            self.done,
            f'✓ 已保存 {escape(path.name)}　<a href="{path}">打开</a>　<a href="{path.parent}">文件夹</a>',
            "green",
        )
        self.done.show()
        tell_once(self.desk, path)

    @command("reporting.print", text="打印", shortcut="Ctrl+P", icon="print", help="把所示的页面送到打印机")
    def print(self) -> None:
        if self.preview.data and self._shown:
            print_papers(self.desk, self, self._shown.name, [self.preview.data])

    # where one is

    def refresh(self) -> None:
        with self.desk.speaking():
            self._shown = None
            self._offer()
            self.show_pages()

    def show_place(self, state: Mapping[str, Any]) -> None:
        for list_, wanted in ((self.kinds, state.get("kind")), (self.periods, state.get("period"))):
            for row in range(list_.count()):
                if list_.item(row).data(KEY) == wanted:
                    list_.setCurrentRow(row)
        self._timer.start()

    def place(self) -> dict[str, Any]:
        return {"kind": self.kind, "period": self.period}

    def take_focus(self) -> None:
        self.kinds.setFocus()


def _item(words: str, key: str) -> QListWidgetItem:
    made = QListWidgetItem(words)
    made.setData(KEY, key)
    return made


def _list(name: str, entries: list[tuple[str, str]]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setStyleSheet(f"QListWidget::item {{ height: {max(ROW, round(theme.size * 2.6)) - 2}px; }}")
    for words, key in entries:
        made.addItem(_item(words, key))
    if entries:
        _fit(made)
    return made


def _fit(made: QListWidget) -> None:
    """As tall as its entries, when there are few; the others are scrolled to."""
    row = max(ROW, round(theme.size * 2.6)) - 2
    made.setMinimumHeight(row * min(made.count(), FEW) + 4)
    made.setMaximumHeight(row * made.count() + 4)
