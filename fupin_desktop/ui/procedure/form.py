"""The form of one step, made from what the step asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from fupin_desktop.domain.fields import Field, Kind, Problem, Record
from fupin_desktop.domain.procedure import Result, Road, Step, StepKind
from fupin_desktop.domain.procedure.asks import EVIDENCE, REASON, known
from fupin_desktop.domain.values import Unreadable
from fupin_desktop.services.procedure import Doing
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.records.form import RecordForm, Section

FACT = "fact_"
"""Before the names of what a step asks for, so that they differ from the step's own fields."""
OWN = ("on", "result", "reason", "back_to", "person", "until", "override", "remark")
YEAR = "year"
LONG = 100
"""A text field that takes more characters has the whole row."""


def step_record(step: StepKind, *, begins: bool) -> type[Record]:
    """A record of the fields of a step: its own, and those it asks for. ``begins``: the year of work is asked too."""
    fields = {name: Step.fields[name] for name in OWN}
    fields["until"] = dataclasses.replace(fields["until"], required=False)
    if begins:
        fields[YEAR] = Field(name=YEAR, label="工作年度", kind=Kind.YEAR, least=1990, most=2100, width=6)
    for ask in _asks(step):
        for each in ask.fields:
            fields[FACT + each.name] = dataclasses.replace(each, name=FACT + each.name)
    made: Any = dataclasses.make_dataclass(
        "StepFields",
        [(name, Any, dataclasses.field(default=None)) for name in fields],
        bases=(Record,), frozen=True, kw_only=True,
    )  # fmt: skip
    made.title, made.fields = step.label, fields
    kind: type[Record] = made
    return kind


def _asks(step: StepKind) -> list[Any]:
    return [found for key in step.asks if (found := known().get(key)) and found.fields]


def _sections(step: StepKind, *, begins: bool) -> list[Section]:
    own = ["on", "result", "person"]
    if step.notice:
        own.append("until")
    if begins:
        own.append(YEAR)
    made = [Section("", (*own, "reason", "back_to", "override"), wide=("reason", "back_to", "override"))]
    for ask in _asks(step):
        long = [
            FACT + each.name for each in ask.fields if each.kind is Kind.TEXT and (each.longest or 0) > LONG
        ]
        double = [FACT + each.name for each in ask.fields if each.name.endswith(EVIDENCE)]
        wide = [name for name in long if name not in double]
        made.append(Section(ask.label, [FACT + each.name for each in ask.fields], wide=wide, double=double))
    made.append(Section("", ("remark",), wide=("remark",)))
    return made


