"""What the office does with unsafe houses: renovations, their stages, money, photos, water and power."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain import housing
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import as_values, problems
from fupin_desktop.domain.housing import Photo, Renovation, Slot, Stage, StageKind, State, Subsidy
from fupin_desktop.domain.procedure import Numbers, Passage, facts_of
from fupin_desktop.domain.procedure.housing_asks import area_doubt, money_doubt
from fupin_desktop.domain.procedure.renovation import against, against_removal, state_of, step_of
from fupin_desktop.services.files import Files
from fupin_desktop.services.procedure.effects import Told, take_back
from fupin_desktop.services.procedure.housing import merged, withdraw_stage
from fupin_desktop.services.procedure.reading import Rules, files_of, renovation_passages
from fupin_desktop.services.settings import OfficeSettings


@dataclass(frozen=True, slots=True)
class RenovationFile:
    """One renovation, whole; ``state`` is computed from the steps of its road."""

    renovation: Renovation
    stages: tuple[Stage, ...]
    subsidies: tuple[Subsidy, ...]
    photos: tuple[Photo, ...]
    state: State


class Housing:
    """Keeps renovations. Stages are added, corrected or withdrawn; the state is never typed."""

    def __init__(self, store: Store, settings: OfficeSettings, files: Files) -> None:
        self._store, self._settings, self._files = store, settings, files

    def order(self) -> tuple[StageKind, ...]:
        """The order of stages this office keeps."""
        said = self._settings.facts().stage_order
        return tuple(StageKind.of(each) for each in said) or tuple(housing.DEFAULT_ORDER)

    def of_household(self, household_id: int) -> list[RenovationFile]:
        """The renovations of a household, the newest plan year first."""
        with self._store.read() as unit:
            kept = unit.renovations.all(household_id=household_id, order=("plan_year", "id"))
            return list(reversed(self._whole(unit, kept)))

    def of_year(self, year: int) -> list[RenovationFile]:
        """All renovations of a plan year."""
        with self._store.read() as unit:
            return self._whole(unit, unit.renovations.all(plan_year=year))

    def years(self) -> list[int]:
        with self._store.read() as unit:
            return sorted({each.plan_year for each in unit.renovations.all()}, reverse=True)

    def save(self, renovation: Renovation, subsidies: Sequence[Subsidy] | None = None) -> Renovation:
        """Keep a renovation; with ``subsidies`` its money by source. Raises Refused."""
        wrong = list(problems(Renovation, as_values(renovation)))
        for subsidy in subsidies or ():
            wrong += problems(Subsidy, as_values(subsidy))
        if wrong:
            raise Refused(wrong)
        act = "新增危房改造" if renovation.id is None else "修改危房改造"
        with self._store.write(act) as unit:
            saved = unit.renovations.save(renovation)
            if subsidies is not None:
                _keep_subsidies(unit, saved, subsidies)
            return saved

    def save_stage(self, stage: Stage, on: date | None = None) -> Stage:
        """Keep a stage that was reached. Raises Refused: dated backwards or skipped without a reason."""
        with self._store.read() as unit:
            rules, passage = self._road(unit, stage)
            steps = unit.steps.all(passage_id=passage.id) if passage.id else []
            kept = unit.stages.all(renovation_id=stage.renovation_id)
        mine = next((each for each in kept if each.id == stage.id), None)
        twin = (
            next((each for each in merged(steps, [mine]) if each.kind == mine.kind), None) if mine else None
        )
        others = [each for each in steps if twin is None or each.id != twin.id]
        found = rules.course(passage, merged(others, [each for each in kept if each.id != stage.id]), _FAR)
        wrong = list(problems(Stage, as_values(stage))) + against(found, stage, on or date.today())
        if wrong:
            raise Refused(wrong)
        with self._store.write(f"危房改造：{stage.kind.label}") as unit:
            if twin is not None and twin.id is not None and twin.id > 0:
                step = dataclasses.replace(
                    unit.steps.get(twin.id), on=stage.on, person=stage.who, override=stage.skip_reason
                )
                unit.steps.save(step)
            return unit.stages.save(stage)

    def remove_stage(self, stage: Stage, reason: str, on: date) -> None:
        """Withdraw a stage that was noted by mistake: it stays among the steps with its reason. Raises Refused.

        A middle one stays, and so does one for which no reason is said.
        """
        with self._store.read() as unit:
            rules, passage = self._road(unit, stage)
            (file,) = files_of(unit, rules, [passage], _FAR)
        if wrong := against_removal(file.course, stage, reason):
            raise Refused(wrong)
        step = file.course.done.get(stage.kind, step_of(stage))
        with self._store.write(f"撤回危房改造阶段：{stage.kind.label}") as unit:
            passage = file.passage if file.passage.id is not None else unit.passages.save(file.passage)
            withdraw_stage(unit, passage, step, reason.strip(), on)
            if stage.kind in file.course.road.places:
                kind = file.course.road.step(stage.kind)
                take_back(kind.effect, Told(unit, passage, step, facts_of(kind, step)))

    def _road(self, unit: Unit, stage: Stage) -> tuple[Rules, Passage]:
        """What the office has decided of procedures, and the passage that a stage belongs to."""
        house = unit.renovations.get(stage.renovation_id)
        kept = unit.passages.all(household_id=house.household_id)
        return Rules.of(unit, self._settings.facts()), renovation_passages(unit, [house], kept)[0]

    def add_photo(self, photo: Photo, file: Path) -> Photo:
        """Keep a photo or scan: the file first, then the record. Raises Trouble when it is no picture."""
        sha = self._files.add(file)
        with self._store.write(f"添加照片：{photo.slot.label}") as unit:
            return unit.photos.save(dataclasses.replace(photo, sha256=sha, name=photo.name or file.name))

    def remove_photo(self, photo: Photo) -> None:
        """Take a photo off a record; the file stays for undo."""
        with self._store.write(f"移除照片：{photo.name}") as unit:
            unit.photos.remove(photo)

    def photo_path(self, photo: Photo) -> Path:
        return self._files.path_of(photo.sha256)

    def doubts(self, file: RenovationFile, on: date) -> list[str]:
        """What of way, area and money does not fit the grade, the people and the tiers of the year."""
        house = file.renovation
        with self._store.read() as unit:
            numbers = Numbers(unit.procedure_numbers.all())
            here = sum(each.present(on) for each in unit.people.all(household_id=house.household_id))
        said = (housing.way_problem(house), area_doubt(house, here, numbers), money_doubt(house, numbers))
        return [each for each in said if each]

    def photos_missing(self, file: RenovationFile) -> list[Slot]:
        """Photo places that the state asks for and that are empty."""
        return housing.photos_missing(file.renovation, file.stages, file.photos, self.order())

    def _whole(self, unit: Unit, kept: Sequence[Renovation]) -> list[RenovationFile]:
        ids = [each.id for each in kept]
        stages = list(unit.stages.of(ids, "renovation_id"))
        subsidies = list(unit.subsidies.of(ids, "renovation_id"))
        photos = list(unit.photos.of(ids, "renovation_id"))
        passages = renovation_passages(unit, kept, list(unit.passages.of(ids, "record_id")))
        files = files_of(unit, Rules.of(unit, self._settings.facts()), passages, _FAR)
        found = []
        for each, file in zip(kept, files, strict=True):
            mine = tuple(
                sorted((s for s in stages if s.renovation_id == each.id), key=lambda s: (s.on, s.id or 0))
            )
            found.append(
                RenovationFile(
                    each, mine, tuple(s for s in subsidies if s.renovation_id == each.id),
                    tuple(p for p in photos if p.renovation_id == each.id), state_of(file.course),
                )
            )  # fmt: skip
        return found


_FAR = date(9999, 1, 1)
"""A day on which no notice hangs any more: the state of a renovation is asked for as it is written."""


def _keep_subsidies(unit: Unit, renovation: Renovation, subsidies: Sequence[Subsidy]) -> None:
    wanted = {each.id for each in subsidies if each.id is not None}
    for kept in unit.subsidies.all(renovation_id=renovation.id):
        if kept.id not in wanted:
            unit.subsidies.remove(kept)
    for subsidy in subsidies:
        unit.subsidies.save(
            dataclasses.replace(
                subsidy, renovation_id=renovation.id or 0, household_id=renovation.household_id
            )
        )
