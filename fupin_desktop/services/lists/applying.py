"""Puts the draft of a list into the database: one act, wholly or not at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Stale
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.office import Correction, ImportBatch
from fupin_desktop.domain.plain import Plain, blanks
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.services.importing.choosing import LATER, NATIONAL, OFFICE
from fupin_desktop.services.importing.outcome import KINDS, NEW, TURNED_AWAY, UNCHANGED
from fupin_desktop.services.importing.telling import NOTHING, Applied
from fupin_desktop.services.lists.draft import Change, ListDraft, Lot
from fupin_desktop.services.lists.kept import CHILDREN, repository
from fupin_desktop.services.tasks import NOBODY, Watch

Links = Mapping[str, int | str]
_UP = {below: link for several in CHILDREN.values() for below, link in several}


def apply(
    store: Store,
    draft: ListDraft,
    take: Mapping[str, str],
    only: Collection[str] | None = None,
    without: Collection[str] = (),
    watch: Watch = NOBODY,
) -> Applied:
    """Keep a draft as one act. ``take``: key of a change or an item → national, office or later. ``only`` are keys of
    items, 户编号 or kinds, None is all; ``without`` are left out.

    Raises Refused, Stale or Cancelled, and then nothing is kept.
    """
    if draft.lots is None or draft.data_day is None:
        raise Refused([Problem("day", each) for each in draft.asks])
    todo = _Todo(draft, take, only, without)
    if not todo.anything:
        said = f"没有可保存的变化；{draft.clashes}处由您定的保留本办的值" if draft.clashes else NOTHING
        return Applied(
            None, None, todo.counts(draft.households), todo.counts(draft.people), said, todo.waiting
        )
    with store.write(f"导入{draft.rows.spec.title}：{'、'.join(draft.files)}"[:200]) as unit:
        if stored.last_act(unit, unit.act) != draft.seen_act:
            raise Stale("读取文件之后，本办数据又有改动，对照结果已经过时，请重新读取文件再导入")
        watch.step(0, 0, f"写入{draft.rows.spec.title}")
        _Writing(unit, draft, todo).write()
        batch = _note_batch(unit, draft, todo)
        act = unit.act
    counts = todo.counts(draft.households), todo.counts(draft.people)
    return Applied(batch, act, *counts, _sentence(draft, todo), todo.waiting)


class _Todo:
    """What of a draft is taken."""

    def __init__(
        self,
        draft: ListDraft,
        take: Mapping[str, str],
        only: Collection[str] | None,
        without: Collection[str],
    ) -> None:
        self.new: list[Lot] = []
        self.changes: list[tuple[Lot, Change]] = []
        self.agreed = list(draft.agreed)
        self.restated = dict(draft.restated)
        self.left = self.waiting = 0
        self.noted: list[Correction] = []
        self._file = draft.files[0]
        _check_only(draft, only or ())
        for place, lot in enumerate(draft.lots or ()):
            key = f"{lot.level}:{place}"
            said = {key, lot.number, KINDS[lot.state]}
            if lot.state in (TURNED_AWAY, UNCHANGED):
                continue
            if key in without or (only is not None and not said & set(only)):
                self.waiting += 1
                continue
            if lot.state == NEW and take.get(key, NATIONAL) == NATIONAL:
                self.new.append(lot)
            for change in lot.changes:
                usual = OFFICE if change.asks else NATIONAL
                self._decide(lot, change, take.get(change.key) or take.get(key) or usual)
        self.restated = {id: said for id, said in self.restated.items() if id not in self.agreed}

    def _decide(self, lot: Lot, change: Change, said: str) -> None:
        if said == NATIONAL:
            self.changes.append((lot, change))
            if change.correction:
                self.agreed.append(change.correction)
            return
        self.left += 1
        self.waiting += said == LATER
        if said == OFFICE and not change.asks:
            self._note(lot, change)

    def _note(self, lot: Lot, change: Change) -> None:
        """The national system is wrong here: 国扶待改, kept until a list agrees."""
        spec = change.node.kind.fields.get(change.name)
        if spec is None or not spec.national or change.into is None or not lot.household:
            return
        self.noted.append(
            Correction(
                household_id=lot.household, table=change.node.table, row_id=change.into.id, field=change.name,
                national=change.now, office=change.was, noted_on=date.today(),
                evidence=f"导入“{self._file}”时核对，保留本办的值"[:200],
            )
        )  # fmt: skip

    def counts(self, found: Mapping[str, int]) -> Mapping[str, int]:
        """How many of a level were taken in."""
        if not any(found.values()):
            return found
        return {**found, "new": len(self.new), "changed": self.changed}

    @property
    def changed(self) -> int:
        return len({id(lot) for lot, _ in self.changes if lot.state != NEW})

    @property
    def anything(self) -> bool:
        return bool(self.new or self.changes or self.agreed or self.restated or self.noted)


def _check_only(draft: ListDraft, only: Collection[str]) -> None:
    """Raises Refused for a 户编号 that the file does not have."""
    numbers = {lot.number for lot in draft.lots or ()}
    for each in only:
        if ":" not in each and each not in KINDS and each not in numbers:
            raise Refused([Problem("only", f"文件里没有户编号为“{each}”的户，请核对要导入哪几户")])


class _Writing:
    """The writing of one draft in one unit of work."""

    def __init__(self, unit: Unit, draft: ListDraft, todo: _Todo) -> None:
        assert draft.data_day is not None
        self.unit, self.draft, self.todo = unit, draft, todo
        self.day = draft.data_day.isoformat()
        self.updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def write(self) -> None:
        """Villages, cadres, new records with all below them, changes, corrections."""
        self._add_villages()
        added = [(lot.node, lot) for lot in self.todo.new]
        followed: list[tuple[Node, Lot]] = []
        below: list[tuple[Node, Links]] = []
        for lot, change in self.todo.changes:
            if change.ends is not None:
                followed.append((change.node, lot))
            elif not change.name:
                below.append((change.node, self._links_below(change.node, lot)))
        self._add_cadres([node for node, _ in (*added, *followed)])
        self._insert(
            [(node, self._links(node, lot)) for node, lot in (*added, *followed) if node.table != "cadre"]
        )
        self._insert(below)
        self._update()
        self._agree()

    def _add_villages(self) -> None:
        named = {lot.name for lot in self.todo.new}
        place = max((each.place for each in self.unit.villages.all()), default=-1)
        said = {row.word("home.village"): row for row in self.draft.rows.rows}
        for number, name in enumerate((each for each in self.draft.new_villages if each in named), 1):
            row = said[name]
            people, households = (row.cells.get(f"village_year.{each}") for each in ("people", "households"))
            self.unit.villages.save(
                Village(
                    name=name, county=row.word("home.county"), township=row.word("home.township"),
                    population=people if isinstance(people, int) else None,
                    households=households if isinstance(households, int) else None,
                    place=place + number, remark="导入时新增，请核对",
                )
            )  # fmt: skip

    def _add_cadres(self, nodes: Iterable[Node]) -> None:
        new: dict[int, Node] = {}
        for node in nodes:
            who = node if node.table == "cadre" else node.links.get("cadre")
            if who is not None and not who.id:
                new[id(who)] = who
        self._insert([(who, {}) for who in new.values()])

    def _links(self, node: Node, lot: Lot) -> Links:
        """How a record of the list points to its subject."""
        if node.table == "village_year":
            return {"village": lot.owner}
        links: dict[str, int | str] = {"household_id": lot.household}
        if node.table == "work_spell":
            links["person_id"] = lot.owner
        if node.table == "pairing":
            links["cadre_id"] = node.links["cadre"].id
        return links

    def _links_below(self, node: Node, lot: Lot) -> Links:
        parent = _parent(lot.into, lot.node, node)
        if node.table == "income_item":
            return {"household_id": lot.household, "year": int(parent.values["year"] or 0)}
        return {"household_id": lot.household, _UP[node.table]: parent.id}

    def _insert(self, every: list[tuple[Node, Links]]) -> None:
        """New records, then those below them."""
        tables: dict[str, list[tuple[Node, Links]]] = {}
        for node, links in every:
            tables.setdefault(node.table, []).append((node, links))
        for table, several in tables.items():
            usual = blanks(several[0][0].kind)
            names = list(usual)
            links_names = [name for name in several[0][1] if name not in names]
            rows = [
                (*(links[name] for name in links_names), *self._stored(node, links, names, usual))
                for node, links in several
            ]
            ids = repository(self.unit, table).add_rows([*links_names, *names], rows)
            for (node, _), made in zip(several, ids, strict=True):
                node.id = made
        below = [(child, self._under(node, child, links)) for node, links in every for child in node.children]
        if below:
            self._insert(below)

    @staticmethod
    def _stored(node: Node, links: Links, names: list[str], usual: Mapping[str, Plain]) -> list[Plain]:
        values: dict[str, Plain] = {
            **usual,
            **{name: each for name, each in node.values.items() if each is not None},
        }
        values |= {name: links[name] for name in names if name in links}
        if "extra" in usual:
            values["extra"] = json.dumps(node.extra, ensure_ascii=False) if node.extra else ""
        return [values[name] for name in names]

    @staticmethod
    def _under(parent: Node, child: Node, links: Links) -> Links:
        if child.table == "income_item":
            return {"household_id": links["household_id"], "year": int(parent.values["year"] or 0)}
        return {"household_id": links["household_id"], _UP[child.table]: parent.id}

    def _update(self) -> None:
        by_row: dict[tuple[str, int], dict[str, Plain]] = {}
        for _, change in self.todo.changes:
            if change.ends is not None:
                by_row.setdefault(("pairing", change.ends.id), {})["until"] = change.node.values["since"]
            elif change.into is not None and change.name:
                new = change.new if change.new is not None else blanks(change.node.kind).get(change.name)
                by_row.setdefault((change.node.table, change.into.id), {})[change.name] = new
        for (table, row_id), values in by_row.items():
            self.updates.setdefault((table, tuple(values)), []).append((*values.values(), row_id))
        for (table, names), rows in self.updates.items():
            repository(self.unit, table).update_rows(names, rows)

    def _agree(self) -> None:
        """国扶待改 that the national system has put right, or that the office gave up."""
        corrections = self.unit.corrections
        corrections.update_rows(["agreed_on"], [(self.day, id) for id in sorted(set(self.todo.agreed))])
        corrections.update_rows(["national"], [(said, id) for id, said in self.todo.restated.items()])
        for each in self.todo.noted:
            corrections.save(each)


def _parent(into: Node | None, said: Node, wanted: Node) -> Node:
    """The office's record under which a new one of the file comes."""
    from fupin_desktop.services.lists.comparing import pairs

    assert into is not None
    if wanted in said.children:
        return into
    for below, same in pairs(said.children, into.children):
        if wanted in below.children and same is not None:
            return same
    return into


