"""Which notice, of which village, posted when: the choices above the list, and the making of the pages."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Problem, Record, calendar_year, day, record, whole
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.procedure.labels import POVERTY_ROADS
from fupin_desktop.domain.procedure.roads import ROADS
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import How
    from fupin_desktop.services.notice import NoticeResult
    from fupin_desktop.services.office import Office

EVERYWHERE = "全部村"


@record("公示")
class _Choice(Record):
    start: date | None = day("张贴日期", default=None, required=True)
    days: int | None = whole("公示天数", default=None, required=True, least=1, most=365)
    year: int | None = calendar_year("年度", default=None, required=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clerk chose."""

    kind: str
    village: str | None
    start: date
    days: int | None
    year: int
    paper: str
    form: str = "pdf"
    pack: bool = False
    web: bool = False

    @property
    def lists(self) -> bool:
        """Whether households are named."""
        return KINDS[self.kind].lists

    def pages(
        self,
        office: Office,
        out: Path,
        ids: Sequence[int],
        watch: Watch,
        village: str | None = None,
        *,
        form: str = "",
        how: How | None = None,
    ) -> NoticeResult:
        """Write the notices of these households (of one village) below ``out``; ``how`` records them."""
        one = village or self.village
        return office.notices.write(
            self.kind, out, villages=[one] if one else [], households=list(ids) if self.lists else None, start=self.start,
            year=self.year, days=self.days, paper=self.paper, form=form or self.form, pack=self.pack, web=self.web,
            how=how, watch=watch,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """Pages that were made to be looked at or printed; or why they could not be."""

    papers: tuple[bytes, ...] = ()
    result: NoticeResult | None = None
    problems: tuple[Problem, ...] = ()


def made(office: Office, asked: Asked, ids: Sequence[int], watch: Watch, village: str | None = None) -> Made:
    """The very pages that would be saved."""
    with tempfile.TemporaryDirectory(prefix="fupin") as room:
        try:
            said = asked.pages(office, Path(room), ids, watch, village, form="pdf")
        except Refused as refused:
            return Made(problems=tuple(refused.problems))
        except (Stale, Trouble) as trouble:
            return Made(problems=(Problem("", str(trouble)),))
        return Made(tuple(each.read_bytes() for each in said.files), said)


def _kinds(on: date) -> list[str]:
    """Keys of the notices; those of roads that are over on the day stand last."""
    over = {step.notice for kind in POVERTY_ROADS for step in ROADS[kind].steps} if monitoring(on) else set()
    return sorted(KINDS, key=lambda key: key in over)


class AskBar(QWidget):
    """``changed``: another list is wanted; ``reshaped``: the same list on other pages."""

    changed = Signal()
    reshaped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self._quiet = desk, False
        self.settled = False
        """Whether somebody chose the kind; until then it is the first one that has somebody to name."""
        self.order = _kinds(desk.today())
        self.kind = PickBox([(key, KINDS[key].label) for key in self.order])
        self.village = PickBox([(None, EVERYWHERE)])
        self.paper = PickBox([("A4", "A4"), ("A3", "A3")])
        self.form = PickBox([("pdf", "PDF"), ("docx", "Word/WPS"), ("xlsx", "表格"), ("txt", "文本")])
        self.pack = QCheckBox("成套材料")
        self.pack.setToolTip("张贴清单、公示、无异议证明、异议登记表、照片页，每村一份")
        self.web = QCheckBox("网站版")
        self.web.setToolTip("姓名写成张*三，不列村民小组；监测对象只在村里张贴，没有网站版")
        self.editors = {
            name: Editor(field, desk.today, optional=False) for name, field in _Choice.fields.items()
        }
        for name, box in (
            ("公示种类", self.kind),
            ("行政村", self.village),
            ("纸张", self.paper),
            ("格式", self.form),
        ):
            box.setAccessibleName(name)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self.village.currentIndexChanged.connect(lambda _: self._say(self.changed))
        self.paper.currentIndexChanged.connect(lambda _: self._say(self.reshaped))
        self.pack.toggled.connect(lambda on: self._toggled(self.web, on))
        self.web.toggled.connect(lambda on: self._toggled(self.pack, on))
        self._last: dict[str, str] = {}
        for name, editor in self.editors.items():
            editor.left.connect(lambda name=name: self._left(name))
        self._begin()

    def _lay_out(self) -> None:
        top, under, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (top, under, last):
            row.setSpacing(S)
        top.addWidget(self.kind, 3)
        top.addWidget(self.village, 2)
        for label, name in (("年度", "year"), ("张贴", "start"), ("公示天数", "days")):
            under.addWidget(quiet(label))
            under.addWidget(self.editors[name].widget)
        self._size()
        under.addStretch(1)
        under.addWidget(quiet("纸张"))
        under.addWidget(self.paper)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addLayout(top, 0, 0)
        grid.addLayout(under, 1, 0)
        last.addWidget(self.pack)
        last.addWidget(self.web)
        last.addStretch(1)
        last.addWidget(quiet("格式"))
        last.addWidget(self.form)
        grid.addLayout(last, 2, 0)

    def _size(self) -> None:
        for name, digits in (("year", 4), ("start", 10), ("days", 3)):
            field = self.editors[name].widget
            field.setFixedWidth(field.fontMetrics().horizontalAdvance("0" * digits) + 24)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def _begin(self) -> None:
        """A demo office lives on its last day, every other today."""
        facts = self.desk.office.settings.facts()
        on = (self.desk.office.figures.last_day() if facts.demo else None) or self.desk.today()
        self.editors["start"].put(on)
        self.editors["year"].put(on.year)
        self.show_villages()
        self._put_days()

    def show_villages(self) -> None:
        """Offer the villages as they are now; the chosen one stays."""
        names = [each.name for each in self.desk.office.settings.villages()]
        if names != [self.village.itemText(n) for n in range(1, self.village.count())]:
            kept = self.village.value()
            self._quiet = True
            self.village.offer([(None, EVERYWHERE), *((name, name) for name in names)])
            self.village.put(kept)
            self._quiet = False

    def _put_days(self) -> None:
        facts = self.desk.office.settings.facts()
        kind = KINDS[self.kind.value()]
        hangs = kind.days is not None
        self.editors["days"].put(facts.notice_days.get(kind.key, kind.days) if hangs else None)
        self.editors["days"].widget.setEnabled(hangs)
        self.web.setEnabled(kind.web)
        self.web.setChecked(self.web.isChecked() and kind.web)
        self._last = {name: editor.text() for name, editor in self.editors.items()}

    def asked(self) -> Asked | None:
        """What is chosen, or None while something in it cannot be read; ``problem`` says what."""
        if self.problem():
            return None
        start, days, year = (self.editors[name].value() for name in ("start", "days", "year"))
        return Asked(
            self.kind.value(), self.village.value(), start, days, year, self.paper.value(), self.form.value(),
            self.pack.isChecked(), self.web.isChecked(),
        )  # fmt: skip

    def problem(self) -> str:
        asked = (each for each in self.editors.values() if each.widget.isEnabled())
        return next((said for editor in asked if (said := editor.problem())), "")

    def _toggled(self, other: QCheckBox, on: bool) -> None:
        """What hangs has a pack, what is on a website has not."""
        if on:
            other.setChecked(False)
        self._say(self.reshaped)

    def kinds(self) -> list[str]:
        """The kinds among which the list is looked for: the chosen one, or all that name households, in their order."""
        return [self.kind.value()] if self.settled else [key for key in self.order if KINDS[key].lists]

    def settle(self, kind: str) -> None:
        """Show the kind that was found, without asking for its list once more."""
        before, self._quiet = self._quiet, True
        self.kind.put(kind)
        self._quiet = before

    def _kind_changed(self) -> None:
        self.settled = True
        before, self._quiet = self._quiet, True
        self._put_days()
        self._quiet = before
        self._say(self.changed)

    def _left(self, name: str) -> None:
        text = self.editors[name].text()
        if text != self._last.get(name):
            self._last[name] = text
            self._say(self.reshaped if name == "days" else self.changed)

    def _say(self, signal: Any) -> None:
        if not self._quiet:
            signal.emit()
