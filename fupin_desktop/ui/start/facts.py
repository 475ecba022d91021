"""What papers cannot do without: the unit, its county and township, its villages, a phone, and who works."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.fields import Problem, Record, calendar_year, money, record, text, whole
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.village import Village
from fupin_desktop.services.beginning.export import FoundPlaces, FoundTownship
from fupin_desktop.services.beginning.making import proposed_unit
from fupin_desktop.services.beginning.villages import Typed, typed_villages
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.start.page import PlaceLine, StartPage, link, primary
from fupin_desktop.ui.theme import XL, XS, S
from fupin_desktop.ui.timing import pause

Written = tuple[dict[str, str], str]
"""The texts of the form by field, and the villages."""
KINDS = ("identification", "exit", "housing", "monitoring")
"""The notices whose 依据文号 is asked once."""


@record("单位")
class Beginning(Record):
    """What is asked once, before the first paper."""

    county: str = text("县", default="", required=True, longest=40)
    township: str = text("乡镇", default="", required=True, longest=40)
    unit: str = text("单位全称", default="", required=True, longest=60)
    phone: str = text("监督电话", default="", required=True, longest=40)
    by: str = text("经办人", default="", required=True, longest=40)
    basis: str = text("依据文号", default="", longest=200)
    year: int | None = calendar_year("标准线年度", default=None)
    line: Decimal | None = money("标准线", default=None, least=0, unit="元")
    report_day: int = whole("月报日", default=25, least=1, most=31, required=True, unit="日")


FORM = (
    Section("", ("county", "township", "unit", "phone", "by"), wide=("unit",)),
    Section("依据文号、标准线、月报日（可以以后填）", ("basis", "year", "line", "report_day"),
            wide=("basis",), open=False),
)  # fmt: skip


class _Form(RecordForm):
    def _say_dirty(self) -> None:
        """Nothing is kept before the office is made: there is nothing to save or to give up."""


class FactsPage(StartPage):
    """``wanted``: everything is there, make the office. ``villages_wanted``: read them from an export."""

    wanted = Signal()
    villages_wanted = Signal()

    def __init__(
        self, today: date, *, folder: Path | None, back: str = "", words: str = "", button: str = "建立办公室",
        worker: str = "",
    ) -> None:  # fmt: skip
        super().__init__(
            "单位情况", words or "公示、报表上要用，以后可以在“设置”里修改。Enter 到下一格。", back
        )
        self._today = today
        self._proposed = ""
        self.typed = Typed()
        self.found: FoundPlaces | None = None
        self.township: FoundTownship | None = None
        self.form = _Form(Beginning, FORM, columns=2)
        self.form.show_record(Beginning(by=worker))
        self.form.changed.connect(self._propose)
        self.form.hint("phone", "如 0999-1234567")
        self.form.hint("basis", "如 ×政办发〔2018〕5号")
        self.villages = QPlainTextEdit()
        self.villages.setPlaceholderText(
            "每行一个村，或从 Excel 粘贴；按公示和报表的顺序，如：\n水村\n月亮村"
        )
        self.villages.setAccessibleName("行政村")
        self.villages.setTabChangesFocus(True)
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        self._soon = pause(self, 200, self.count)
        self.villages.textChanged.connect(self._soon.start)
        self.place = PlaceLine(folder) if folder else None
        self.button = primary(f"{button}（Ctrl+Enter）")
        self.button.clicked.connect(self.finish)
        self._lay_out_form()
        self.count()

    def _lay_out_form(self) -> None:
        read = link("从导出表读取村名…")
        read.clicked.connect(self.villages_wanted)
        label = quiet("行政村 *")
        label.setBuddy(self.villages)
        right = QVBoxLayout()
        right.setSpacing(XS)
        right.addSpacing(S)
        right.addWidget(label)
        right.addWidget(self.villages, 1)
        right.addWidget(self.counted)
        right.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XL)
        row.addWidget(self.form, 3)
        row.addLayout(right, 2)
        self.body.addWidget(both, 1)
        self.foot.addWidget(self.button)
        if self.place:
            self.foot.addWidget(self.place, 1)
        else:
            self.foot.addStretch(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)
        last = self.form.editors["by"].widget
        QWidget.setTabOrder(last, self.villages)
        QWidget.setTabOrder(self.villages, self.button)

    def take_focus(self) -> None:
        empty = (
            each
            for each in ("county", "township", "unit", "phone", "by")
            if not self.form.editors[each].text()
        )
        self.form.go_to(next(empty, "unit"))

    # what is known already

    def written(self) -> Written:
        """What stands here, for the next time this page is opened."""
        return self.form.texts(), self.villages.toPlainText()

    def put_back(self, written: Written) -> None:
        """Show what was typed before somebody went back."""
        texts, villages = written
        for name, typed in texts.items():
            self.form.editors[name].put_text(typed)
        self._proposed = proposed_unit(texts["township"].strip(), self._today)
        self.villages.setPlainText(villages)
        self.count()

    def show_found(self, found: FoundPlaces, township: FoundTownship, *, importing: bool = False) -> None:
        """Put in what an export says: where it is, and its villages; ``importing``: its people come next."""
        if importing:
            self.found, self.township = found, township
        for name, said in (("county", township.county), ("township", township.township)):
            if said:
                self.form.editors[name].put_text(said)
        self.villages.setPlainText("\n".join(name for name, _ in township.villages))
        self._propose()
        day = f"，数据日期{show_day(found.day)}" if found.day else ""
        self.words.setText(
            f"从“{found.files}”读出：{township.county}{township.township}，{len(township.villages)}个村"
            f"{township.households}户{day}。请核对，不对的直接改。"
        )
        self.words.show()
        self.count()
        self.take_focus()

    def _propose(self) -> None:
        """The unit's name follows the township until somebody writes another."""
        unit = self.form.editors["unit"]
        if unit.text() in ("", self._proposed):
            self._proposed = proposed_unit(self.form.editors["township"].text().strip(), self._today)
            unit.put_text(self._proposed)

    def count(self) -> None:
        """Say how many villages were understood, and what was put right."""
        self._soon.stop()
        self.typed = typed_villages(self.villages.toPlainText())
        if self.typed.names and not self.typed.problem:
            self.form.mended("villages")
        if self.typed.problem:
            toned(self.counted, f"！ {self.typed.problem}", "red")
            return
        count = f"{len(self.typed.names)}个村" if self.typed.names else ""
        remarks = "；".join(self.typed.remarks)
        toned(self.counted, "，".join(filter(None, (count, remarks))), "amber" if remarks else "quiet")

    # going on

    def finish(self) -> None:
        """Go on when nothing is lacking, else say what is."""
        self.count()
        if self.place and self.place.ground.trouble:
            self.place.change.setFocus()
            self.say(self.place.ground.trouble)
            return
        wrong = self.form.problems()
        if self.typed.problem or not self.typed.names:
            wrong.append(Problem("villages", self.typed.problem or "请至少填写一个行政村"))
        self.form.show_problems(wrong)
        if not wrong:
            self.wanted.emit()
        elif wrong[0].field == "villages":
            self.villages.setFocus()

    @property
    def by(self) -> str:
        """The 经办人 that was typed."""
        return str(self._said["by"]).strip()

    @property
    def _said(self) -> Mapping[str, Any]:
        said = self.form.values()
        assert said is not None
        return said

    def facts(self, kept: OfficeFacts) -> OfficeFacts:
        """The office's facts with what was typed."""
        said = self._said
        return dataclasses.replace(
            kept, unit=said["unit"], county=said["county"], township=said["township"], phone=said["phone"],
            people=tuple(dict.fromkeys((*kept.people, self.by))), region=said["county"],
            basis=dict.fromkeys(KINDS, said["basis"]) if said["basis"] else kept.basis, report_day=said["report_day"],
        )  # fmt: skip

    def new_villages(self) -> list[Village]:
        """The villages in their order."""
        said = self._said
        return [
            Village(name=name, county=said["county"], township=said["township"], place=place)
            for place, name in enumerate(self.typed.names)
        ]

    def line(self) -> PovertyLine | None:
        """The county's own line, None when none was typed."""
        said = self._said
        if said["line"] is None or said["year"] is None:
            return None
        return PovertyLine(
            year=said["year"], region=said["county"], kind=LineKind.POVERTY, amount=said["line"]
        )
