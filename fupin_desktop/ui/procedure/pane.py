"""登记这一步: one form for one household or for many, what is against it beside the fields, registered as one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.procedure import Result, RoadKind
from fupin_desktop.domain.procedure.identification import CHECKLIST
from fupin_desktop.services.tasks import NOBODY, Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.page import Line, head, quiet
from fupin_desktop.ui.procedure.form import FACT, YEAR, StepForm
from fupin_desktop.ui.procedure.papers import ComingFiles
from fupin_desktop.ui.theme import XS, M, S, theme
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure import Hindrance
    from fupin_desktop.services.procedure import Doing, PassageFile

WAIT = 250
"""Milliseconds after the last key before the office is asked what is against it."""
LOOKED_AT = 20
"""Of so many households it is asked while one types; of all when it is registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A step that is to be registered: of whom (ids of households, names of villages) and what they are called.

    ``begins``: a passage begins with it. ``record_id``: the renovation, episode or relocation that it is about.
    """

    road: RoadKind
    step: str
    subjects: tuple[int | str, ...]
    names: tuple[str, ...]
    record_id: int | None = None
    begins: bool = False
    village: str = ""

    @property
    def words(self) -> str:
        """水村张三户, 水村张三户等3户"""
        first = self.names[0] if self.names else ""
        return f"{first}等{len(self.names)}户" if len(self.names) > 1 else first


class StepPane(Drops, QWidget):
    """``done`` gives the passages as they stand after the step; ``left``: it was given up."""

    done = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.wanted: Wanted | None = None
        self.form: StepForm | None = None
        self._day = date.min
        self._offered: dict[str, str] = {}
        self._round = 0
        self.title, self.actor, self.names = QLabel(), Line(), Line()
        head(self.title, 1.0)
        self.hint = quiet("")
        self.hint.setWordWrap(True)
        self.hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.hint.linkActivated.connect(lambda _: self._to_meeting())
        self.register_button = QPushButton("登记（Ctrl+S）")
        self.register_button.setProperty("tone", "primary")
        self.register_button.clicked.connect(self.register)
        self.leave_button = QPushButton("放弃（Esc）")
        self.leave_button.clicked.connect(self.give_up)
        self._timer = pause(self, WAIT, self._look)
        self.papers = ComingFiles(desk)
        self.papers.changed.connect(self._timer.start)
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.viewport().setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.register_button)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.papers, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, XS, M, S)
        column.setSpacing(XS)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.title)
        top.addWidget(self.actor, 1)
        column.addLayout(top)
        column.addWidget(self.names)
        column.addWidget(self.hint)
        column.addWidget(self.area, 1)
        column.addLayout(buttons)

    # beginning

    def begin(self, wanted: Wanted) -> None:
        """Ask for a step; what was typed of it before and not registered stands there again."""
        self.set_aside()
        self.wanted = wanted
        road = self.desk.office.procedures.road(wanted.road)
        step = road.step(wanted.step)
        self.form = StepForm(road, step, begins=wanted.begins, today=self.desk.today)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, XS, 0)
        column.addWidget(self.form)
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.title.setText(f"登记：{step.label}")
        self.actor.setText(step.actor)
        self.names.setText(f"{len(wanted.names)}户：{'、'.join(wanted.names)}")
        self.names.setVisible(len(wanted.names) > 1)
        voted = "votes" in step.asks
        several = "这几户的票数都按下面登记；" if len(wanted.subjects) > 1 else ""
        link = '全村一起评议的，到<a href="meeting">评议会</a>逐户填票数'
        self.hint.setText(several + link if voted else "")
        self.hint.setVisible(voted)
        self.papers.begin(step.papers)
        self.papers.setVisible(len(wanted.subjects) == 1)
        self._fill(wanted)
        self.form.save_wanted.connect(self.register)
        self.form.changed.connect(self._changed)
        self.form.go_to("on")

    def _fill(self, wanted: Wanted) -> None:
        form, today = self.form, self.desk.today()
        assert form is not None
        form.fit()
        values: dict[str, Any] = {
            "on": today, "result": Result.PASSED, "person": self.desk.office.by, YEAR: today.year, **self._known(today),
        }  # fmt: skip
        record = form.kind(**{name: value for name, value in values.items() if name in form.editors})
        label = f"{form.step.label} {wanted.words}"
        if (ticks := FACT + "ticked") in form.editors:
            conditions = self.desk.office.settings.facts().checklist or CHECKLIST
            form.hint(ticks, "、".join(conditions))
            form.editors[ticks].widget.setToolTip(
                "写几个字就行，如：小汽车、商品房\n" + "\n".join(conditions)
            )
        form.show_record(record, drafts=self.desk.office.drafts, key=self._key(), label=label)
        self._day, self._offered = today, form.texts()
        form.fit()
        if draft := self.desk.office.drafts.find(self._key()):
            form.put_draft(draft)
            form.fit()
        form.ask_why(False)
        self._look()

    def _known(self, on: date) -> dict[str, Any]:
        """What can be filled in for a step of a day: the last day of a notice, and of one household what the office knows."""
        wanted, procedures = self.wanted, self.desk.office.procedures
        found: dict[str, Any] = {}
        if wanted is not None:
            with self.desk.speaking():
                found["until"] = procedures.notice_until(wanted.road, wanted.step, on)
                if len(wanted.subjects) == 1:
                    known = procedures.prefill(wanted.road, wanted.subjects[0], wanted.step, on=on)
                    found.update({FACT + name: value for name, value in known.items()})
        return found

    def _key(self) -> str:
        assert self.wanted
        whose = ",".join(str(each) for each in self.wanted.subjects)
        return f"step:{self.wanted.road.value}:{self.wanted.step}:{whose}"

    def _to_meeting(self) -> None:
        if self.wanted is not None:
            self.desk.go(
                "procedure", part="meeting", road=self.wanted.road.value, village=self.wanted.village
            )

    # what is against it

    def _changed(self) -> None:
        self._follow_day()
        self._timer.start()

    def _follow_day(self) -> None:
        """What was filled in for one day is filled in for another, but for what somebody typed."""
        form = self.form
        on = form.doing().on if form is not None else self._day
        if form is None or on == self._day:
            return
        self._day = on
        for name, value in self._known(on).items():
            editor = form.editors.get(name)
            if (
                editor is not None
                and editor.text() == self._offered.get(name)
                and not editor.widget.hasFocus()
            ):
                editor.put(value)
                self._offered[name] = editor.text()

    def _look(self) -> None:
        """Ask the office beside the window."""
        form, wanted = self.form, self.wanted
        if form is None or wanted is None:
            return
        self._timer.stop()
        self._round += 1
        now, ask = self._round, self._asker(form, wanted)
        self.desk.run_quietly(ask, lambda found: self._show(now, found))

    def _asker(self, form: StepForm, wanted: Wanted) -> Callable[[Watch], list[Hindrance]]:
        """What tells everything that is against what stands in the form now."""
        doing, year = form.doing(files=tuple(self.papers.files)), form.year()
        office, today = self.desk.office, self.desk.today()
        return lambda _: [
            found
            for each in wanted.subjects[:LOOKED_AT]
            for found in office.procedures.check(
                wanted.road, each, doing, today=today, year=year, record_id=wanted.record_id
            )
        ]

    def _show(self, now: int, found: Sequence[Hindrance]) -> None:
        if now != self._round or self.form is None:
            return
        why = self.form.editors["override"].text()
        self.form.show_hindrances(
            [(each.field, each.text) for each in found if not (each.waivable and why)], whole=False
        )

    # registering

    def register(self) -> bool:
        """Register the step, as one act; False when something hinders it, which is said beside its field."""
        form, wanted = self.form, self.wanted
        if form is None or wanted is None:
            return False
        self._timer.stop()
        self._round += 1
        if wrong := form.problems():
            against = self._asker(form, wanted)(NOBODY)
            said = [(each.field, each.text) for each in wrong] + [(each.field, each.text) for each in against]
            self._refuse(said)
            return False
        try:
            files = self._do(form.doing(files=tuple(self.papers.files)), form.year())
        except Refused as refused:
            self._refuse([(each.field, each.text) for each in refused.problems])
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        now = f"，{files[0].course.label}" if len(files) == 1 else ""
        self.desk.say(f"已登记{form.step.label}：{wanted.words}{now}", "green", undo=True)
        self.close_form()
        self.done.emit(files)
        return True

    def _refuse(self, said: Sequence[tuple[str, str]]) -> None:
        """Say everything that hinders it, and bring the first of it into view."""
        assert self.form is not None
        self.form.show_hindrances(said, whole=True)
        first = QApplication.focusWidget()
        if not self.form.summary.isHidden() or first is None or not self.form.isAncestorOf(first):
            self.area.verticalScrollBar().setValue(0)
        else:
            self.area.ensureWidgetVisible(first, 0, round(theme.size * 6))

    def _do(self, doing: Doing, year: int | None) -> list[PassageFile]:
        assert self.wanted
        return self.desk.office.procedures.do(
            self.wanted.road, self.wanted.subjects, doing, today=self.desk.today(), year=year,
            record_id=self.wanted.record_id,
        )  # fmt: skip

    # photos and scans that come with it

    def take_files(self, paths: list[Path]) -> None:
        """Files that were dropped are kept with the step."""
        self.papers.add(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.papers.paste()
        else:
            super().keyPressEvent(event)

    # leaving

    @property
    def dirty(self) -> bool:
        return self.form is not None and self.form.dirty

    def give_up(self) -> None:
        """Drop what was typed."""
        if self.form is not None:
            self.form.saved()
        self.close_form()
        self.left.emit()

    def set_aside(self) -> None:
        """Keep what was typed, because one goes elsewhere."""
        if self.form is not None:
            self.form.keep_draft()

    def close_form(self) -> None:
        self._timer.stop()
        self._round += 1
        if self.form is not None:
            self.form.keep_draft()
        self.form = None
        self.wanted = None
        old = self.area.takeWidget()
        if old is not None:
            old.deleteLater()
