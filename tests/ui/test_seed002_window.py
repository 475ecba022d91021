"""Seed 002's calendar of one village done in the window, from the same table as by command line: both leave the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.cli.run import run
from fupin_desktop.domain.procedure import Result, RoadKind
from fupin_desktop.services.office import Office
from tests.seed002 import ACTS, HEADS, NUMBER, VILLAGE, Act, prepare

FACTS = "fact_"


class Clerk:
    """Does the acts of the table one after another, each on its day."""

    def __init__(self, window: Window) -> None:
        self.window, self.office = window, window.office
        self.ids = {head: self.office.households.by_number(number) for head, number in NUMBER.items()}

    def do(self, act: Act) -> None:
        getattr(self, act.word)(act)

    def part(self, name: str, **state: Any) -> Any:
        """A part of the page 程序, read anew: days go by between the acts."""
        self.window.go("procedure", part=name, **state)
        page: Any = self.window.frame.page("procedure")
        part = page.parts[name]
        part.load()
        self.window.wait(part.isVisible)
        return part

    def calendar(self, _act: Act) -> None:
        part = self.part("calendar")
        part.year.put(2014)
        part.actions_by_key["calendar.offer"].trigger()
        self.window.wait_said("已采用2014年的常用阶段安排")

    def quota(self, _act: Act) -> None:
        part = self.part("quotas")
        part.year.put(2014)
        self.window.key("Ctrl+Enter")
        self.window.wait_said("已把2014年识别规模分解到2个村")

    def step(self, act: Act) -> None:
        part = self.part("passages")
        road = RoadKind.of(act.road)
        subjects = [VILLAGE] if road is RoadKind.PREPARATION else [self.ids[head] for head in act.who]
        if act.step == self.office.procedures.road(road).steps[0].key or act.step == "scheme":
            for subject in subjects:
                self.window.wait(lambda: part._wanted is None)
                self.window.key("Ctrl+N")
                part.start.road.put(road)
                part.start.choose(subject)
                self._register(part.start.pane.form, act)
            return
        keys = [self._key(road, each) for each in subjects]
        self.window.wait(lambda: all(self._stands(part, key, act.step) for key in keys))
        part.filters.choose(None)
        self.window.wait(lambda: all(part.table.row_of(key) >= 0 for key in keys))
        part.table.tick(list(part.table.ticked), False)
        if len(keys) > 1:
            part.table.tick(keys)
        else:
            part.view.go_to(keys[0])
        part.view.setFocus()
        if act.more.get("result") == Result.DISPUTED.label:
            self._object(part, act)
        else:
            self.window.key("Ctrl+Enter")
        self._register(part.batch.form if len(keys) > 1 else part.detail.pane.form, act)

    def _object(self, part: Any, act: Act) -> None:
        """Enter on the passage, and again on its notice."""
        self.window.key("Enter")
        rows = part.detail.timeline.rows
        part.detail.timeline.choose(next(n for n, row in enumerate(rows) if row.stop.kind.key == act.step))
        part.detail.timeline.setFocus()
        self.window.key("Enter")

    def _key(self, road: RoadKind, subject: int | str) -> int:
        from fupin_desktop.services.procedure.listing import key_of

        file = self.office.procedures.current(road, subject, self.window.desk.today())
        assert file is not None
        return key_of(file)

    def _stands(self, part: Any, key: int, step: str) -> bool:
        """Whether the list knows that this step is the next, or hangs and may be objected to."""
        if part._wanted is not None:  # it is about to show what was registered before
            return False
        course = part._files[key].course if key in part._files else None
        return course is not None and (
            step in course.done or (course.next is not None and course.next.key == step)
        )

    def _register(self, form: Any, act: Act) -> None:
        assert form is not None, act
        assert form.editors["on"].value() == act.on
        if said := act.more.get("result"):
            form.editors["result"].put(Result.read(said))
            form.fit()
        for name, text in act.facts.items():
            form.editors[FACTS + name].put_text(text)
        for name in ("reason", "person", "override"):
            if text := act.more.get(name):
                form.editors[name].put_text(text)
        form.ask_why("override" in act.more)
        self.window.key("Ctrl+S")
        self.window.wait_said(f"已登记{form.step.label}")
        self.window.desk.say("")

    def meeting(self, act: Act) -> None:
        part = self.part("meeting", road="identification", village=VILLAGE)
        self.window.wait(lambda: len(part.votes.model.lines) == len(act.facts))
        for name, text in act.more.items():
            part.form.editors[name].put_text(text)
        part.form.changed.emit()
        columns = {spec.name: place for place, spec in enumerate(part.votes.model.columns)}
        for row, line in enumerate(part.votes.model.lines):
            counts = act.facts[line.values["head"]].split("/")
            for name, count in zip(("yes", "no", "abstained"), counts, strict=True):
                part.votes.model.setData(part.votes.model.index(row, columns[name]), count)
        self.window.key("Ctrl+S")
        self.window.wait_said(f"已登记{VILLAGE}评议会")

    def pair(self, act: Act) -> None:
        cadre = next(each for each in self.office.cadres.all() if each.name == act.more["name"])
        for head in act.who:
            panel = self._panel(head, "pairing")
            panel.cadre.put(cadre.id)
            panel.pair.click()
            self.window.wait_said("已结对")
            self.window.desk.say("")

    def plan(self, act: Act) -> None:
        kind, _, content = act.more["measure"].partition("=")
        for head in act.who:
            panel = self._panel(head, "plan")
            panel.year_wanted.emit(act.on.year)
            assert panel.year == act.on.year
            panel.form.editors["person"].put_text(act.more["person"])
            panel.form.editors["made_on"].put_text(act.on.isoformat())
            assert panel.save_form(panel.form)
            self.window.wait(lambda panel=panel: panel.plan is not None and panel.measures.isVisible())
            for name, text in (("content", content), ("kind", kind), ("person", act.more["person"])):
                place = next(n for n, spec in enumerate(panel.measures.model.columns) if spec.name == name)
                panel.measures.model.setData(panel.measures.model.index(0, place), text)
            assert panel.measures.save()

    def _panel(self, head: str, name: str) -> Any:
        self.window.go("household", household=self.ids[head], tab=name, year=2014)
        page: Any = self.window.frame.page("household")
        panel = page.detail.panel(name)
        self.window.wait(
            lambda: panel.file is not None and panel.file.household.head == head and panel.isVisible()
        )
        return panel


def told(office: Office, head: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `show` tells of a household, but when it was typed."""
    capsys.readouterr()
    assert run(["--office", str(office.folder), "--json", "show", NUMBER[head]]) == 0
    found = json.loads(capsys.readouterr().out)
    del found["history"]
    return found


def test_the_window_leaves_what_the_command_line_leaves(
    office: Office, seed002: Office, qtbot: QtBot, dressed: QApplication,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert dressed
    prepare(office)
    window = Window(office, qtbot, date(2014, 5, 12))
    hands = Clerk(window)
    for act in ACTS:
        window.today = act.on
        hands.do(act)
    window.frame.close()
    for head in HEADS:
        assert told(office, head, capsys) == told(seed002, head, capsys), head
