"""Holds what a list says against what the office keeps, record by record, in plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Kind
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import clean
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import RowIn
from fupin_desktop.exchange.rows import FINDING, REFUSED
from fupin_desktop.services.lists.draft import Change, ListDraft, Lot, state_of
from fupin_desktop.services.lists.kept import by_owner, has_income, kept
from fupin_desktop.services.lists.missing import note_missing
from fupin_desktop.services.lists.pairings import Pairings
from fupin_desktop.services.lists.subjects import Lost, Subjects
from fupin_desktop.services.lists.words import below_said, shown
from fupin_desktop.services.tasks import Watch

MAIN: Mapping[str, str] = {
    "stage": "on",
    "subsidy": "amount",
    "income_item": "amount",
    "measure_fund": "amount",
}
"""The field that a record below another is about; it is shown under the record's own name."""
STEP = 1000


class Comparing:
    """One comparison of a list with the office."""

    def __init__(self, unit: Unit, draft: ListDraft, watch: Watch) -> None:
        assert draft.year is not None
        self.unit, self.draft, self.watch = unit, draft, watch
        self.rows, self.spec, self.year = draft.rows, draft.rows.spec, draft.year
        self.subjects = Subjects(unit)
        self.corrections: dict[tuple[str, int, str], Correction] = {
            (each.table, each.row_id, each.field): each for each in unit.corrections.all(agreed_on=None)
        }
        self.places = 0
        self.noughts = 0

    def compare(self) -> None:
        """Fill the draft: what is new, changed, unchanged, refused; who is missing."""
        draft = self.draft
        draft.lots = []
        office = kept(self.unit, self.spec.root)
        draft.kept_count = sum(1 for each in office if has_income(each.node) or self.spec.key != "income")
        there = by_owner(office)
        pairings = Pairings(self, there) if self.spec.key == "helpers" else None
        for count, (owner, rows) in enumerate(self._owned().items()):
            if count % STEP == 0:
                self.watch.step(count, 0, f"比较{self.spec.title}")
            by_row = {row.row: row for row in rows}
            nodes = self.spec.gather(rows, self.year, self._sayer(by_row))
            if pairings is not None:
                draft.lots += pairings.lots(owner, nodes, by_row)
            else:
                draft.lots += self._lots(owner, nodes, there.get(owner, []), by_row)
        if self.noughts:
            self.rows.remarks.append(f"有{self.noughts}处金额为0的收入项目，本办没有这一项的不逐项登记")
        note_missing(draft, office, self.subjects)

    # whose

    def _owned(self) -> dict[int | str, list[RowIn]]:
        """The rows of each subject; rows without one are refused, each with its reason."""
        found: dict[int | str, list[RowIn]] = {}
        for row in self.rows.rows:
            try:
                found.setdefault(self._owner(row), []).append(row)
            except Lost as lost:
                self.rows.turn_away(row, str(lost))
            else:
                for doubt in self.subjects.doubts:
                    self.rows.say(row, "home.number", FINDING, doubt)
            self.subjects.doubts.clear()
        gone = {(each.file, each.row) for each in self.rows.refused}
        self.rows.rows = [row for row in self.rows.rows if (row.file, row.row) not in gone]
        return found

    def _owner(self, row: RowIn) -> int | str:
        if self.spec.subject == "village":
            return self._village(row)
        if self.spec.subject == "person":
            return self.subjects.person(row).id
        alone = not any(row.word(key) for key in ("home.number", "home.head", "home.head_id", "member.name"))
        if self.spec.key == "helpers" and alone:
            return 0
        return self.subjects.household(row).id

    def _village(self, row: RowIn) -> str:
        name = row.word("home.village")
        if not name:
            raise Lost("行政村为空，请补上")
        if name not in self.subjects.villages and name not in self.draft.new_villages:
            self.draft.new_villages.append(name)
        return name

    def _sayer(self, rows: Mapping[int, RowIn]) -> Any:
        def say(row: int, key: str, severity: str, text: str) -> None:
            if severity == REFUSED:
                self.rows.turn_away(rows[row], text, key)
            else:
                self.rows.say(rows[row], key, severity, text)

        return say

    def lot(self, owner: int | str, node: Node, rows: Mapping[int, RowIn]) -> Lot:
        """A record of the file with the words that name its subject."""
        file = rows[node.row].file
        if isinstance(owner, str):
            return Lot(node, owner, "village", "", owner, file)
        if node.table == "cadre":
            return Lot(node, 0, "cadre", "", str(node.values.get("name") or ""), file)
        if self.spec.subject == "person":
            person = self.subjects.members[owner]
            home = self.subjects.homes[person.household]
            return Lot(node, owner, "person", home.number, person.name, file, household=home.id)
        home = self.subjects.homes[owner]
        return Lot(node, owner, "household", home.number, home.head, file, household=home.id)

    # what

    def _lots(
        self, owner: int | str, nodes: Sequence[Node], there: Sequence[Node], rows: Mapping[int, RowIn]
    ) -> Iterator[Lot]:
        for node, into in pairs(nodes, there):
            lot = self.lot(owner, node, rows)
            if self.spec.subject == "village":
                lot.changes += self._village_changes(lot, rows[node.row])
            if into is None:
                node.values = {name: value for name, value in node.values.items() if value not in (None, "")}
                self._drop_noughts(node)
                self._say_ended(lot, rows[node.row])
                yield lot
                continue
            lot.into = into
            lot.changes += self.differences(node, into)
            lot.state = state_of(lot.changes)
            if into.values.get("closed") and lot.changes:
                year = node.values.get("year")
                text = f"户编号{lot.number}的{year}年度已封存，没有改动；要改请先解封"
                self.rows.turn_away(rows[node.row], text)
                continue
            if lot.changes:
                self._say_ended(lot, rows[node.row])
            yield lot

    def _say_ended(self, lot: Lot, row: RowIn) -> None:
        if lot.household and (ended := self.subjects.homes[lot.household].ended):
            self.rows.say(row, "home.number", FINDING, f"户编号{lot.number}本办已于{ended}销号，请核对")
        if (
            lot.level == "person"
            and isinstance(lot.owner, int)
            and (left := self.subjects.members[lot.owner].left)
        ):
            self.rows.say(row, "member.name", FINDING, f"{lot.name}本办已于{left}登记减少，请核对")

    def differences(self, node: Node, into: Node) -> list[Change]:
        """The fields that differ, in the record and in those below it."""
        found = list(self._fields(node, into))
        if node.extra and (merged := {**into.extra, **node.extra}) != into.extra:
            was, now = (json.dumps(each, ensure_ascii=False) for each in (into.extra, merged))
            found.append(
                Change(node, into, "extra", was, now, "其他列", _words(into.extra), _words(node.extra))
            )
        for below, same in pairs(node.children, into.children):
            if same is not None:
                found += self.differences(below, same)
            elif below.only_known:
                self.noughts += 1
            else:
                found.append(self.added(below))
                self._drop_noughts(below)
        return found

    def added(self, below: Node) -> Change:
        """A record that would be new below one that is there."""
        label, now = below_said(below)
        self.places += 1
        return Change(below, None, "", None, None, label, "", now, place=self.places)

    def _drop_noughts(self, node: Node) -> None:
        self.noughts += sum(1 for below in node.children if below.only_known)
        node.children = [below for below in node.children if not below.only_known]

    def _fields(self, node: Node, into: Node) -> Iterator[Change]:
        for name, new in node.values.items():
            old, spec = into.values.get(name), node.field(name)
            if new in (None, "") and old in (None, ""):
                continue
            alike = old == new
            if spec.kind is Kind.TEXT and isinstance(old, str) and isinstance(new, str):
                alike = clean(old) == clean(new)
            correction = self.corrections.get((node.table, into.id, name))
            if alike and correction is None:
                continue
            was, now = shown(node, name, old), shown(node, name, new)
            change = Change(node, into, name, old, new, _label(node, name), was, now)
            if correction is not None:
                yield from self._against(correction, change, alike)
            else:
                yield change

    def _against(self, correction: Correction, change: Change, alike: bool) -> Iterator[Change]:
        """国扶待改: agreed where the list says what the office does, else the office's value stays until the clerk decides."""
        assert correction.id is not None
        if alike or change.now == correction.office:
            self.draft.agreed.append(correction.id)
            return
        if change.now != correction.national:
            self.draft.restated[correction.id] = change.now
        change.correction, change.asks = correction.id, True
        yield change

    def _village_changes(self, lot: Lot, row: RowIn) -> Iterator[Change]:
        """People and households of a village go into its record where that is empty."""
        kept_one = self.unit.villages.find(name=lot.name)
        if kept_one is None:
            return
        from fupin_desktop.services.lists.kept import node_of

        into = node_of(kept_one, "village")
        for name, said in (("population", "people"), ("households", "households")):
            value: Plain = row.cells.get(f"village_year.{said}")
            if value and into.values.get(name) is None:
                node = Node("village", lot.node.row, {name: value})
                yield Change(node, into, name, None, value, node.field(name).label, "", str(value))


