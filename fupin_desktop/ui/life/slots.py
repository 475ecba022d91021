"""The fields that a change asks for, each under its name; which of them are shown depends on the kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from fupin_desktop.domain.fields import Field
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.life import ENDS_BY, JOINS, Event, EventKind
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.domain.lists import Hit

COMING = ("name", "relation", "id_number", "pending", "birth", "sex", "hukou")
SHOWN: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.RETURN: ("person", "on"),
    EventKind.DEATH: ("person", "on", "head"),
    EventKind.MARRIAGE_OUT: ("person", "on", "head"),
    EventKind.MOVE_OUT: ("person", "on", "head"),
    EventKind.PRISON: ("person", "on"),
    EventKind.MILITARY: ("person", "on"),
    EventKind.SCHOOL_LEAVING: ("person", "on"),
    EventKind.HEAD_CHANGE: ("head", "on"),
    EventKind.SPLIT: ("head", "on", "village", "group", "successor", "standing", "pairing"),
    EventKind.MERGE: ("other", "on", "head", "successor"),
    EventKind.DOUBLE: ("other", "on", "person", "twin"),
    EventKind.ENDED: ("end", "on"),
    EventKind.CLEARED: ("on",),
    EventKind.WRONG_EXIT: ("on",),
    EventKind.MISSED: ("on",),
    EventKind.BIRTH: ("name", "on", "relation", "sex", "id_number", "pending", "hukou"),
    **{kind: ("on", *COMING) for kind in JOINS if kind not in (EventKind.RETURN, EventKind.BIRTH)},
}
"""What each kind asks for, in the order of the keyboard; 原因 and 证明材料 are asked for by all."""
WIDE = frozenset({"other", "override"})
BEGIN = frozenset({"successor", "standing", "reason"})
"""They begin a row: what stands before them may be hidden."""
BARE = frozenset({"standing", "pairing"})
"""Boxes that say themselves what they are."""
_SEARCHED = 20


class Slots(QWidget):
    """The fields. ``changed`` when one was typed in, with its name."""

    changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.widgets: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._values: dict[str, Callable[[], Any]] = {}
        self._editors: dict[str, Editor] = {}
        self._order: list[str] = []
        self._make()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(S)
        self.grid.setVerticalSpacing(S)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        for place, (name, widget) in enumerate(self.widgets.items()):
            self.grid.addWidget(self._labels[name], place, 0)
            self.grid.addWidget(widget, place, 1)

    def _make(self) -> None:
        for name in ("person", "head", "successor", "twin"):
            label = {"person": "成员", "head": "新户主", "successor": "留下的户主", "twin": "重复的一条"}[
                name
            ]
            self._pick(name, label, [(None, "请选")])
        for name in COMING:
            self._edit(name, Person.fields[name])
        self._edit("on", Event.fields["on"])
        self._pick("end", "销号原因", [(None, "请选"), *((each, each.label) for each in ENDS_BY)])
        self.other = HouseholdBox(self.desk)
        self.other.chosen.connect(lambda: self.changed.emit("other"))
        self._put("other", "另一户", self.other, self.other.value)
        villages = [(each.name, each.name) for each in self.desk.office.settings.villages()]
        self._pick("village", "新户的村", villages or [("", "")])
        self._edit("group", replace(Household.fields["group"], label="新户的小组"))
        for name, label in (("standing", "带上户情状态（脱贫标志等）"), ("pairing", "带上结对干部")):
            box = QCheckBox(label)
            box.setChecked(True)
            box.toggled.connect(lambda _, name=name: self.changed.emit(name))
            self._put(name, "", box, box.isChecked)
        self._edit("reason", Event.fields["reason"])
        self._edit("paper", Event.fields["paper"])
        self._edit("override", replace(Event.fields["remark"], label="确需如此的理由", longest=200))

    def _put(self, name: str, label: str, widget: QWidget, value: Callable[[], Any]) -> None:
        widget.setAccessibleName(label or name)
        self.widgets[name], self._labels[name], self._values[name] = widget, quiet(label), value
        self._labels[name].setBuddy(widget)

    def _pick(self, name: str, label: str, options: list[tuple[Any, str]]) -> None:
        box = PickBox(options)
        box.currentIndexChanged.connect(lambda _: self.changed.emit(name))
        self._put(name, label, box, box.value)

    def _edit(self, name: str, field: Field) -> None:
        editor = self._editors[name] = Editor(field, self.desk.today)
        editor.edited.connect(lambda: self.changed.emit(name))
        self._put(name, field.label, editor.widget, editor.value)

    def offer(self, name: str, people: list[tuple[Any, str]]) -> None:
        """Whom a field lets one choose from; the choice stays where it still can."""
        box = self.widgets[name]
        assert isinstance(box, PickBox)
        now = box.value()
        box.renew([(None, "请选"), *people], now)

    def show_kind(self, kind: EventKind) -> None:
        """Show the fields of a kind, two in a row, long ones alone."""
        asked = [*SHOWN[kind], "reason", "paper", "override"]
        for name, widget in self.widgets.items():
            self.grid.removeWidget(widget)
            self.grid.removeWidget(self._labels[name])
            for each in (widget, self._labels[name]):
                each.setVisible(name in asked)
        self._labels["on"].setText(f"{kind.label}日期" if len(kind.label) <= 4 else "变动日期")
        self._labels["other"].setText("并进来的户" if kind is EventKind.MERGE else "重复的户")
        self._labels["head"].setText("新户的户主" if kind is EventKind.SPLIT else "新户主")
        self._labels["person"].setText("保留的一条" if kind is EventKind.DOUBLE else "成员")
        self._order = asked
        row, column = 0, 0
        for name in asked:
            wide = name in WIDE
            begins = name in BEGIN or (kind is EventKind.DOUBLE and name == "person")
            if column and (wide or begins):
                row, column = row + 1, 0
            if name in BARE:
                self._labels[name].hide()
                self.grid.addWidget(self.widgets[name], row, column, 1, 2)
            else:
                self.grid.addWidget(self._labels[name], row, column)
                self.grid.addWidget(self.widgets[name], row, column + 1, 1, 3 if wide else 1)
            column = 4 if wide else column + 2
            if column >= 4:
                row, column = row + 1, 0

    def in_order(self) -> list[QWidget]:
        """What the keyboard goes through, field by field."""
        found: list[QWidget] = []
        for name in self._order:
            found += [self.other.line, self.other.found] if name == "other" else [self.widgets[name]]
        return found

    def see(self, name: str, seen: bool) -> None:
        """Show a field only where it is needed."""
        self.widgets[name].setVisible(seen)
        self._labels[name].setVisible(seen)

    def put(self, name: str, value: Any) -> None:
        """Put a value in without saying that somebody typed it."""
        widget = self.widgets[name]
        widget.blockSignals(True)
        if name in self._editors:
            self._editors[name].put(value)
        elif isinstance(widget, PickBox):
            widget.put(value)
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, HouseholdBox):
            widget.put(value)
        widget.blockSignals(False)

    def value(self, name: str) -> Any:
        """A value; None where the field is not shown. Raises values.Unreadable with a sentence."""
        if self.widgets[name].isHidden():
            return None
        return self._values[name]()

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        if name in self.widgets and not self.widgets[name].isHidden():
            self.widgets[name].setFocus()


class HouseholdBox(QWidget):
    """Finds a household by name, pinyin or number. ``chosen`` when another one is chosen."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.without: int | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("姓名、拼音或户编号")
        self.line.setAccessibleName("查找另一户")
        self.found = PickBox([(None, "先在左边查找")])
        self.found.setAccessibleName("另一户")
        self._soon = pause(self, 150, self._look)
        self.line.textEdited.connect(lambda _: self._soon.start())
        self.found.currentIndexChanged.connect(lambda _: self.chosen.emit())
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.line, 2)
        row.addWidget(self.found, 3)

    def value(self) -> int | None:
        found: int | None = self.found.value()
        return found

    def put(self, household: int | None) -> None:
        """Choose a household by id."""
        self.line.clear()
        if household is None:
            self._offer([])
            return
        with self.desk.speaking():
            home = self.desk.office.households.open(household).household
            self.line.setText(home.number)
            self._offer([(household, f"{home.village}{home.group} {home.head}（{home.number}）")])

    def _look(self) -> None:
        """Offer the households that are found, the first one chosen."""
        words = self.line.text().strip()
        with self.desk.speaking():
            hits = self.desk.office.search.find(words, limit=_SEARCHED) if words else []
            self._offer(self._said(hits))
        self.chosen.emit()

    def _said(self, hits: list[Hit]) -> list[tuple[Any, str]]:
        found: dict[int, str] = {}
        for each in hits:
            if each.household_id != self.without:
                found.setdefault(
                    each.household_id, f"{each.village}{each.group} {each.name}（{each.household}）"
                )
        return list(found.items())

    def _offer(self, options: list[tuple[Any, str]]) -> None:
        self.found.blockSignals(True)
        nothing = "没有找到，换个写法" if self.line.text().strip() else "先在左边查找"
        self.found.offer(options or [(None, nothing)])
        self.found.blockSignals(False)
