"""Puts a draft into the database: one act, wholly or not at all."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import JoinReason
from fupin_desktop.domain.errors import Refused, Stale
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.office import ImportBatch
from fupin_desktop.domain.plain import Plain, blanks
from fupin_desktop.domain.village import Village
from fupin_desktop.exchange.layouts import RECORDS
from fupin_desktop.exchange.rows import Rows, keys_of
from fupin_desktop.services.importing import missing
from fupin_desktop.services.importing.choosing import NATIONAL, Choice, Chosen, Decision
from fupin_desktop.services.importing.draft import Counts, Draft
from fupin_desktop.services.importing.outcome import NEW, TURNED_AWAY, Change, Gone, Pick, picker
from fupin_desktop.services.importing.taking import Taking
from fupin_desktop.services.importing.telling import Applied, label, nothing, sentence
from fupin_desktop.services.tasks import NOBODY, Watch

PORTION = 40_000


class _Nothing(Exception):
    """Everything that would have been written was decided otherwise."""


def apply(store: Store, draft: Draft, choice: Choice, watch: Watch = NOBODY) -> Applied:
    """Keep a draft as one act. Raises Refused, Stale, or Cancelled, and then nothing is kept."""
    if draft.outcome is None or draft.data_day is None:
        raise Refused([Problem("day", each) for each in draft.asks])
    decided = missing.check(draft.gone, choice.gone, draft.data_day)
    chosen = Chosen(draft, choice)
    if not (draft.changes_anything or decided or NATIONAL in choice.take.values()):
        return nothing(draft)
    if not (decided or any(map(any, (chosen.households, chosen.people)))):
        raise Refused([Problem("only", "没有选中要导入的户或人，没有导入；请先勾选要导入的")])
    try:
        with store.write(label(draft, chosen)) as unit:
            if stored.last_act(unit, unit.act) != draft.seen_act:
                raise Stale("读取文件之后，本办数据又有改动，对照结果已经过时，请重新读取文件再导入")
            applying = _Applying(unit, draft, Taking(draft, choice.take), chosen, watch)
            first = unit.people.next_id()
            batch = applying.apply(decided)
            act = unit.act
    except _Nothing:
        return nothing(draft)
    households, people = applying.counts()
    done = Applied(
        batch, act, households, people, "", chosen.left() + applying.taking.waiting, first if people["new"] else 0
    )  # fmt: skip
    return dataclasses.replace(done, sentence=sentence(done, draft, applying.taking, len(decided)))


class _Applying:
    """The writing of one draft in one unit of work."""

    def __init__(self, unit: Unit, draft: Draft, taking: Taking, chosen: Chosen, watch: Watch) -> None:
        assert draft.outcome is not None
        assert draft.data_day is not None
        assert draft.year is not None
        self.unit, self.draft, self.taking, self.chosen, self.watch = unit, draft, taking, chosen, watch
        self.rows, self.out = draft.rows, draft.outcome
        self.day, self.year = draft.data_day.isoformat(), draft.year
        self.done, self.total = 0, 2 * (len(self.rows.households) + len(self.rows.people)) + 1
        self.updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self.changed = {"household": 0, "person": 0}
        self.new = chosen.count(NEW)

    def apply(self, decided: Sequence[tuple[Gone, Decision]]) -> int:
        """Villages, households, people, corrections, and the batch. Gives the batch's id."""
        self._add_villages()
        with stored.roomy(self.unit, *self.new):
            self._add_households()
            self._change_households()
            self._add_people()
            self._change_people()
        self._update()
        self._agree()
        missing.close(self.unit, decided, self.draft.data_day or date.fromisoformat(self.day))
        settled = self._settle()
        written = any(self.new) or any(self.changed.values()) or self.taking.noted or decided or settled
        if not (written or self.out.agreed or self.taking.agreed or self.out.restated):
            raise _Nothing
        return self._note_batch(len(decided))

    def _settle(self) -> int:
        """国扶录入清单: who left here and is on the export no more needs not be typed."""
        from fupin_desktop.services.entering.settling import settle

        day = self.draft.data_day or date.fromisoformat(self.day)
        return settle(self.unit, self.rows, self.out.person_ids, self.out.household_ids, day)

    def counts(self) -> tuple[Counts, Counts]:
        """What became of the households and people of the file; new and changed are those that went in."""
        new, draft = self.new, self.draft
        return (
            {**draft.households, "new": new[0], "changed": self.changed["household"]},
            {**draft.people, "new": new[1], "changed": self.changed["person"]},
        )

    def _add_villages(self) -> None:
        villages = self._villages()
        if not villages:
            return
        keys = self.rows.household_keys
        at = {
            key: keys.index(key)
            for key in ("household.village", "village.county", "village.township")
            if key in keys
        }
        found = {row[at["household.village"]]: row for row in self.rows.households}
        place = max((each.place for each in self.unit.villages.all()), default=-1)
        for number, name in enumerate(villages, 1):
            row = found[name]
            county = str(row[at["village.county"]] or "") if "village.county" in at else ""
            township = str(row[at["village.township"]] or "") if "village.township" in at else ""
            self.unit.villages.save(
                Village(
                    name=name,
                    county=county,
                    township=township,
                    place=place + number,
                    remark="导入时新增，请核对",
                )
            )

    def _villages(self) -> list[str]:
        """The new villages of the households that go in."""
        if self.chosen.all or not self.out.villages:
            return self.out.villages
        where = self.rows.household_keys.index("household.village")
        wanted = zip(self.rows.households, self.chosen.households, strict=True)
        here = {row[where] for row, on in wanted if on}
        return [name for name in self.out.villages if name in here]

    def _add_households(self) -> None:
        states, wanted = self.out.household_states, self.chosen.households
        new = [place for place, state in enumerate(states) if state == NEW and wanted[place]]
        shape = _Shape("household", self.rows.household_keys, {"imported_on": self.day})
        kept, ids = self.rows.households, self.out.household_ids
        for part in self._portions(new, "写入农户"):
            added = self.unit.households.add_rows(
                shape.names, [shape.pick(kept[place]) for place in part], shape.same
            )
            for place, id in zip(part, added, strict=True):
                ids[place] = id
            self._add_years(part)
            self._add_standings([place for place in part if not self._is_applicant(kept[place])])
            self._add_monitorings(part)

    def _add_years(self, part: Sequence[int]) -> None:
        shape = _Shape("household_year", self.rows.household_keys, {"year": self.year})
        if shape.names:
            kept, ids = self.rows.households, self.out.household_ids
            every = [(ids[place], *shape.pick(kept[place])) for place in part]
            self.unit.household_years.add_rows(["household_id", *shape.names], every, shape.same)

    def _add_standings(self, part: Sequence[int]) -> None:
        shape = _Shape("standing", self.rows.household_keys, {"since": self.day, "reason": "国扶导出"})
        kept, ids = self.rows.households, self.out.household_ids
        every = [(ids[place], *shape.pick(kept[place])) for place in part]
        if "since" in shape.names:  # our own export says since when; others begin with their data day
            where = shape.names.index("since") + 1
            every = [(*row[:where], row[where] or self.day, *row[where + 1 :]) for row in every]
        self.unit.standings.add_rows(["household_id", *shape.names], every, shape.same)

    def _is_applicant(self, household: tuple[Plain, ...]) -> bool:
        keys = self.rows.household_keys
        if "household.applied_on" not in keys or not household[keys.index("household.applied_on")]:
            return False
        return not any(household[place] for place, _ in keys_of(keys, "standing"))

    def _add_monitorings(self, part: Sequence[int]) -> None:
        shape = _Shape("monitoring", self.rows.household_keys, {})
        if shape.names:
            kept, ids = self.rows.households, self.out.household_ids
            every = [(ids[place], *shape.pick(kept[place])) for place in part]
            told = [row for row in every if any(value not in ("", None, 0) for value in row[1:])]
            self.unit.monitorings.add_rows(["household_id", *shape.names], told, shape.same)

    def _add_people(self) -> None:
        out, owners = self.out, self.rows.owners
        wanted = self.chosen.people
        new = [place for place, state in enumerate(out.person_states) if state == NEW and wanted[place]]
        settled = {
            owner for owner, state in enumerate(out.household_states) if state not in (NEW, TURNED_AWAY)
        }
        settled &= self._with_people() if settled else set()
        late = [place for place in new if owners[place] in settled]
        first = [place for place in new if owners[place] not in settled] if late else new
        self._add_some(first, {"imported_on": self.day})
        self._add_some(
            late, {"imported_on": self.day, "joined_on": self.day, "join_reason": str(JoinReason.FOUND)}
        )

    def _add_some(self, places: Sequence[int], fixed: Mapping[str, Plain]) -> None:
        keys = self.rows.person_keys
        shape, years = _Shape("person", keys, fixed), _Shape("person_year", keys, {"year": self.year})
        kept, owners, extras, ids = (
            self.rows.people,
            self.rows.owners,
            self.rows.extras,
            self.out.household_ids,
        )
        same = {name: value for name, value in shape.same.items() if name != "extra"}
        names, pick, pick_year = ["household_id", "extra", *shape.names], shape.pick, years.pick
        for part in self._portions(places, "写入成员"):
            # tuples are joined by +: for a million rows that is twice as fast as (a, *b)
            every = [(ids[owners[place]], extras[place]) + pick(kept[place]) for place in part]  # noqa: RUF005
            added = self.unit.people.add_rows(names, every, same)
            if years.names:
                rows = [
                    (row[0], id) + pick_year(kept[place])  # noqa: RUF005
                    for row, id, place in zip(every, added, part, strict=True)
                ]
                self.unit.person_years.add_rows(["household_id", "person_id", *years.names], rows, years.same)

    def _with_people(self) -> set[int]:
        """The households of the file that have people in the office already."""
        place_of = {id: place for place, id in enumerate(self.out.household_ids) if id}
        return {place_of[id] for id in stored.with_people(self.unit) if id in place_of}

    def _change_households(self) -> None:
        out = self.out
        for place, changes in out.household_changes.items():
            if not self.chosen.households[place]:
                continue
            id = out.household_ids[place]
            taken = self.taking.taken(changes, f"household:{place}", id, id, out.standings.get(place))
            self.changed["household"] += bool(taken)
            for table in ("household", "household_year", "monitoring"):
                mine = [change for change in taken if change.table == table]
                if mine and mine[0].row_id:
                    self._plan_update(table, mine)
                elif mine:
                    self._add_row(table, id, mine)
            states = [change for change in taken if change.table == "standing"]
            if states:
                self._change_standing(place, id, states)

    def _change_standing(self, place: int, id: int, changes: Sequence[Change]) -> None:
        target, _, old = self.out.standings[place]
        if target:
            self._plan_update("standing", changes)
            return
        kept = {**blanks(RECORDS["standing"]), **dict(zip(stored.STANDING, old, strict=True))}
        kept |= {change.name: change.new for change in changes} | {"since": self.day, "reason": "国扶导出"}
        self.unit.standings.add_rows(["household_id", *kept], [(id, *kept.values())])

    def _add_row(self, table: str, household: int, changes: Sequence[Change], person: int = 0) -> None:
        kept = {**blanks(RECORDS[table]), **{change.name: change.new for change in changes}}
        if "year" in kept:
            kept["year"] = self.year
        links = {"household_id": household, **({"person_id": person} if person else {})}
        repository: Any = {"household_year": self.unit.household_years, "person_year": self.unit.person_years,
                           "monitoring": self.unit.monitorings}[table]  # fmt: skip
        repository.add_rows([*links, *kept], [(*links.values(), *kept.values())])

    def _change_people(self) -> None:
        out, moved = self.out, []
        for place, changes in out.person_changes.items():
            if not self.chosen.people[place]:
                continue
            household, id = out.household_ids[self.rows.owners[place]], out.person_ids[place]
            taken = self.taking.taken(changes, f"person:{place}", id, household)
            self.changed["person"] += bool(taken)
            mine = [change for change in taken if change.table == "person"]
            if mine:
                if any(change.name == "household_id" for change in mine):
                    moved.append((household, id))
                    mine = [c._replace(new=household) if c.name == "household_id" else c for c in mine]
                self._plan_update("person", mine)
            years = [change for change in taken if change.table == "person_year"]
            if years and years[0].row_id:
                self._plan_update("person_year", years)
            elif years:
                self._add_row("person_year", household, years, id)
        if moved:
            stored.shift_people(self.unit, moved)

    def _plan_update(self, table: str, changes: Sequence[Change]) -> None:
        names = tuple(change.name for change in changes)
        values: tuple[Any, ...] = tuple(change.new for change in changes)
        if table in ("household", "person"):
            names, values = (*names, "imported_on"), (*values, self.day)
        self.updates.setdefault((table, names), []).append((*values, changes[0].row_id))

    def _update(self) -> None:
        unit = self.unit
        repositories: dict[str, Any] = {
            "household": unit.households, "person": unit.people, "household_year": unit.household_years,
            "person_year": unit.person_years, "standing": unit.standings, "monitoring": unit.monitorings,
        }  # fmt: skip
        for (table, names), rows in self.updates.items():
            for part in self._portions(rows, "写入变更"):
                repositories[table].update_rows(names, part)

    def _agree(self) -> None:
        """国扶待改 that the national system has put right, or that the office gave up."""
        every = sorted({*self.out.agreed, *self.taking.agreed})
        if every:
            self.unit.corrections.update_rows(["agreed_on"], [(self.day, id) for id in every])
        restated = [(said, id) for id, said in self.out.restated.items() if id not in every]
        if restated:
            self.unit.corrections.update_rows(["national"], restated)
        if self.taking.noted:
            self.unit.corrections.add_many(self.taking.noted)

    def _note_batch(self, decided: int) -> int:
        draft, (households, people) = self.draft, self.counts()
        left = self.chosen.left() + self.taking.left
        counts = {"households": households, "people": people, "left": left, "gone": decided}
        batch = self.unit.batches.save(
            ImportBatch(
                file="、".join(draft.files)[:200], sha256=draft.sha256, layout=draft.layout[:60],
                data_day=date.fromisoformat(self.day), year=self.year, households=len(self.rows.households),
                people=len(self.rows.people), counts=json.dumps(counts), columns=columns_of(self.rows),
            )
        )  # fmt: skip
        assert batch.id is not None
        return batch.id

    def _portions(self, every: Sequence[Any], doing: str) -> Iterator[Sequence[Any]]:
        for first in range(0, len(every), PORTION):
            part = every[first : first + PORTION]
            self.watch.step(self.done, self.total, doing)
            yield part
            self.done += len(part)


def columns_of(rows: Rows) -> str:
    """The columns of a file as a batch keeps them."""
    return json.dumps([[each.letter, each.heading, each.key] for each in rows.columns], ensure_ascii=False)


class _Shape:
    """How the rows of one table are cut from the tuples of a file: the fields read, and what all rows share."""

    def __init__(self, table: str, keys: Sequence[str], fixed: Mapping[str, Plain]) -> None:
        read = keys_of(keys, table)
        self.names = [name for _, name in read]
        self.pick: Pick = picker([place for place, _ in read])
        base = {**blanks(RECORDS[table]), **fixed}
        self.same = {
            name: value for name, value in base.items() if name not in self.names and value is not None
        }
