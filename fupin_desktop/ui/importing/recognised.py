"""The first band: the file, its layout, the day of its data, and what each column is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft

REMARKS = 2


class Meaning(Protocol):
    """What one column is taken for."""

    @property
    def letter(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...


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
        self.reading = Reading(())
        self.file = QLabel()
        head(self.file, 1)
        self.layout_words = quiet("")
        self.day = Editor(_Day.fields["on"], desk.today)
        self.day.widget.setFixedWidth(120)
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
        self.columns.hide()
        self.columns_button = QPushButton()
        self.columns_button.setProperty("tone", "link")
        self.columns_button.clicked.connect(lambda: self._show_columns(self.columns.isHidden()))
        self._lay_out()

    def _lay_out(self) -> None:
        top, row = QHBoxLayout(), QHBoxLayout()
        for each in (top, row):
            each.setSpacing(S)
        top.addWidget(self.file)
        top.addWidget(self.layout_words, 1)
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
        self._show_columns(False)
        self.say_reading()

    def say_reading(self) -> None:
        names = self.reading.paths
        more = f" 等{len(names)}个文件" if len(names) > 1 else ""
        self.file.setText(f"{names[0].name}{more}" if names else "")
        self.layout_words.setText("正在读取…")
        for label in (self.asks, self.remarks):
            label.hide()
        self.columns_button.hide()

    def show_draft(self, draft: AnyDraft) -> None:
        """Say what was recognised."""
        self.layout_words.setText(f"{draft.layout}　工作表“{draft.sheet}”　标题行：第{draft.header_row}行")
        self.day.put(draft.data_day)
        why = "文件写的数据日期还没有到" if "还没有到" in "".join(draft.asks) else "文件里没有写明数据日期"
        self._ask(f"{why}，请填写，如 20180508" if draft.asks else "", "amber")
        unknown = draft.unknown_columns
        self.columns.show_columns(draft.mapping, draft.choices())
        said = (
            f"{len(draft.mapping)}列，都认识"
            if not unknown
            else f"{len(draft.mapping)}列，{len(unknown)}列不认识"
        )
        self.columns_button.setText(f"{said}　核对列的对应 ▾")
        self.columns_button.setToolTip(
            f"不认识的列：{'、'.join(unknown)}（原样保留，导出时写回）" if unknown else ""
        )
        self.columns_button.show()
        shown = draft.remarks[:REMARKS]
        more = f"；还有{len(draft.remarks) - REMARKS}条" if len(draft.remarks) > REMARKS else ""
        toned(self.remarks, f"◷ {'；'.join(shown)}{more}", "amber")
        self.remarks.setToolTip("\n".join(draft.remarks))
        self.remarks.setVisible(bool(draft.remarks))

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


class ColumnsTable(QWidget):
    """Each column of the file and what it is taken for; ``corrected`` says a letter and what it means instead."""

    corrected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.table: LineTable[Meaning] = LineTable(
            (
                Column("列", lambda each: each.letter, 4),
                Column("文件里的列名", lambda each: each.heading, 30),
                Column(
                    "读作",
                    lambda each: each.label or "（不认识，原样保留）",
                    0,
                    tone=lambda each: "" if each.key else "amber",
                ),
            )
        )
        self.view: LineView[Meaning] = LineView(self.table, "列的对应")
        self.view.entered.connect(self._enter)
        self.pick = PickBox([("", "不读这一列")])
        self.pick.setAccessibleName("所选列读作")
        self.pick.setMinimumContentsLength(14)
        self.pick.activated.connect(lambda _: self._change())
        row = QHBoxLayout()
        row.addWidget(quiet("所选的列读作"))
        row.addWidget(self.pick)
        row.addWidget(quiet("改了就重新读取；可以打拼音首字母选"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        column.addLayout(row)

    def show_columns(self, columns: Sequence[Meaning], choices: dict[str, str]) -> None:
        kept = self.view.currentIndex().row()
        self.pick.offer([("", "不读这一列"), *choices.items()])
        self.table.show(columns)
        unknown = next((n for n, each in enumerate(columns) if not each.key), 0)
        self.view.go_to_row(kept if kept >= 0 else unknown)

    def _enter(self, column: Meaning) -> None:
        self.pick.put(column.key)

    def _change(self) -> None:
        here = self.view.current()
        if here is not None and self.pick.value() != here.key:
            self.corrected.emit(here.letter, self.pick.value())
