"""易地扶贫搬迁: way, settling, moving in, old house, work, support, and the look back that keeps people from falling or going back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.domain.codes import LineKind, Risk, Skill, Status
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.household import HouseholdYear, PersonYear
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.relocation import Relocation, Settling, Way
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

TODAY = date(2018, 12, 31)
WALK: list[tuple[str, date, dict[str, str]]] = [
    ("chosen", date(2018, 1, 10), {"way": "个别搬迁", "moved_from": "三道沟", "willing": "是"}),
    ("settled", date(2018, 2, 1), {"settling": "集中", "site": "惠民小区", "moved_to": "镇区", "house_area": "75"}),
    ("moved_in", date(2018, 3, 1), {"moved": "3", "address": "惠民小区2号楼"}),
    ("old_house", date(2018, 4, 1), {"how": "拆除复垦"}),
    ("employed", date(2018, 4, 10), {"employed": "1", "work": "镇环卫队"}),
    ("supported", date(2018, 4, 20), {"allowance": "是"}),
]  # fmt: skip
LIVING = {"living": "是", "went_back": "否", "house": "是", "schooling": "是", "medical": "是", "water": "是"}


@pytest.fixture
def poor(office: Office) -> int:
    """李四 and two sons; two can work; 2,900 yuan a head against a line of 2,995."""
    household = a_household(office, head="李四", people=3, status=Status.LIFTED).id
    assert household is not None
    office.settings.save_line(
        PovertyLine(
            year=2018, region="国家", kind=LineKind.POVERTY, amount=Decimal("2995.00"), basis="国家扶贫标准"
        )
    )
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(household_id=household, year=2018, income_recorded=Decimal("2900.00"))
        )
        for place, person in enumerate(unit.people.all(household_id=household)):
            skill = Skill.ORDINARY if place < 2 else Skill.NONE
            unit.person_years.save(
                PersonYear(household_id=household, person_id=person.id or 0, year=2018, skill=skill)
            )
    return household


def do(
    office: Office, household: int, step: str, on: date, said: dict[str, str] | None = None, **more: Any
) -> PassageFile:
    doing = Doing(step=step, on=on, said=said or {}, **more)
    return office.procedures.do(RoadKind.RELOCATION, [household], doing, today=TODAY)[0]


def refusal(office: Office, household: int, step: str, said: dict[str, str] | None = None) -> str:
    on = next((day for key, day, _ in WALK if key == step), date(2018, 9, 1))
    with pytest.raises(Refused) as wrong:
        do(office, household, step, on, said)
    return str(wrong.value)


def walk(office: Office, household: int, until: str) -> PassageFile:
    for step, on, said in WALK:
        file = do(office, household, step, on, said)
        if step == until:
            return file
    raise AssertionError(until)


def kept(office: Office) -> Relocation:
    with office.store.read() as unit:
        (found,) = unit.relocations.all()
        return found


def test_the_register_of_relocations_is_told_step_by_step(office: Office, poor: int) -> None:
    file = walk(office, poor, "supported")
    found = kept(office)
    assert (found.way, found.moved_from, found.willing) == (Way.SINGLE, "三道沟", True)
    assert (found.settling, found.site, found.house_area) == (Settling.TOGETHER, "惠民小区", Decimal(75))
    assert (found.moved_on, found.living, found.demolished, found.address) == (
        date(2018, 3, 1), True, True, "惠民小区2号楼",
    )  # fmt: skip
    assert office.households.open(poor).household.relocated is True
    assert file.course.label == "待回头看（防返贫、防回流）"
    assert file.course.due == date(2018, 8, 28), "180 days after moving in"
    done = do(office, poor, "lookback", date(2018, 9, 1), LIVING)
    assert done.course.label == "已办结"


def test_a_relocation_that_is_known_goes_on_by_its_record(office: Office, poor: int) -> None:
    with office.store.write("导入搬迁") as unit:
        record = unit.relocations.save(
            Relocation(household_id=poor, way=Way.SINGLE, settling=Settling.TOGETHER, site="惠民小区")
        ).id
    do(office, poor, "chosen", date(2018, 1, 10))
    file = do(office, poor, "settled", date(2018, 2, 1))
    assert (file.passage.record_id, file.course.label) == (record, "待入住")


@pytest.mark.parametrize(
    ("before", "step", "said", "sentence"),
    [
        ("", "chosen", {}, "还没有填写搬迁方式，请选择；确需如此，请写明理由"),
        ("", "chosen", {"way": "个别搬迁", "willing": "否"}, "农户不愿搬迁的，结果应是不通过，不能确定搬迁方式，请改正"),
        ("chosen", "settled", {"settling": "集中"}, "集中安置的请写明安置点名称；确需如此，请写明理由"),
        ("settled", "moved_in", {"moved": "4"}, "入住4人多于家庭人口3人，请改正或先更正家庭成员"),
        ("settled", "moved_in", {"moved": "2"}, "家庭人口3人只入住2人，请在说明里写明其余的人在哪里"),
        ("moved_in", "old_house", {}, "还没有填写旧房处置方式，请选择；确需如此，请写明理由"),
        ("moved_in", "old_house", {"how": "保留"}, "旧房保留的，请在说明里写明原因"),
        ("old_house", "employed", {}, "还没有填写就业人数，没有就业的填0；确需如此，请写明理由"),
        ("old_house", "employed", {"employed": "0"}, "能劳动的有2人，还没有一人就业，请落实至少1人；确需如此，请写明理由"),
        ("old_house", "employed", {"employed": "3"}, "就业3人多于能劳动的2人，请核对劳动技能；确需如此，请写明理由"),
        ("employed", "supported", {}, "2018年人均纯收入2,900.00元，没有超过标准线2,995.00元，也没有低保兜底和后续措施，请落实；"
         "确需如此，请写明理由"),
    ],
)  # fmt: skip
def test_what_is_wanting_at_a_step_is_said(
    office: Office, poor: int, before: str, step: str, said: dict[str, str], sentence: str
) -> None:
    if before:
        walk(office, poor, before)
    assert refusal(office, poor, step, said) == sentence


def test_an_old_house_that_stands_is_not_told_as_cleared(office: Office, poor: int) -> None:
    walk(office, poor, "moved_in")
    do(office, poor, "old_house", date(2018, 4, 1), {"how": "保留", "note": "与邻居共墙"})
    assert kept(office).demolished is False


def test_who_went_back_or_fell_again_begins_the_road_of_monitoring(office: Office, poor: int) -> None:
    walk(office, poor, "supported")
    said = refusal(office, poor, "lookback", LIVING | {"living": "否", "went_back": "是"})
    assert said == (
        "回头看发现没有实际入住，已回流到迁出地，请选新的风险（会另起一次监测），已经解决的请在说明里写明"
    )
    back = LIVING | {"living": "否", "went_back": "是", "risks": "因务工就业不稳"}
    done = do(office, poor, "lookback", date(2018, 9, 1), back)
    assert kept(office).living is False
    found = office.procedures.current(RoadKind.MONITORING, poor, TODAY)
    assert found is not None
    assert found.course.label == "待入户核实"
    with office.store.read() as unit:
        (episode,) = unit.monitorings.all()
    assert (episode.risks, episode.remark) == ((Risk.WORK,), "易地扶贫搬迁回头看发现")
    office.procedures.withdraw_step(done, done.steps[-1], "看错了户", date(2018, 9, 2))
    with office.store.read() as unit:
        assert unit.monitorings.all() == []


def test_the_four_households_of_the_invented_township_go_on_together(demo_office: Office) -> None:
    """就业带动和低保兜底，防止出现返贫、回流 (the plan of the township speaks of four households)."""
    today = date(2018, 12, 28)
    files = demo_office.procedures.of_road(RoadKind.RELOCATION, today)
    households = [each.passage.household_id or 0 for each in files]
    assert len(households) == 4
    walk: list[tuple[str, date, dict[str, str], str]] = [
        ("old_house", date(2018, 6, 1), {"how": "拆除复垦"}, "待后续就业"),
        ("employed", date(2018, 6, 10), {"employed": "1", "work": "镇环卫队"}, "待低保和后续帮扶"),
        ("supported", date(2018, 6, 20), {"allowance": "是"}, "待回头看（防返贫、防回流）"),
        ("lookback", date(2018, 9, 1), LIVING, "已办结"),
    ]
    for step, on, said, state in walk:
        doing = Doing(
            step=step, on=on, said=said, override="各户情况已逐户核实" if step == "employed" else ""
        )
        done = demo_office.procedures.do(RoadKind.RELOCATION, list(households), doing, today=today)
        assert {each.course.label for each in done} == {state}
    with demo_office.store.read() as unit:
        kept = [each for each in unit.relocations.all() if each.household_id in households]
    assert [(each.living, each.demolished) for each in kept] == [(True, True)] * 4
