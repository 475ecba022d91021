"""The road of one passage from top to bottom: what was done, what is next and until when, what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desktop.domain.procedure import Result, Step, shown
from fupin_desktop.domain.values import show_day
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.procedure.papers import Thumbs
from fupin_desktop.ui.procedure.stops import DONE, GONE, LATER, NEXT, Stop, due_words, stops
from fupin_desktop.ui.theme import XS, M, S, theme

if TYPE_CHECKING:
    from fupin_desktop.domain.posting import Posting
    from fupin_desktop.domain.visit import Attachment
    from fupin_desktop.services.procedure import PassageFile

GUTTER = 30


class Timeline(QWidget):
    """↑↓ choose a stop, ``chosen`` says which; ``opened`` when Enter is pressed on it."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[_Row] = []
        self.current: Stop | None = None
        self._place = -1
        self._folded = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("程序的步骤")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, S)
        self.column.setSpacing(0)

    def show_file(
        self, file: PassageFile, papers: Sequence[Attachment], posted: Mapping[str, Sequence[Posting]]
    ) -> None:
        """Show a passage; the same stop is chosen again, at first the next step."""
        kept = (self.current.kind.key, self.current.state) if self.current else ("", NEXT)
        while self.column.count():
            if widget := self.column.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()
        self.rows = []
        found = list(stops(file, papers))
        shown_stops = [each for each in found if each.state != GONE]
        gone = [each for each in found if each.state == GONE]
        for number, stop in enumerate(shown_stops):
            hung = posted.get(str(stop.kind.key), ()) if stop.state == NEXT else ()
            self._add(_Row(self, stop, file, hung, first=number == 0, last=number == len(shown_stops) - 1))
        if gone:
            self._add_gone(gone, file)
        self.column.addStretch(1)
        places = [place for place, row in enumerate(self.rows) if (row.stop.kind.key, row.stop.state) == kept]
        nexts = [place for place, row in enumerate(self.rows) if row.stop.state == NEXT]
        if self.rows:
            self.choose((places or nexts or [len(shown_stops) - 1])[-1])

    def _add(self, row: _Row) -> None:
        self.rows.append(row)
        self.column.addWidget(row)

    def _add_gone(self, gone: Sequence[Stop], file: PassageFile) -> None:
        fold = _Fold(f"已撤回的步骤（{len(gone)}）")
        self.column.addWidget(fold)
        rows = [_Row(self, each, file, (), first=True, last=True) for each in gone]
        for row in rows:
            self._add(row)
            row.setVisible(not self._folded)

        def turn(folded: bool) -> None:
            self._folded = folded
            for row in rows:
                row.setVisible(not folded)

        fold.folded = self._folded
        fold.say()
        fold.turned.connect(turn)

    def choose(self, place: int) -> None:
        """Put the cursor on a row."""
        if not 0 <= place < len(self.rows):
            return
        self._place = place
        self.current = self.rows[place].stop
        for number, row in enumerate(self.rows):
            row.mark(number == place)
        self.chosen.emit(self.current)

    def row(self) -> _Row | None:
        """The row under the cursor."""
        return self.rows[self._place] if 0 <= self._place < len(self.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            seen = [place for place, row in enumerate(self.rows) if not row.isHidden()]
            now = seen.index(self._place) if self._place in seen else 0
            self.choose(seen[max(0, min(len(seen) - 1, now + steps[Qt.Key(event.key())]))])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def dressed(self) -> None:
        """The colours or the size of the text changed."""
        for row in self.rows:
            row.update()


class _Fold(QLabel):
    """A line that opens and closes what was withdrawn."""

    turned = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self.folded = words, True
        self.setProperty("tone", "quiet")
        self.setContentsMargins(GUTTER, S, 0, XS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say()

    def say(self) -> None:
        self.setText(f"{'▸' if self.folded else '▾'} {self._words}")

    def _turn(self) -> None:
        self.folded = not self.folded
        self.say()
        self.turned.emit(self.folded)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._turn()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    """One stop: its sign at the left, its words beside it."""

    def __init__(
        self, line: Timeline, stop: Stop, file: PassageFile, posted: Sequence[Posting], *, first: bool, last: bool
    ) -> None:  # fmt: skip
        super().__init__(line)
        self.line, self.stop = line, stop
        self._first, self._last, self._marked = first, last, False
        column = QVBoxLayout(self)
        column.setContentsMargins(GUTTER, XS + 1, M, XS + 1)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(S)
        self.name = QLabel(stop.kind.label)
        top.addWidget(self.name)
        top.addWidget(quiet(stop.kind.actor), 1)
        self.when = QLabel()
        top.addWidget(self.when)
        column.addLayout(top)
        self.words: list[str] = []
        for text, tone in self._said(file, posted):
            self.words.append(text)
            label = QLabel()
            label.setWordWrap(True)
            toned(label, text, tone)
            column.addWidget(label)
        if stop.papers:
            column.addWidget(Thumbs(line.desk, stop.papers))
        self._dress()

    def _dress(self) -> None:
        stop = self.stop
        font = self.name.font()
        font.setBold(stop.state in (NEXT, DONE))
        font.setStrikeOut(stop.state == GONE)
        self.name.setFont(font)
        if stop.state in (LATER, GONE):
            toned(self.name, self.name.text(), "quiet")
        if stop.step is not None:
            person = f"　{stop.step.person}" if stop.step.person else ""
            toned(self.when, f"{show_day(stop.step.on)}{person}", "quiet")
        self.setAccessibleName(f"{stop.kind.label} {self.when.text()} {' '.join(self.words)}")

    def _said(self, file: PassageFile, posted: Sequence[Posting]) -> Iterator[tuple[str, str]]:
        stop = self.stop
        if stop.state == NEXT:
            yield from self._next(file, posted)
        elif stop.state == LATER and stop.kind.optional:
            yield "可不办", "quiet"
        if stop.step is not None:
            yield from self._done(stop.step, file)

    def _next(self, file: PassageFile, posted: Sequence[Posting]) -> Iterator[tuple[str, str]]:
        course = file.course
        if course.objection is not None:
            word = "有异议待查" if course.objection.result is Result.DISPUTED else "退回"
            yield f"{word}：{course.objection.reason}", "amber"
        if course.running is not None and course.running.until is not None:
            until = show_day(course.running.until)
            yield f"{course.road.step(course.running.kind).label}到{until}期满后办理", "quiet"
        words, tone = due_words(course.due, course.on)
        if words:
            yield words, tone
        for each in posted[:1]:
            until = f"，至{show_day(each.until)}" if each.until else ""
            yield f"已张贴：{show_day(each.posted_on or course.on)}{until}", "green"

    def _done(self, step: Step, file: PassageFile) -> Iterator[tuple[str, str]]:
        if step.result is not Result.PASSED:
            back = file.course.road.back_to(step.kind, step.back_to)
            where = (
                f"，退回到{file.course.road.step(back).label}"
                if step.result in (Result.RETURNED, Result.DISPUTED)
                else ""
            )
            yield (
                f"{step.result.label}：{step.reason}{where}",
                "red" if step.result is Result.FAILED else "amber",
            )
        if step.until is not None:
            yield f"公示至{show_day(step.until)}", "quiet"
        said = "　".join(f"{label}：{value}" for label, value in shown(self.stop.kind, step) if value)
        if said:
            yield said, "quiet"
        if step.override:
            yield f"破例：{step.override}", "amber"
        if step.remark:
            yield f"备注：{step.remark}", "quiet"
        if step.withdrawn_on is not None:
            yield f"{show_day(step.withdrawn_on)}撤回：{step.withdrawn_reason}", "quiet"

    def mark(self, on: bool) -> None:
        """Say that the cursor is here."""
        if self._marked != on:
            self._marked = on
            self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.line.choose(self.line.rows.index(self))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.line.opened.emit(self.stop)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours
        if self._marked:
            painter.fillRect(self.rect(), QColor(colours.chosen if self.line.hasFocus() else colours.hover))
        middle, top = GUTTER / 2, XS + 2 + self.name.height() / 2
        painter.setPen(QPen(QColor(colours.line), 2))
        if not self._first:
            painter.drawLine(round(middle), 0, round(middle), round(top))
        if not self._last:
            painter.drawLine(round(middle), round(top), round(middle), self.height())
        self._paint_sign(painter, middle, top)
        painter.end()

    def _paint_sign(self, painter: QPainter, middle: float, top: float) -> None:
        sign, tone, full = self._sign()
        colour = QColor(getattr(theme.colours, tone))
        box = QRectF(middle - 8, top - 8, 16, 16)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if full else QColor(theme.colours.surface))
        painter.drawEllipse(box)
        if sign:
            painter.setPen(QColor(theme.colours.on_accent if full else tone))
            font = painter.font()
            font.setPixelSize(11)
            painter.setFont(font)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)

    def _sign(self) -> tuple[str, str, bool]:
        """The sign in the circle, its colour, and whether the circle is full."""
        stop = self.stop
        if stop.state == NEXT:
            return "", "accent", True
        if stop.step is None or stop.state == GONE:
            return "", "quiet" if stop.state == GONE else "line", False
        match stop.step.result:
            case Result.PASSED:
                return "✓", "green", True
            case Result.FAILED:
                return "✕", "red", True
            case _:
                return "！", "amber", True