class StepForm(RecordForm):
    """Shows what is to be registered; hindrances stand beside their fields while one types."""

    notes_below = True

    def __init__(self, road: Road, step: StepKind, *, begins: bool, today: Callable[[], date]) -> None:
        self.road, self.step = road, step
        self._hindered: dict[str, str] = {}
        super().__init__(
            step_record(step, begins=begins), _sections(step, begins=begins), columns=3, today=today
        )
        self._offer()
        self.editors["result"].edited.connect(self.fit)
        if any(ask.shows for ask in _asks(step)):
            self.changed.connect(self._fit_asked)

    def _offer(self) -> None:
        """Only what may come of this step, and the steps that it may be sent back to."""
        result, back = self.editors["result"].widget, self.editors["back_to"].widget
        assert isinstance(result, PickBox)
        result.offer([(each, each.label) for each in self.step.results])
        place = self.road.place(self.step.key)
        earlier = [each for each in self.road.steps[:place] if not each.optional]
        usual = self.road.back_to(self.step.key)
        label = self.road.step(usual).label
        assert isinstance(back, PickBox)
        back.offer([("", f"{label}（通常）"), *((str(each.key), each.label) for each in earlier)])

    def make_editor(self, name: str) -> Any:
        if name == "back_to":
            self._offers = {**self._offers, name: ("",)}
        return super().make_editor(name)

    @property
    def result(self) -> Result:
        return self.editors["result"].value() or Result.PASSED

    def fit(self) -> None:
        """Show the fields that belong to the result."""
        passed = self.result is Result.PASSED
        self._cell("reason").setVisible(not passed)
        self._cell("back_to").setVisible(self.result in (Result.DISPUTED, Result.RETURNED))
        if self.step.notice:
            self._cell("until").setVisible(passed)

        self._fit_asked()

    def _fit_asked(self) -> None:
        """Show what is asked for by what was chosen (two standards, one of which counts)."""
        for ask in _asks(self.step):
            if ask.shows is None:
                continue
            said = {
                each.name: self._chosen(FACT + each.name) for each in ask.fields if each.kind is Kind.CHOICE
            }
            shown = ask.shows(said)
            for each in ask.fields:
                self._cell(FACT + each.name).setVisible(each.name in shown)

    def _chosen(self, name: str) -> Any:
        try:
            return self.editors[name].value()
        except Unreadable:
            return None

    def ask_why(self, on: bool) -> None:
        """Show the line for the reason of what the office lets pass; what was typed there stays seen."""
        self._cell("override").setVisible(on or bool(self.editors["override"].text()))

    def _cell(self, name: str) -> Any:
        return self.editors[name].widget.parentWidget()

    # values

    def doing(self, **links: Any) -> Doing:
        """What was typed. What cannot be read is handed on as it stands, for the office to say so."""
        own = {name: self._read(name) for name in OWN}
        said = {
            name.removeprefix(FACT): value
            for name in self.editors
            if name.startswith(FACT) and (value := self._read(name)) not in (None, "", ())
        }
        said |= {name.removeprefix(FACT): "" for name in self._emptied()}
        return Doing(
            step=str(self.step.key), on=own["on"] if isinstance(own["on"], date) else self._today(), result=self.result,
            reason=own["reason"] or "", back_to=own["back_to"] or "", person=own["person"] or "",
            until=own["until"] if isinstance(own["until"], date) else None, said=said, override=own["override"] or "",
            remark=own["remark"] or "", **links,
        )  # fmt: skip

    def _emptied(self) -> list[str]:
        """What was filled in beforehand and then emptied: it is not to be filled in again."""
        return [
            name for name, (old, now) in self.changes().items()
            if name.startswith(FACT) and old and not now and not self._cell(name).isHidden()
        ]  # fmt: skip

    def _read(self, name: str) -> Any:
        if name not in self.editors or self._cell(name).isHidden():
            return None
        try:
            return self.editors[name].value()
        except Unreadable:
            return self.editors[name].text()

    def year(self) -> int | None:
        """The year of work that is asked for where a passage begins."""
        year = self._read(YEAR)
        return year if isinstance(year, int) else None

    def problems(self) -> list[Problem]:
        """What is wrong with what stands here; what a step asks for may be left out when it did not pass."""
        passed = self.result is Result.PASSED
        return [
            each
            for each in super().problems()
            if not self._cell(each.field).isHidden()
            and (passed or not each.field.startswith(FACT) or self.editors[each.field].text())
        ]

    # what is against it

    def check(self, name: str) -> None:
        """A field was left: what cannot be read is said, else what the office has against it stays."""
        wrong = self.editors[name].problem() if self.editors[name].text() else None
        self._note(name, wrong or self._hindered.get(name, ""))

    def place_of(self, field: str) -> str:
        """The editor that a hindrance is said beside; "" above the form."""
        for name in (field, FACT + field):
            if name in self.editors and not self._cell(name).isHidden():
                return name
        return ""

    def show_hindrances(self, found: Sequence[tuple[str, str]], *, whole: bool) -> None:
        """Say each sentence beside its field, the others above. While one types (not ``whole``) blank fields say nothing."""
        said: dict[str, list[str]] = {}
        for field, text in found:
            place = self.place_of(field)
            if whole or not place or place in OWN or self.editors[place].text():
                said.setdefault(place, []).append(text)
        self._hindered = {place: "\n".join(dict.fromkeys(texts)) for place, texts in said.items() if place}
        for name in self.editors:
            self.check(name)
        general = list(dict.fromkeys(said.get("", ())))
        self.summary.setText("\n".join(f"！ {each}" for each in general[:8]))
        self.summary.setVisible(bool(general))
        self.ask_why(any(REASON in text for texts in said.values() for text in texts))
        if whole and (first := next((each for each in self.editors if each in self._hindered), "")):
            self.go_to(first)

    def _say_dirty(self) -> None:
        """The pane has buttons of its own."""
