"""登记变动: what happened to a household, asked by kind, with what would come of it shown before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.domain import values
from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.life import GROUPS, JOINS, LEAVES, MEANT, EventKind
from fupin_desktop.services.life import Asked, Done, Outlook
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.life.family import DifferTable, FamilyTable
from fupin_desktop.ui.life.slots import COMING, Slots
from fupin_desktop.ui.life.whom import gone_words, heads, living, named, returning
from fupin_desktop.ui.page import head, quiet, rule, toned
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

K = EventKind
SOON = 120
TICKED = (K.SPLIT, K.MERGE)


class LifePane(QWidget):
    """``closed`` when it is put away, ``done`` with the household that is to be shown after."""

    closed = Signal()
    done = Signal(int)

    def __init__(self, desk: Desk, household: int, state: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.file: HouseholdFile = desk.office.households.open(household)
        self.other: HouseholdFile | None = None
        self._answers: dict[int, Relation] = {}
        self._pair: tuple[int | None, int | None] = (None, None)
        self._tried = False
        self._outlook: Outlook | None = None
        self._soon = pause(self, SOON, self.show_outlook)
        self.kind = PickBox(
            [(kind, f"{kind.label}（{group}）") for group, kinds in GROUPS.items() for kind in kinds]
        )
        self.kind.setAccessibleName("变动种类")
        self.kind.setMinimumContentsLength(18)
        self.kind.currentIndexChanged.connect(lambda _: self.show_kind())
        self.meant = quiet("")
        self.slots = Slots(desk)
        self.slots.changed.connect(self._edited)
        self.slots.other.without = household
        self.family = FamilyTable()
        self.family.ticked_changed.connect(self._ticked)
        self.family.answered.connect(self._answer)
        self.differ = DifferTable()
        self.differ.chosen.connect(self._soon.start)
        self.said, self.wrong = QLabel(), QLabel()
        for label in (self.said, self.wrong):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.slots.put("on", desk.today())
        self._begin(state or {})

    def _lay_out(self) -> None:
        home = self.file.household
        title = QLabel(f"登记变动　{home.head or home.number}（{home.village}{home.group}）")
        head(title)
        inner = QWidget()
        column = self.column = QVBoxLayout(inner)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addWidget(title)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self.meant, 1)
        column.addLayout(row)
        column.addWidget(self.slots)
        column.addWidget(self.differ)
        column.addWidget(self.family)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.keep = QPushButton("登记（Ctrl+S）")
        self.keep.setProperty("tone", "primary")
        self.keep.clicked.connect(self.do)
        leave = self.leave = QPushButton("不登记了（Esc）")
        leave.clicked.connect(self.closed)
        told = QVBoxLayout()
        told.setContentsMargins(M, 0, M, 0)
        told.setSpacing(S)
        for widget in (rule(), self.said, self.wrong):
            told.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(M, 0, M, S)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(leave)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(S)
        outer.addWidget(area, 1)
        outer.addLayout(told)
        outer.addLayout(foot)

    def _begin(self, state: Mapping[str, Any]) -> None:
        """Begin with a kind, a person, another household, where one was led here."""
        kind = K.of(state["kind"]) if state.get("kind") else K.BIRTH
        self.kind.blockSignals(True)
        self.kind.put(kind)
        self.kind.blockSignals(False)
        if state.get("other"):
            self.slots.put("other", state["other"])
            self._pair = state.get("person"), state.get("twin")
        self.show_kind()
        for name in ("person", "twin"):
            if state.get(name):
                self.slots.put(name, state[name])
        if state:
            self._edited("person")

    def begin(self) -> None:
        """Put the keyboard where work begins."""
        self.kind.setFocus()

    # what is shown

    def show_kind(self) -> None:
        """Show what this kind of change asks for."""
        kind: EventKind = self.kind.value()
        self.meant.setText(MEANT[kind])
        self._tried = False
        self._answers.clear()
        self.slots.show_kind(kind)
        self.column.removeWidget(self.family)  # who goes is ticked first, who becomes what is seen last
        self.column.insertWidget(2 if kind is K.SPLIT else 4, self.family)
        self._order_keys(kind)
        self._offer_people(kind)
        self.slots.put("village", self.file.household.village)
        self.slots.put("group", self.file.household.group)
        self._show_family()
        self.show_outlook()

    def _order_keys(self, kind: EventKind) -> None:
        """Tab goes through what is shown from top to bottom."""
        before, after = ([self.family], []) if kind is K.SPLIT else ([], [self.differ, self.family])
        order = [self.kind, *before, *self.slots.in_order(), *after, self.keep, self.leave]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)

    def _living(self) -> list[Person]:
        return living(self.file.members)

    def _theirs(self) -> list[Person]:
        return living(self.other.members) if self.other is not None else []

    def _offer_people(self, kind: EventKind) -> None:
        if kind is K.RETURN:
            back = returning(self.file.members)
            self.slots.offer("person", [(each.id, gone_words(each)) for each in back])
        else:
            for name in ("person", "twin"):
                self.slots.offer(name, [(each.id, named(each)) for each in self._living()])
        self._offer_heads(kind)

    def _offer_heads(self, kind: EventKind) -> None:
        """Offer who can become the head, and ask for one only where one is needed."""
        mine, gone = self._living(), self._value("person")
        going = set(self.family.ticked()) if kind in TICKED else set()
        found = heads(kind, mine, self._theirs(), going, gone)
        self.slots.offer("head", [(each.id, named(each)) for each in found.new])
        self.slots.offer("successor", [(each.id, named(each)) for each in found.stay])
        if kind in LEAVES:
            headed = any(each.id == gone and each.relation is Relation.HEAD for each in mine)
            self.slots.see("head", headed and bool(found.new))
        elif kind in TICKED:
            self.slots.see("successor", found.successor)
        elif kind is K.DOUBLE:
            for name in ("person", "twin"):
                self.slots.see(name, self._value("other") is None)
        if kind is K.SPLIT and len(found.new) == 1:
            self.slots.put("head", found.new[0].id)
        if kind is K.MERGE and self._value("head") is None and mine:
            self.slots.put("head", mine[0].id)

    def _show_family(self) -> None:
        kind: EventKind = self.kind.value()
        today, other = self.desk.today(), self._value("other")
        if other is not None and (self.other is None or self.other.household.id != other):
            with self.desk.speaking():
                self.other = self.desk.office.households.open(other)
        elif other is None:
            self.other = None
        if kind is K.SPLIT:
            self.family.show_people(self._living(), today, tickable=self._living())
        elif kind is K.MERGE and self.other is not None:
            theirs = self._theirs()
            ticked = [each.id or 0 for each in theirs]
            self.family.show_people([*theirs, *self._living()], today, tickable=theirs, ticked=ticked)
        elif kind is K.RETURN:
            self.family.show_people(self.file.members, today)
        elif kind is K.DOUBLE and self.other is not None:
            self.family.show_people(self._theirs(), today)
        else:
            self.family.show_people(self._living(), today)
        self.differ.setVisible(kind is K.DOUBLE and self.other is not None)
        if kind is K.DOUBLE and self.other is not None:
            self._show_differences()
        self._offer_heads(kind)

    def _show_differences(self) -> None:
        from fupin_desktop.services.life.doubles import chosen

        assert self.other is not None
        one, two = self.file.household, self.other.household
        self.differ.show_differences(chosen(one, two, {}), one.id or 0, two.id or 0)

    # what is typed

    def _edited(self, name: str) -> None:
        if name in ("head", "successor", "person", "other"):
            self._answers.clear()
        if name == "other":
            self._show_family()
        elif name == "person":
            self._offer_heads(self.kind.value())
        self._soon.start()

    def _ticked(self) -> None:
        self._answers.clear()
        self._offer_heads(self.kind.value())
        self._soon.start()

    def _answer(self, person: int, relation: Relation | None) -> None:
        if relation is None:
            self._answers.pop(person, None)
        else:
            self._answers[person] = relation
        self._soon.start()

    def _value(self, name: str) -> Any:
        try:
            return self.slots.value(name)
        except values.Unreadable:
            return None

    def asked(self) -> Asked:
        """What stands here. Raises values.Unreadable for what cannot be read."""
        kind: EventKind = self.kind.value()
        read = self.slots.value
        on = read("on")
        if on is None:
            raise values.Unreadable(f"请填写{kind.label}日期")
        newcomer = None
        if kind in JOINS and kind is not K.RETURN:
            said = {name: read(name) for name in COMING}
            newcomer = Person(**{name: value for name, value in said.items() if value is not None})
        person, twin = (read("person"), read("twin")) if read("other") is None else self._pair
        return Asked(
            kind=kind, household=self.file.household.id or 0, on=on, person=person, twin=twin,
            newcomer=newcomer, other=read("other"), head=read("head"), successor=read("successor"),
            members=tuple(self._going(kind)), relations=dict(self._answers),
            keep=self.differ.keep() if kind is K.DOUBLE and self.other else {}, end=read("end"),
            village=read("village") or "", group=read("group") or "", standing=read("standing") is not False,
            pairing=read("pairing") is not False, reason=read("reason") or "", paper=read("paper") or "",
            override=read("override") or "",
        )  # fmt: skip

    def _going(self, kind: EventKind) -> Sequence[int]:
        ticked = self.family.ticked() if kind in TICKED else []
        if kind is K.MERGE and self.other is not None:
            return [each.id or 0 for each in self._theirs() if each.id in ticked]
        return ticked

    # what comes of it

    def show_outlook(self) -> None:
        """Say what would come of what stands here, what is still lacking, and what is unusual."""
        self._soon.stop()
        try:
            asked = self.asked()
            self._outlook = found = self.desk.office.life.look(asked, self.desk.today())
        except values.Unreadable as wrong:
            self._outlook = None
            self._say((), [Problem("on", str(wrong))], ())
            return
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return
        lacking = [*found.problems, *_to_ask(found)]
        self._say(found.said, lacking, () if asked.override else found.doubts)
        self.slots.see("override", bool(found.doubts) or bool(asked.override))
        kind = asked.kind
        self.family.setVisible(kind in TICKED or bool(found.kin))
        self.family.show_kin(found.kin)

    def _say(self, said: Sequence[str], problems: Sequence[Problem], doubts: Sequence[Problem]) -> None:
        self.said.setText("\n".join(f"· {each}" for each in said))
        self.said.setVisible(bool(said))
        wrong = [each.text for each in (*problems, *doubts)]
        mark = "！ " if self._tried else "还要："
        toned(
            self.wrong,
            "\n".join(f"{mark}{each}" for each in wrong),
            "red" if self._tried else "amber" if doubts else "quiet",
        )
        self.wrong.setVisible(bool(wrong))

    def do(self) -> None:
        """Keep the change as one act, or say what hinders it and go there."""
        self._tried = True
        self.show_outlook()
        try:
            done = self.desk.office.life.do(self.asked(), self.desk.today())
        except values.Unreadable as wrong:
            self.desk.say(str(wrong), "red")
            self.slots.go_to("on")
        except Refused as refused:
            self._refuse(refused)
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
        else:
            self._done(done)

    def _refuse(self, refused: Refused) -> None:
        self.desk.say(str(refused.problems[0].text), "red")
        field = refused.problems[0].field
        if field.startswith("relation:") and (box := self.family.first_asked()) is not None:
            box.setFocus()
        elif field == "members":
            self.family.setFocus()
        elif self._outlook is not None and not self._outlook.problems and self._outlook.doubts:
            self.slots.see("override", True)
            self.slots.go_to("override")
        else:
            self.slots.go_to(field)

    def _done(self, done: Done) -> None:
        self.desk.say(done.said[0] if done.said else "已登记", "green", undo=True)
        self.done.emit(self.file.household.id or 0)


def _to_ask(found: Outlook) -> list[Problem]:
    """Whose relation has still to be chosen; who is asked first may tell the others'."""
    if not found.asked:
        return []
    others = f"等{len(found.asked)}人" if len(found.asked) > 1 else ""
    return [
        Problem("relation", f"请在表里选{found.asked[0].name}{others}以后与户主的关系，能推算的会自动填上")
    ]
