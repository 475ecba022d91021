"""Each road from its first step to its last in the window, each step in the form that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from clerk import Window

from fupin_desktop.domain.codes import LineKind, Status
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.services.office import Office
from tests.builders import a_household
from tests.test_road_commands import MONITORED, REMOVED, VOTES

LAST = date(2026, 12, 31)
LOOK_BACK = ("living=是", "house=是", "schooling=是", "medical=是", "water=是")
HOUSING = (
    ("applied", "2026-01-05", "applicant=低保户"), ("reviewed", "2026-01-08", *VOTES), ("posted", "2026-01-09"),
    ("appraised", "2026-01-20", "grade=C", "way=修缮加固", "appraiser=县住建局", "area=60"),
    ("checked", "2026-01-22", "planned_subsidy=6000"), ("approved", "2026-01-26"),
    ("signed", "2026-01-28", "build=自建", "cost=9000", "own_money=3000"), ("started", "2026-03-01"),
    ("built", "2026-03-10"), ("finished", "2026-03-20"), ("accepted", "2026-03-25", "sound=是"),
    ("moved_in", "2026-03-28"), ("paid", "2026-04-01", "amount=6000", "source=中央", "voucher=0401"),
    ("payment_posted", "2026-04-10"), ("archived", "2026-06-01", "number=危改字2026-01", "--override=照片由住建局存档"),
)  # fmt: skip
RELOCATION = (
    ("chosen", "2026-01-05", "way=个别搬迁", "moved_from=三道沟"), ("settled", "2026-01-10", "settling=集中", "site=惠民小区"),
    ("moved_in", "2026-02-01", "moved=3"), ("old_house", "2026-03-01", "how=拆除复垦"), ("employed", "2026-03-10", "employed=0"),
    ("supported", "2026-03-20", "support=公益岗位"), ("lookback", "2026-07-20", "went_back=否", *LOOK_BACK),
)  # fmt: skip
REMOVAL = (*REMOVED, ("lookback", "2026-11-20", *LOOK_BACK[1:]))
EXIT = (
    ("assembly", "2018-10-09", "due=36", "present=32", "yes=30", "no=2"), ("verified", "2018-10-11", "verifiers=李干部、王队员"),
    ("consented", "2018-10-12", "signer=单䶮", "--override=认可书已签字，在乡镇存档"), ("posted", "2018-10-13"),
    ("announced", "2018-10-25"), ("struck", "2018-10-28"),
)  # fmt: skip
VILLAGE_EXIT = (
    ("proposed", "2018-11-01"),
    ("verified", "2018-11-05", "verifiers=李干部、王队员", "roads=85", "roads_evidence=交通局核查表", "medical=99.2",
     "medical_evidence=医保局名册", "power=达标", "power_evidence=供电所证明", "network=达标", "network_evidence=文广局证明"),
    ("reviewed", "2018-11-08", "opinion=同意"), ("posted", "2018-11-09"), ("county", "2018-11-20", "opinion=同意"),
    ("announced", "2018-11-22"),
)  # fmt: skip


@pytest.fixture
def home(office: Office) -> int:
    """李四's household of 水村, 脱贫户 since 2018, 12,000 yuan a head in 2026."""
    id = a_household(office, head="李四", people=3, status=Status.LIFTED).id or 0
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(household_id=id, year=2026, income_recorded=Decimal("12000.00"), water_safe=True)
        )
    office.settings.save_line(
        PovertyLine(
            year=2026, region="国家", kind=LineKind.MONITORING, amount=Decimal("8800.00"), basis="测试"
        )
    )
    return id


def fill(form: Any, on: str, said: Sequence[str]) -> None:
    form.editors["on"].put_text(on)
    for each in said:
        name, value = each.split("=", 1)
        form.editors[f"fact_{name}"].put_text(value)
    form.changed.emit()


def wrong(pane: Any) -> str:
    """What hinders the step that stands in a form."""
    if pane.form is None:
        return ""
    notes = [note.text() for note in pane.form._notes.values() if note.text()]
    return "；".join([pane.form.summary.text(), *notes, ""])