def pairs(nodes: Sequence[Node], there: Sequence[Node]) -> Iterator[tuple[Node, Node | None]]:
    """Each record of the file with the one of the office that it speaks of; several alike go by their order."""
    free: dict[tuple[object, ...], list[Node]] = {}
    for each in there:
        free.setdefault(each.same, []).append(each)
    for node in nodes:
        same = free.get(node.same)
        yield node, same.pop(0) if same else _open_episode(node, free)


def _open_episode(node: Node, free: dict[tuple[object, ...], list[Node]]) -> Node | None:
    """An episode of monitoring that was proposed only: the list says on which day it was identified."""
    if node.table != "monitoring" or not node.values.get("identified_on"):
        return None
    for several in free.values():
        for each in several:
            if not each.values.get("identified_on") and not each.values.get("removed_on"):
                several.remove(each)
                return each
    return None


def _label(node: Node, name: str) -> str:
    if node.table in MAIN:
        label = below_said(node)[0]
        return label if MAIN[node.table] == name else f"{label}{node.field(name).label}"
    own = {"measure": "措施", "progress": "措施进展", "cadre": "帮扶人"}.get(node.table, "")
    label = node.field(name).label
    return label if label.startswith(own) else f"{own}{label}"


def _words(extra: Mapping[str, str]) -> str:
    return "；".join(f"{head}：{text}" for head, text in extra.items())
