"""The first band: the file, its layout, the day of its data, and what each column is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.importing.mapping import ColumnsTable
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, Draft

REMARKS = 2


@record("导入")
class _Day(Record):
    on: date | None = day("数据日期", default=None, required=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """Which files are read, and how: the day of the data, blank cells, columns put right by the clerk."""

    paths: tuple[Path, ...]
    day: date | None = None
    blank: str = "keep"
    mapping: dict[str, str] = field(default_factory=dict)


class RecognisedBand(QWidget):
    """``again``: the clerk corrected something, the files are to be read anew; ``unfolded``: the columns are shown."""

    again = Signal()
    unfolded = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reading = Reading(())
        self._draft: AnyDraft | None = None
        self._layout = ""
        self.file = QLabel()
        head(self.file, 1)
        self.layout_words = quiet("")
        self.day = Editor(_Day.fields["on"], desk.today)
        self.day.widget.setFixedWidth(self.fontMetrics().horizontalAdvance("如 20180508、5-8") + 32)
        self.day.left.connect(self._day_left)
        self.blank = PickBox([("keep", "保留本办的值"), ("clear", "清空本办的值")])
        self.blank.setAccessibleName("空白单元格")
        self.blank.setMinimumWidth(self.fontMetrics().horizontalAdvance("保留本办的值") + 48)
        self.blank.currentIndexChanged.connect(lambda _: self._corrected())
        self.asks, self.remarks = QLabel(), QLabel()
        for label in (self.asks, self.remarks):
            label.setWordWrap(True)
        self.columns = ColumnsTable()
        self.columns.corrected.connect(self._map)
        self.columns.adopted.connect(lambda told: self._corrected({**self.reading.mapping, **told}))
        self.columns.kept.connect(self._keep_layout)
        self.columns.hide()
        self.columns_button = QPushButton()
        self.columns_button.setProperty("tone", "link")
        self.columns_button.clicked.connect(lambda: self._show_columns(self.columns.isHidden()))
        self.forget_button = QPushButton("忘掉这个版式")
        self.forget_button.setProperty("tone", "link")
        self.forget_button.clicked.connect(self._forget_layout)
        self.forget_button.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        top, row = QHBoxLayout(), QHBoxLayout()
        for each in (top, row):
            each.setSpacing(S)
        top.addWidget(self.file)
        top.addWidget(self.layout_words)
        top.addWidget(self.forget_button)
        top.addStretch(1)
        for widget in (quiet("数据日期"), self.day.widget, quiet("　空白单元格"), self.blank):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.columns_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addLayout(row)
        for below in (self.asks, self.remarks):
            column.addWidget(below)
        column.addWidget(self.columns, 1)

    def begin(self, paths: Sequence[Path]) -> None:
        """Other files: nothing of the last ones stays."""
        self.reading = Reading(tuple(paths))
        self.blank.blockSignals(True)
        self.blank.put("keep")
        self.blank.blockSignals(False)
        self.day.put(None)
        self.columns.forget_name()
        self._show_columns(False)
        self.say_reading()

    def say_reading(self) -> None:
        names = self.reading.paths
        more = f" 等{len(names)}个文件" if len(names) > 1 else ""
        self.file.setText(f"{names[0].name}{more}" if names else "")
        self.layout_words.setText("正在读取…")
        self.forget_button.hide()
        for label in (self.asks, self.remarks):
            label.hide()
        self.columns_button.hide()

    def show_draft(self, draft: AnyDraft) -> None:
        """Say what was recognised."""
        self._draft = draft
        self.layout_words.setText(f"{draft.layout}　工作表“{draft.sheet}”　标题行：第{draft.header_row}行")
        self._layout = self.desk.office.layouts.named(draft.layout)
        self.forget_button.setVisible(bool(self._layout))
        self.day.put(draft.data_day)
        self._ask(_asked(draft.asks), "amber")
        unknown = draft.unknown_columns
        keepable = (
            self._people is not None and not self._asks_for_columns and bool(unknown or self.reading.mapping)
        )
        self.columns.show_columns(
            draft.mapping,
            draft.choices(),
            keepable=keepable,
            year=str(draft.data_day.year) if draft.data_day else "",
        )
        said = (
            f"{len(draft.mapping)}列，都认识"
            if not unknown
            else f"{len(draft.mapping)}列，{len(unknown)}列不认识"
        )
        self.columns_button.setText(f"{said}　核对列的对应 {'▾' if self.columns.isHidden() else '▴'}")
        self.columns_button.setToolTip(
            f"不认识的列：{'、'.join(unknown)}（原样保留，导出时写回）" if unknown else ""
        )
        self.columns_button.show()
        shown = draft.remarks[:REMARKS]
        more = f"；还有{len(draft.remarks) - REMARKS}条" if len(draft.remarks) > REMARKS else ""
        toned(self.remarks, f"◷ {'；'.join(shown)}{more}", "amber")
        self.remarks.setToolTip("\n".join(draft.remarks))
        self.remarks.setVisible(bool(draft.remarks))
        if self._asks_for_columns:
            self._show_columns(True)

    @property
    def _people(self) -> Draft | None:
        """What was read, when it is a list of people or households."""
        from fupin_desktop.services.importing import Draft

        return self._draft if isinstance(self._draft, Draft) else None

    @property
    def _asks_for_columns(self) -> bool:
        """Are the columns not known well enough to read the rows?"""
        return self._people is not None and bool(self._people.rows.asks)

    def take_focus(self) -> None:
        """Go to what is asked: the columns, else the day."""
        if self._asks_for_columns:
            self.columns.take_focus()
        else:
            self.day.widget.setFocus()

    def _keep_layout(self, name: str, year: str) -> None:
        draft, office = self._draft, self.desk.office
        if draft is None:
            return
        if year and not (year.isdigit() and len(year) == 4):
            self._ask(f"！ 版式的年度“{year}”不是年份，请写成如 {self.desk.today().year}，或留空", "red")
            return
        titles = "　".join(draft.rows.titles)
        columns, list_key = draft.mapping, _list_key(draft)

        def task(_: Watch) -> str:
            return office.layouts.keep(
                name, columns, list_key=list_key, year=int(year) if year else None, heading=titles
            ).name

        self.desk.run("记住版式", task, self._layout_kept, lambda error: self._ask(f"！ {error}", "red"))

    def _layout_kept(self, name: str) -> None:
        self.desk.say(f"已记住版式“{name}”，下次自动认出", "green", undo=True)
        self.reading = replace(self.reading, mapping={})
        self._show_columns(False)
        self.again.emit()

    def _forget_layout(self) -> None:
        name, office = self._layout, self.desk.office

        def done(_: None) -> None:
            self.desk.say(f"已忘掉版式“{name}”", undo=True)
            self.again.emit()

        self.desk.run("忘掉版式", lambda _: office.layouts.forget(name), done)

    def refuse(self, sentence: str) -> None:
        """Say why the files cannot be read or held against the office."""
        self.layout_words.setText("")
        self._ask(f"！ {sentence}", "red")

    def _ask(self, words: str, tone: str) -> None:
        toned(self.asks, words, tone)
        self.asks.setVisible(bool(words))

    def _show_columns(self, on: bool) -> None:
        self.columns.setVisible(on)
        self.unfolded.emit(on)
        self.columns_button.setText(
            self.columns_button.text().replace("▾" if on else "▴", "▴" if on else "▾")
        )

    def _day_left(self) -> None:
        if problem := self.day.problem() if self.day.text() else "":
            self._ask(f"！ {problem}", "red")
        elif self.day.text() and self.day.value() != self.reading.day:
            self._corrected()

    def _map(self, letter: str, key: str) -> None:
        self._corrected({**self.reading.mapping, letter: key})

    def _corrected(self, mapping: dict[str, str] | None = None) -> None:
        on = None if not self.day.text() or self.day.problem() else self.day.value()
        said = self.reading.mapping if mapping is None else mapping
        self.reading = Reading(self.reading.paths, on, self.blank.value(), said)
        if self.reading.paths:
            self.again.emit()


def _asked(asks: Sequence[str]) -> str:
    """What a draft asks for, as the window says it."""
    said = "".join(asks)
    if "数据日期" not in said:
        return f"◷ {said.replace('（fupin layouts keep，或在页面上指定）', '')}" if said else ""
    why = "文件写的数据日期还没有到" if "还没有到" in said else "文件里没有写明数据日期"
    return f"{why}，请填写，如 20180508"


def _list_key(draft: AnyDraft) -> str:
    from fupin_desktop.services.importing import Draft

    return draft.rows.list_key if isinstance(draft, Draft) else draft.list_key
