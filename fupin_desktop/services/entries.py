"""What lists bring and clerks put right by hand: work away from home, relocation, villages' years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, Record, as_values, problems
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.services.corrections import note_corrections

R = TypeVar("R", bound=Record)


class Entries:
    """Looks at these records and keeps them, several as one act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def spells(self, household_id: int, year: int) -> list[WorkSpell]:
        """The work away from home of a household's people in a year, person by person."""
        with self._store.read() as unit:
            return unit.work_spells.all(
                household_id=household_id, year=year, order=("person_id", "since", "id")
            )

    def save_spells(self, spells: Sequence[WorkSpell], evidence: str = "") -> int:
        """Keep spells as one act. Raises Refused: a field is wrong, it ends before it begins, the person has it twice."""
        wrong = [problem for each in spells for problem in _spell_problems(each)]
        if wrong:
            raise Refused(wrong)
        with self._store.write(f"填写务工情况（{len(spells)}段）") as unit:
            for each in spells:
                _refuse_twin(unit, each)
                _save(unit, unit.work_spells, each, evidence)
        return len(spells)

    def remove_spell(self, spell: WorkSpell) -> None:
        with self._store.write("删除务工情况") as unit:
            unit.work_spells.remove(spell)

    def relocations(self, household_id: int) -> list[Relocation]:
        with self._store.read() as unit:
            return unit.relocations.all(household_id=household_id)

    def save_relocations(self, relocations: Sequence[Relocation], evidence: str = "") -> int:
        """Keep a household's relocation as one act. Raises Refused."""
        wrong = [problem for each in relocations for problem in problems(Relocation, as_values(each))]
        if wrong:
            raise Refused(wrong)
        with self._store.write("填写易地搬迁") as unit:
            for each in relocations:
                _save(unit, unit.relocations, each, evidence)
        return len(relocations)

    def remove_relocation(self, relocation: Relocation) -> None:
        with self._store.write("删除易地搬迁") as unit:
            unit.relocations.remove(relocation)

    def village_years(self) -> list[VillageYear]:
        """What is known of villages, the newest year first, villages in their order."""
        with self._store.read() as unit:
            places = {each.name: each.place for each in unit.villages.all()}
            found = unit.village_years.all()
        return sorted(
            found, key=lambda each: (-each.year, places.get(each.village, len(places)), each.village)
        )

    def save_village_years(self, years: Sequence[VillageYear]) -> int:
        """Keep years of villages as one act. Raises Refused: a village that the office has not, a year twice."""
        wrong = [
            Problem(each.field, f"{year.village}：{each.text}")
            for year in years
            for each in problems(VillageYear, as_values(year))
        ]
        with self._store.read() as unit:
            known = {each.name for each in unit.villages.all()}
        wrong += [
            Problem("village", f"没有名为“{each.village}”的行政村，请先在“行政村”里添加")
            for each in years
            if each.village and each.village not in known
        ]
        if wrong:
            raise Refused(wrong)
        with self._store.write(f"填写行政村年度情况（{len(years)}行）") as unit:
            for each in years:
                twin = unit.village_years.find(village=each.village, year=each.year)
                if twin is not None and twin.id != each.id:
                    raise Refused([Problem("year", f"{each.village}{each.year}年已有一行，请在那一行里改")])
                unit.village_years.save(each)
        return len(years)

    def remove_village_year(self, year: VillageYear) -> None:
        with self._store.write(f"删除{year.village}{year.year}年情况") as unit:
            unit.village_years.remove(year)


def _spell_problems(spell: WorkSpell) -> Iterator[Problem]:
    yield from problems(WorkSpell, as_values(spell))
    if spell.since and spell.until and spell.until < spell.since:
        yield Problem("until", "务工结束时间早于开始时间，请核对")


def _refuse_twin(unit: Unit, spell: WorkSpell) -> None:
    same = unit.work_spells.all(
        person_id=spell.person_id, year=spell.year, since=spell.since, county=spell.county
    )
    if any(each.id != spell.id for each in same):
        name = unit.people.get(spell.person_id).name
        raise Refused([Problem("since", f"{name}已有一段开始时间和地点相同的务工，请在那一行里改")])


def _save(unit: Unit, repository: Repository[R], record: R, evidence: str) -> R:
    """Save, and note as 国扶待改 what changes in a record that an import put in."""
    old = repository.get(record.id) if record.id is not None else None
    saved = repository.save(record)
    if old is None or saved == old:
        return saved
    imported = unit.batches.find(version=old.version) is not None
    if imported or unit.corrections.find(table=repository.name, row_id=old.id, agreed_on=None) is not None:
        note_corrections(unit, repository.name, old, saved, evidence)
    return saved
