"""The band on top of the first page: how much is overdue and due this week, and the first few things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head
from fupin_desktop.ui.theme import ROW, XS, S, theme
from fupin_desktop.ui.timing import pause

MOST = 4
AFTER = 1500
"""Milliseconds that a change has to rest before it is looked again what is due."""
QUIET = frozenset({"check_run", "outgoing"})


@dataclass(frozen=True, slots=True)
class Said:
    """One line: days left in words with their tone, village, subject, sentence, who; and the thing itself."""

    left: str
    tone: str
    village: str
    subject: str
    text: str
    person: str
    item: object


@dataclass(frozen=True, slots=True)
class Glance:
    """What the band shows."""

    on: date
    counts: dict[str, int]
    lines: tuple[Said, ...]


class DueBand(QWidget):
    """Says ``desk.counted`` with what is overdue, now and after changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.heading = QLabel("催办")
        head(self.heading, 1)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(XS)
        row.addWidget(self.heading)
        row.addSpacing(S)
        for key in ("overdue", "week", "later"):
            made = self.buttons[key] = QPushButton()
            made.setProperty("tone", "filter")
            made.clicked.connect(lambda _=False, key=key: self.desk.go("due", group=key))
            row.addWidget(made)
        row.addStretch(1)
        self.table: LineTable[Said] = LineTable(
            (
                Column("剩余", lambda each: each.left, 11, tone=lambda each: each.tone),
                Column("行政村", lambda each: each.village, 12),
                Column("对象", lambda each: each.subject, 14),
                Column("事项", lambda each: each.text, 0),
                Column("责任人", lambda each: each.person, 14, tone=lambda _: "quiet"),
            )
        )
        self.view = LineView(self.table, "催办")
        self.view.horizontalHeader().hide()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(row)
        column.addWidget(self.view)
        self._soon = pause(self, AFTER, self.load)
        desk.changed.connect(self._hear)
        self.hide()

    def _hear(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables - QUIET:
            self._soon.start()

    def load(self) -> None:
        """Look again what is due, beside the window and after what pages wait for."""
        self.desk.run_quietly(lambda watch: _glance(self.desk, watch), self._take, "draw")

    def _take(self, glance: Glance) -> None:
        self.desk.counted.emit("due", glance.counts["overdue"])
        for key, words in (("overdue", "逾期"), ("week", "本周"), ("later", "以后")):
            count = glance.counts[key]
            sign = {"overdue": "！", "week": "◷ "}.get(key, "") if count else ""
            self.buttons[key].setText(f"{sign}{words} {count:,}")
        self.heading.setToolTip(f"截至{glance.on.isoformat()}，按F4看全部")
        self.table.show(glance.lines)
        self.dress()
        self.view.setVisible(bool(glance.lines))
        self.setVisible(any(glance.counts.values()))

    def dress(self) -> None:
        """As tall as its lines."""
        self.view.size_columns()
        tall = max(ROW, round(theme.size * 2.8))
        self.view.setFixedHeight(tall * len(self.table.lines) + 2)

    def _open(self, line: Said) -> None:
        from fupin_desktop.domain.due import Due
        from fupin_desktop.ui.due.opening import open_item

        assert isinstance(line.item, Due)
        open_item(self.desk, line.item)


def _glance(desk: Desk, watch: Watch) -> Glance:
    """What the band shows; read beside the window, and only then are the rules and records of it imported."""
    from fupin_desktop.domain.due import Group, counted, days_words, group_of
    from fupin_desktop.services.due.listing import foremost
    from fupin_desktop.ui.due.opening import day_of

    on = day_of(desk)
    items = desk.office.due.all(on, watch=watch)
    tones = {Group.OVERDUE: "red", Group.WEEK: "amber", Group.LATER: ""}
    lines = tuple(
        Said(
            days_words(each.days_left(on)), tones[group_of(each.due, on)], each.village, each.subject, each.text, each.person,
            each,
        )
        for each in foremost(items, on, MOST)
    )  # fmt: skip
    return Glance(on, {group.value: count for group, count in counted(items, on).items()}, lines)
