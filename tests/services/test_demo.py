"""The demo township: its numbers, its history, and that nothing of it could be taken for real people."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest

from fupin_desktop import assets
from fupin_desktop.domain.cadre import Post
from fupin_desktop.domain.codes import MonitoringKind
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.housing import Slot, StageKind, Way
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.figures import as_json
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "exports"
TOOL = Path(__file__).parents[2] / "tools" / "make_sample.py"
TODAY = date(2018, 5, 8)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """An office where nothing is yet."""
    opened = Office.open(tmp_path / "empty", by="李经办", create=True)
    yield opened
    opened.close()


def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHARED / "贫困户信息_20180508.xlsx.truth.json").read_text("utf-8"))
    return found


def figures(office: Office, on: date | None = None) -> dict[str, Any]:
    return as_json(office.figures.on(on) if on else office.figures.latest())


def test_the_latest_figures_are_the_ones_of_the_townships_own_plan(demo_office: Office) -> None:
    found, said = figures(demo_office), truth()
    assert found["on"] == "2018-05-08"
    assert {key: found[key] for key in said if key != "heads"} == {
        key: said[key] for key in said if key != "heads"
    }


def test_the_people_are_the_ones_of_the_export_of_that_day(demo_office: Office) -> None:
    draft = demo_office.importing.read(SHARED / "贫困户信息_20180508.xlsx")
    assert draft.households == {"new": 0, "changed": 0, "unchanged": 218, "refused": 0, "conflict": 0}
    assert draft.people == {"new": 0, "changed": 0, "unchanged": 845, "refused": 0, "conflict": 0}


def test_seven_villages_still_have_poor_households_and_seven_have_unsafe_houses(demo_office: Office) -> None:
    villages = {each.village: each for each in demo_office.figures.latest().villages}
    poor = {
        name: (each.poor.households, each.poor.people)
        for name, each in villages.items()
        if each.poor.households
    }
    assert poor == {
        "月亮村": (5, 22), "花儿村": (4, 14), "星星村": (1, 3), "太阳村": (2, 6), "火村": (1, 4), "水村": (9, 42), "泥土村": (9, 41),
    }  # fmt: skip
    assert {name: each.unsafe_houses for name, each in villages.items() if each.unsafe_houses} == {
        "星星村": 4, "东巴扎村": 4, "铁厂沟村": 4, "新村": 4, "苏阿拉木图村": 2, "三段村": 7, "干沟村": 12,
    }  # fmt: skip


@pytest.mark.parametrize("year", [2014, 2015, 2016, 2017])
def test_at_the_end_of_every_year_the_register_is_made_of_poor_and_lifted(
    demo_office: Office, year: int
) -> None:
    now, before = figures(demo_office, date(year, 12, 31)), figures(demo_office, date(year, 1, 1))
    assert now["poor"][0] + now["lifted"][0] == now["households"] > 180
    assert now["poor"][1] + now["lifted"][1] == now["people"]
    assert now["poor"][0] < before["poor"][0]


def test_before_the_register_began_nothing_is_known(demo_office: Office) -> None:
    assert figures(demo_office, date(2013, 12, 31))["known"] is False


def test_every_month_of_2018_changed_something(demo_office: Office) -> None:
    days = [date(2017, 12, 31), *(date(2018, month, 28) for month in (1, 2, 3, 4)), TODAY]
    counted = [figures(demo_office, day) for day in days]
    assert len({each["people"] for each in counted}) >= 5
    assert {each["households"] for each in counted} == {217, 218}
    assert [each["stable"][0] for each in counted] == [0, 0, 0, 10, 10, 10]
    with demo_office.store.read() as unit:
        reasons = {
            each.leave_reason for each in unit.people.all() if each.left_on and each.left_on.year == 2018
        }
        joined = {
            each.join_reason for each in unit.people.all() if each.joined_on and each.joined_on.year == 2018
        }
    assert {str(each) for each in reasons} == {"death", "marriage", "moved_out"}
    assert {str(each) for each in joined} == {"birth", "marriage"}


def test_nothing_happened_after_the_day_of_the_data(demo_office: Office) -> None:
    dated = {
        "people": ("birth", "joined_on", "left_on"), "standings": ("since",), "stages": ("on",), "progress": ("on",),
        "plans": ("made_on", "confirmed_on"), "measures": ("done_on",), "subsidies": ("paid_on",),
        "households": ("applied_on", "ended_on"), "monitorings": ("found_on",),
    }  # fmt: skip
    with demo_office.store.read() as unit:
        late = [
            (kind, name, each.id)
            for kind, names in dated.items()
            for each in getattr(unit, kind).all()
            for name in names
            if (getattr(each, name) or TODAY) > TODAY
        ]
    assert late == []


def test_nobody_can_be_taken_for_a_real_person(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        people = unit.people.all()
    numbers = [each.id_number for each in people]
    assert all(each.startswith("659099") and check_character(each[:17]) == each[17] for each in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(each.birth and f"{each.birth:%Y%m%d}" == each.id_number[6:14] for each in people)


def test_names_are_the_hard_ones(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        names = "".join(each.name for each in unit.people.all())
    assert set("单仇解查区尉盖乐翟洗·䶮㛃垚喆") <= set(names)


def test_each_house_of_the_years_task_stands_at_its_own_stage(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        houses = unit.renovations.all(plan_year=2018)
        reached = Counter(
            max(each.kind for each in unit.stages.all(renovation_id=house.id, order=("on", "id"))[-1:])
            for house in houses
        )
        moved = [each for each in houses if each.power_on]
    assert len(houses) == 37
    assert set(reached) == set(StageKind)
    assert {each.water_on is None for each in moved} == {True, False}


def test_earlier_renovations_are_finished_and_four_households_were_relocated(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        earlier = unit.renovations.all(plan_year=(2016, 2017))
        relocated = [each for each in unit.households.all() if each.relocated]
        finished = [
            any(s.kind is StageKind.MOVED_IN for s in unit.stages.all(renovation_id=each.id))
            for each in earlier
        ]
    assert len(relocated) == 4
    assert sum(each.relocation for each in earlier) == 4 < len(earlier)
    assert all(finished)


def test_208_households_share_the_money_for_livestock_to_the_fen(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        stock = unit.measures.all(kind=MeasureKind.INDUSTRY, due_on=date(2018, 6, 30))
        money = [each.amount for each in unit.measure_funds.all(measure_id=[each.id for each in stock])]
        wardens = unit.measures.all(kind=MeasureKind.POST)
        kinds = {each.kind for each in unit.measures.all()}
    assert len({each.household_id for each in stock}) == 208
    assert sum(money) == Decimal(899_000)
    assert len(wardens) == 5
    assert kinds == set(MeasureKind)


def test_plans_are_at_every_stage(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        plans = unit.plans.all()
        measures = unit.measures.all()
        begun = {each.measure_id for each in unit.progress.all()}
        poor = {each.household_id for each in unit.standings.all(status="poor")} - {
            each.household_id for each in unit.standings.all(status="lifted")
        }
    assert poor <= {each.household_id for each in plans if each.year == 2018}
    assert {each.confirmed_on is None for each in plans} == {True, False}
    assert any(each.year == 2017 and each.result for each in plans)
    states = {(each.done_on is not None, each.id in begun) for each in measures}
    assert {(True, True), (False, True), (False, False)} <= states
    assert any(each.done_on is None and each.due_on and each.due_on < TODAY for each in measures)


def test_92_and_204_cadres_of_seven_units_answer_for_the_households(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        cadres = unit.cadres.all()
        pairings = unit.pairings.all(until=None, post=Post.A)
        registered = {each.household_id for each in unit.standings.all()}
        ended = {each.id for each in unit.households.all() if each.ended_on}
    assert Counter(each.post for each in cadres) == {Post.A: 92, Post.B: 204}
    assert len({each.unit for each in cadres}) == 7
    assert {each.household_id for each in pairings} == registered - ended


def test_some_incomes_are_computed_from_worksheets_and_some_only_recorded(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        years = unit.household_years.all(year=2017)
        items = unit.income_items.all(year=2017)
    done = [each for each in years if each.worksheet_done]
    assert 0 < len(done) < len(years)
    assert any(each.income_recorded is None for each in done)
    assert {each.income_recorded is None for each in years if not each.worksheet_done} == {False}
    assert items
    assert all(each.amount > 0 for each in items)


@pytest.mark.parametrize("kind", ["identification", "exit", "housing", "monitoring"])
def test_every_notice_has_somebody_to_name_and_somebody_not_to(demo_office: Office, kind: str) -> None:
    offered = demo_office.notices.propose(kind, on=TODAY)
    ticked = [each for each in offered if each.ticked]
    assert ticked
    assert kind == "monitoring" or len(ticked) < len(offered)


def test_a_dozen_applicants_stand_beside_the_register(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        applicants = [each for each in unit.households.all() if each.applied_on]
        standing = {each.household_id for each in unit.standings.all()}
        minors = [each for each in unit.people.all() if each.guardian]
    assert len(applicants) == 12
    assert all(each.office_number and each.id not in standing for each in applicants)
    assert len(minors) == 1


def test_the_household_lists_show_registered_households_and_applicants(demo_office: Office) -> None:
    with demo_office.store.read() as unit:
        known = {each.name for each in unit.villages.all()}
        assert {each.village for each in unit.households.all()} <= known
        assert all(len(each.code) == 12 and each.code.startswith("659099") for each in unit.villages.all())


def rows(office: Office) -> dict[str, list[Any]]:
    kinds = ("households", "people", "household_years", "person_years", "stages", "measures", "pairings")
    with office.store.read() as unit:
        return {kind: getattr(unit, kind).all() for kind in kinds}


def test_the_same_seed_gives_the_same_rows_and_another_seed_other_people(tmp_path: Path) -> None:
    made = []
    for place, seed in enumerate((3, 3, 4)):
        office = Office.open(tmp_path / str(place), by="李经办", create=True)
        fill_demo(office, households=12, seed=seed)
        made.append(rows(office))
        office.close()
    assert made[0] == made[1]
    assert {each.name for each in made[0]["people"]} != {each.name for each in made[2]["people"]}


@pytest.mark.parametrize("households", [1, 7, 260])
def test_a_township_of_another_size_has_that_many_households(empty: Office, households: int) -> None:
    counted = fill_demo(empty, households=households)
    found = figures(empty)
    assert counted == (found["households"], found["people"])
    assert found["households"] == households


def test_every_seed_has_the_same_totals(empty: Office) -> None:
    fill_demo(empty, seed=9)
    found, said = figures(empty), truth()
    for key in ("households", "people", "poor", "lifted", "stable", "unsafe_houses", "allowance", "pupils"):
        assert found[key] == said[key]


def test_in_2026_households_are_lifted_or_ordinary_and_some_are_monitored(empty: Office) -> None:
    fill_demo(empty, era="2026")
    found = figures(empty)
    assert found["on"] == "2026-05-08"
    assert (found["households"], found["people"], found["poor"]) == (218, 845, [0, 0])
    assert found["at_risk"] == [31, 132]
    assert found["monitored"][0] > found["at_risk"][0]
    with empty.store.read() as unit:
        kinds = {each.kind for each in unit.monitorings.all() if each.identified_on}
        numbers = [each.id_number for each in unit.people.all()]
        assert all(
            each.birth and f"{each.birth:%Y%m%d}" == each.id_number[6:14] for each in unit.people.all()
        )
    assert kinds == set(MonitoringKind)
    assert all(check_character(each[:17]) == each[17] for each in numbers)
    assert len(set(numbers)) == len(numbers)


def test_an_unknown_era_is_refused_by_name(empty: Office) -> None:
    with pytest.raises(Trouble, match="演示乡镇没有“1998”时期，可选2018、2026"):
        fill_demo(empty, era="1998")


def test_an_office_with_data_is_left_alone(office: Office) -> None:
    with pytest.raises(
        Trouble, match="这个办公室已有数据，演示乡镇没有载入；请用 --office 另选一个空文件夹再载入"
    ):
        fill_demo(office)
    with office.store.read() as unit:
        assert unit.households.count() == 0
        assert unit.villages.count() == 2


def test_filling_is_one_act_that_can_be_taken_back(empty: Office) -> None:
    fill_demo(empty, households=20)
    (act,) = empty.history.acts(None, 5)
    assert act.label == "载入演示乡镇"
    assert empty.undo() == "载入演示乡镇"
    with empty.store.read() as unit:
        assert unit.households.count() == unit.people.count() == unit.measures.count() == 0
    assert fill_demo(empty, households=20)[0] == 20


class Stopper:
    """Somebody who stops the task at its first word."""

    def step(self, done: int, total: int, doing: str = "") -> None:
        raise Cancelled


def test_a_stopped_filling_leaves_nothing(empty: Office) -> None:
    with pytest.raises(Cancelled):
        fill_demo(empty, watch=Stopper())
    with empty.store.read() as unit:
        assert unit.households.count() == unit.villages.count() == unit.settings.count() == 0
    assert list(empty.files.all()) == []


def test_three_houses_built_anew_have_drawn_pictures_from_before_during_and_after(
    demo_office: Office,
) -> None:
    with demo_office.store.read() as unit:
        photos = list(unit.photos.all())
        houses = unit.renovations.some({each.renovation_id or 0 for each in photos})
    assert len(photos) == 9
    assert len(houses) == 3
    assert Way.REPAIR not in {each.way for each in houses.values()}
    for house in houses.values():
        mine = [each for each in photos if each.renovation_id == house.id]
        assert [each.slot for each in mine] == [Slot.BEFORE, Slot.DURING, Slot.AFTER]
        days = [each.taken_on for each in mine if each.taken_on]
        assert days == sorted(days)
        assert days[-1] <= TODAY
    assert len({demo_office.files.path_of(each.sha256) for each in photos}) == 9
    papers = demo_office.papers.make("photos", on=TODAY)
    shown = [document.as_text() for paper in papers for document in paper.documents]
    assert len(shown) == 3
    assert all("〔照片〕施工前：旧房正面" in text and "贴照片处" not in text for text in shown)


def test_the_sample_export_is_the_same_township_a_month_later(demo_office: Office) -> None:
    folder = assets.root() / "samples"
    said = json.loads((folder / "贫困户信息_20180608.truth.json").read_text("utf-8"))
    draft = demo_office.importing.read(folder / "贫困户信息_20180608.xlsx")
    assert draft.data_day == date(2018, 6, 8)
    assert [(draft.households[kind], draft.people[kind]) for kind in ("new", "refused", "conflict")] == [
        (1, len(said["people"]["new"])), (0, 0), (0, 0),
    ]  # fmt: skip
    assert [each for each in draft.missing if said["households"]["gone"][0] in each] == draft.missing != []
    outcome = draft.outcome
    assert outcome is not None
    changed = Counter(
        change.shown()[0]
        for changes in (*outcome.household_changes.values(), *outcome.person_changes.values())
        for change in changes
    )
    assert changed == said["changed"]


def parts(path: Path) -> dict[str, str]:
    """What a file holds, compression and the spelling of XML aside: they differ from one library to the next."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_text("utf-8")}
    with ZipFile(path) as archive:
        return {name: canonicalize(archive.read(name).decode()) for name in archive.namelist()}


def test_the_sample_export_is_made_anew_the_same(tmp_path: Path) -> None:
    runpy.run_path(str(TOOL))["main"](tmp_path)
    folder = assets.root() / "samples"
    made = list(tmp_path.iterdir())
    assert len(made) == 2
    for each in made:
        assert parts(each) == parts(folder / each.name)