def _note_batch(unit: Unit, draft: ListDraft, todo: _Todo) -> int:
    assert draft.data_day is not None
    assert draft.year is not None
    columns = [[each.letter, each.heading, each.key] for each in draft.mapping]
    batch = unit.batches.save(
        ImportBatch(
            file="、".join(draft.files)[:200], sha256=draft.sha256, layout=draft.layout[:60], data_day=draft.data_day,
            year=draft.year, households=len({lot.household for lot in draft.lots or () if lot.household}),
            people=len(draft.lots or ()) if draft.rows.spec.subject == "person" else 0,
            counts=json.dumps({"households": dict(todo.counts(draft.households)), "people": dict(todo.counts(draft.people)),
                               "entries": dict(todo.counts(draft.entries))}),
            columns=json.dumps(columns, ensure_ascii=False), list=draft.list_key,
        )
    )  # fmt: skip
    assert batch.id is not None
    return batch.id


def _sentence(draft: ListDraft, todo: _Todo) -> str:
    said = f"已导入{draft.rows.spec.title}：新增{len(todo.new)}条、变更{todo.changed}条"
    said += f"；{todo.left}处保留本办的值" if todo.left else ""
    said += f"，其中{len(todo.noted)}处记入国扶待改" if todo.noted else ""
    if refused := draft.entries["refused"]:
        said += f"；{refused}行没有导入，原因见问题清单"
    said += f"；还有{todo.waiting}条没有选，没有导入" if todo.waiting else ""
    agreed = len(set(draft.agreed))
    return said + (f"；{agreed}处国扶待改已与国扶一致，从清单划去" if agreed else "")