def go(window: Window, part: Any, kind: RoadKind, home: int, acts: Sequence[Sequence[str]]) -> str:
    """Begin a road with Ctrl+N and register one step after another; gives the state at the end."""
    window.key("Ctrl+N")
    part.start.road.put(kind)
    part.start.choose(home)
    pane = part.start.pane
    for number, (step, on, *said) in enumerate(acts):
        if number:
            window.key("Ctrl+Enter")
            pane = part.detail.pane
        assert pane.wanted is not None, (step, window.said)
        assert pane.wanted.step == step
        fill(pane.form, on, [each for each in said if not each.startswith("--")])
        window.key("Ctrl+S")
        for why in said:
            if why.startswith("--override="):
                assert wrong(pane).endswith("确需如此，请写明理由；"), wrong(pane)
                pane.form.go_to("override")
                window.type(why.removeprefix("--override="))
                window.key("Ctrl+S")
        assert not wrong(pane), f"{step}：{wrong(pane)}"
        if not number:
            window.wait(lambda: part.detail.file is not None and part.detail.file.passage.road is kind)
        part.detail.timeline.setFocus()
    label: str = part.detail.file.course.label
    return label


def test_the_roads_of_today_run_from_the_first_step_to_the_last(home: int, empty_window: Window) -> None:
    empty_window.desk.today = lambda: LAST
    empty_window.go("procedure")
    part: Any = empty_window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    empty_window.wait(lambda: part.none.isVisible())
    for kind, acts in (
        (RoadKind.MONITORING, MONITORED), (RoadKind.REMOVAL, REMOVAL), (RoadKind.HOUSING, HOUSING),
        (RoadKind.RELOCATION, RELOCATION),
    ):  # fmt: skip
        assert go(empty_window, part, kind, home, acts) == "已办结", kind
    files = empty_window.office.procedures.of_household(home, LAST)
    assert sorted(each.passage.road.value for each in files) == [
        "housing",
        "monitoring",
        "relocation",
        "removal",
    ]
    assert part.detail.which.count() == 4


@pytest.fixture
def township_of_2018(small_window: Window) -> Window:
    """The two villages at the end of 2018: 单䶮 has an income above the line, what 水村 has is known."""
    window = small_window
    window.desk.today = lambda: date(2018, 12, 28)
    with window.office.store.write("年度情况") as unit:
        year = unit.household_years.find(household_id=2, year=2018)
        assert year is not None
        unit.household_years.save(replace(year, income_recorded=Decimal("3600.00")))
        unit.village_years.save(
            VillageYear(village="水村", year=2018, collective_income=Decimal("52000.00"), no_safe_water=0,
                        unsafe_houses=0, culture_rooms=1, clinics=1)
        )  # fmt: skip
    return window


def poor(window: Window, on: date) -> int:
    with window.office.store.read() as unit:
        counted = unit.figures(on, None, "水村")
    return sum(each.poor.households for each in counted.villages)


def test_a_household_goes_from_the_assembly_off_the_register(township_of_2018: Window) -> None:
    window = township_of_2018
    before = poor(window, LAST)
    window.go("procedure")
    part: Any = window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    window.wait(part.isVisible)
    assert go(window, part, RoadKind.EXIT, 2, EXIT) == "已办结"
    assert (poor(window, date(2018, 10, 27)), poor(window, date(2018, 10, 28))) == (before, before - 1)
    window.desk.take_back()
    window.wait(lambda: poor(window, LAST) == before)
    window.wait(lambda: part.detail.file.course.label == "待销号")


def test_a_village_goes_from_its_proposal_to_the_announcement(township_of_2018: Window) -> None:
    window = township_of_2018
    window.go("procedure", part="village_exit")
    part: Any = window.frame.page("procedure").parts["village_exit"]  # type: ignore[attr-defined]
    window.wait(lambda: bool(part.villages.lines))
    part.take_focus()
    for step, on, *said in VILLAGE_EXIT:
        window.key("Ctrl+Enter")
        window.wait(lambda: part.right.currentWidget() is part.pane)
        assert part.pane.wanted.step == step
        fill(part.pane.form, on, said)
        state = part.villages.lines[0].state
        window.key("Ctrl+S")
        assert not wrong(part.pane), f"{step}：{wrong(part.pane)}"
        window.wait(lambda state=state: part.villages.lines[0].state != state)
    assert (part.villages.lines[0].state, part.villages.lines[0].out) == ("已办结", True)
