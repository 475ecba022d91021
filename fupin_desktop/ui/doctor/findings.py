"""What is doubtful: heaps by village, rule or household at the left, the findings of one at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.rule import GROUPS, Severity
from fupin_desktop.services.doctor import Checked, rule_of
from fupin_desktop.services.doctor.listing import WEIGHT, Asked, By, Heap, heaps, narrowed
from fupin_desktop.ui import era
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.words import SIGNS, TONES
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import panes, quiet
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, S
from fupin_desktop.ui.timing import pause

WAYS = {By.VILLAGE: "按村", By.RULE: "按规则", By.HOUSEHOLD: "按户"}
AT_ONCE = 20_000
"""More findings than this are laid in heaps beside the window."""
ROW, VILLAGE, HEAD, RULE = 1, 2, 3, 5
HEAP_VILLAGE = 1


class FindingsPart(QWidget):
    """``opened``: a finding chosen with Enter or a double click; ``shown``: how many are listed."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.checked: Checked | None = None
        self.by = By.VILLAGE
        self._villages: Sequence[str] = ()
        self._round = 0
        self._kept: tuple[object, int] | None = None
        self._make_filters()
        self.heaps: LineTable[Heap] = LineTable(
            (
                Column("归类", lambda each: each.label, 0, tone=self._heap_tone),
                Column("行政村", lambda each: each.village, 9),
                *(_counted(severity) for severity in Severity),
            )
        )
        self.heaps_view = LineView(self.heaps, "问题分类")
        self.heaps_view.entered.connect(self._show_heap)
        self.table: LineTable[Finding] = LineTable(
            (
                Column("程度", lambda each: SIGNS[each.severity] + each.severity.label, 7,
                       tone=lambda each: TONES[each.severity]),
                Column("行", self.row_of, 5, right=True),
                Column("行政村", lambda each: each.village, 9),
                Column("户主", lambda each: each.head, 9),
                Column("问题", lambda each: each.text, 0),
                Column("规则", lambda each: era.words(rule_of(each).title), 20, tone=lambda _: "quiet"),
            )
        )  # fmt: skip
        self.view = LineView(self.table, "问题")
        self.heaps_view.opened.connect(lambda _: self.view.setFocus())
        self.view.entered.connect(self._explain)
        self.view.opened.connect(self.opened)
        self.words_of_one = quiet("")
        self.words_of_one.setWordWrap(True)
        self.words_of_one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _make_filters(self) -> None:
        self.ways = QButtonGroup(self)
        self.way_buttons: dict[By, QPushButton] = {}
        for by, words in WAYS.items():
            made = _chip(words)
            made.clicked.connect(lambda _=False, by=by: self.lay_by(by))
            self.ways.addButton(made)
            self.way_buttons[by] = made
        self.way_buttons[self.by].setChecked(True)
        self.severities: dict[Severity, QPushButton] = {}
        for severity in Severity:
            self.severities[severity] = made = _chip(severity.label)
            made.setToolTip(f"只看{severity.label}；可以同时选几种，都不选就是全部")
            made.clicked.connect(lambda _: self.relist())
        self.village = PickBox([("", "全部村")])
        self.village.setAccessibleName("行政村")
        self.group = PickBox([("", "全部规则"), *GROUPS.items()])
        self.group.setAccessibleName("规则分组")
        for box in (self.village, self.group):
            box.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 9)
            box.currentIndexChanged.connect(lambda _: self.relist())
        self.words = QLineEdit()
        self.words.setPlaceholderText("姓名、拼音、户编号、问题里的字")
        self.words.setAccessibleName("在问题里找")
        self.words.setClearButtonEnabled(True)
        self._soon = pause(self, 150, self.relist)
        self.words.textEdited.connect(lambda _: self._soon.start())
        self.words.textChanged.connect(lambda text: None if text else self._soon.start())

    def _lay_out(self) -> None:
        self.words.returnPressed.connect(self.view.setFocus)
        tools = QHBoxLayout()
        tools.setSpacing(XS)
        for made in self.way_buttons.values():
            tools.addWidget(made)
        tools.addSpacing(S)
        for made in self.severities.values():
            tools.addWidget(made)
        tools.addStretch(1)
        for widget in (self.village, self.group):
            tools.addWidget(widget)
        tools.addWidget(self.words, 3)
        one = self.fontMetrics().horizontalAdvance("国")
        self.words.setMinimumWidth(one * 6)
        self.words.setMaximumWidth(one * 20)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(S, 0, 0, 0)
        inner.setSpacing(XS)
        inner.addWidget(self.view, 1)
        inner.addWidget(self.words_of_one)
        both = panes(self.heaps_view, right, (330, 880), grows=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(tools)
        column.addWidget(both, 1)

    # what is shown

    def show_checked(self, checked: Checked, villages: Sequence[str]) -> None:
        """Show an examination; the heap and the finding under the cursor stay if they are still there."""
        self.checked, self._villages = checked, villages
        counts = checked.by_severity()
        for severity, made in self.severities.items():
            made.setText(f"{severity.label} {counts[severity]:,}")
        present = {each.village for each in checked.findings}
        names = [*(each for each in villages if each in present), *sorted(present - set(villages))]
        now = self.village.value()
        self.village.renew([("", "全部村"), *((each, each or "未写村名") for each in names)], now)
        self.view.setColumnHidden(ROW, not checked.file)
        self.relist()

    @property
    def asked(self) -> Asked:
        """What the filters ask for."""
        return Asked(
            frozenset(severity for severity, made in self.severities.items() if made.isChecked()),
            self.village.value() or "", self.group.value() or "", self.words.text(),
        )  # fmt: skip

    def lay_by(self, by: By) -> None:
        """Lay the findings in other heaps."""
        self.by = by
        self.way_buttons[by].setChecked(True)
        self._kept = None
        self.heaps.show(())
        self.relist()

    def look_at(self, *, village: str = "", rule: str = "") -> None:
        """Show the findings of a village or of a rule alone."""
        for made in self.severities.values():
            made.setChecked(False)
        for box, value in ((self.village, village), (self.group, "")):
            box.blockSignals(True)
            box.put(value)
            box.blockSignals(False)
        self.words.setText("")
        if rule:
            self.by = By.RULE
            self.way_buttons[self.by].setChecked(True)
        self._kept = (rule or "", 0)
        self.heaps.show(())
        self.relist()

    def forget(self) -> None:
        """What comes next is of something else: begin with all of it."""
        self._kept = ("", 0)

    def relist(self) -> None:
        """Lay the findings that are wanted in heaps, many of them beside the window."""
        self._soon.stop()
        if self.checked is None:
            return
        self._round += 1
        now, findings, asked, by, villages = (
            self._round, self.checked.findings, self.asked, self.by, self._villages
        )  # fmt: skip
        if len(findings) <= AT_ONCE:
            self._take(now, _laid(findings, asked, by, villages))
        else:
            self.desk.run_quietly(
                lambda _: _laid(findings, asked, by, villages), lambda made: self._take(now, made)
            )

    def _take(self, now: int, made: list[Heap]) -> None:
        if now != self._round:
            return
        here = self.heaps_view.current()
        key, row = self._kept or ((here.key if here else ""), self.view.currentIndex().row())
        self._kept = None
        self.heaps_view.setColumnHidden(HEAP_VILLAGE, self.by is not By.HOUSEHOLD)
        self.heaps.show(made)
        place = next((place for place, heap in enumerate(made) if heap.key == key), 0)
        self.table.show(())
        self.heaps_view.go_to_row(place)
        if self.table.lines:
            self.view.go_to_row(max(0, min(row, len(self.table.lines) - 1)))
        elif not made[place].findings:
            self.words_of_one.setText("这样筛选没有问题。" if self.checked and self.checked.findings else "")

    def _show_heap(self, heap: Heap) -> None:
        every = heap.key == ""
        self.view.setColumnHidden(VILLAGE, not every and self.by is not By.RULE)
        self.view.setColumnHidden(HEAD, not every and self.by is By.HOUSEHOLD)
        self.view.setColumnHidden(RULE, not every and self.by is By.RULE)
        self.table.show(heap.findings)
        self.view.go_to_row(0)

    def _explain(self, finding: Finding) -> None:
        rule = rule_of(finding)
        where = (
            f"{finding.village}　{finding.head}　{finding.household}"
            if finding.household_id
            else finding.village
        )
        if self.checked and self.checked.file:
            where = f"第{self.row_of(finding)}行　{where}"
        hint = f"　{rule.hint}" if rule.hint else ""
        self.words_of_one.setText(
            f"{where}\n{finding.text}\n规则 {rule.key} {rule.title}　来源：{rule.origin}{hint}"
        )

    def row_of(self, finding: Finding) -> str:
        """The line of a file in which a finding stands."""
        if self.checked is None:
            return ""
        row = self.checked.rows.get((finding.household_id or 0, finding.person_id or 0))
        return str(row or "")

    def _heap_tone(self, heap: Heap) -> str:
        if self.by is not By.RULE or not heap.findings or heap.key == "":
            return ""
        return TONES[heap.findings[0].severity]

    def take_focus(self) -> None:
        """Put the keyboard into the list of heaps, or of findings once one was looked at."""
        (self.view if self.table.lines else self.heaps_view).setFocus()


def _laid(findings: Sequence[Finding], asked: Asked, by: By, villages: Sequence[str]) -> list[Heap]:
    """All wanted findings as the first heap, then the heaps."""
    found = sorted(narrowed(findings, asked), key=lambda each: WEIGHT[each.severity])
    every = Heap("", f"全部 {len(found):,}处")
    for each in found:
        every.add(each)
    return [every, *heaps(found, by, villages)]


def _counted(severity: Severity) -> Column[Heap]:
    return Column(
        severity.label,
        lambda each: f"{each.counts[severity]:,}" if each.counts[severity] else "",
        5,
        right=True,
        tone=lambda _: TONES[severity],
    )


def _chip(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setProperty("tone", "filter")
    made.setCheckable(True)
    return made
