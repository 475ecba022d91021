"""农村危房改造: one mechanism from the application to the archive; the stages of the lists say the same as the steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.housing import Applicant, Photo, Renovation, Slot, Stage, StageKind, Way
from fupin_desktop.domain.procedure import Numbers, Result, RoadKind
from fupin_desktop.domain.procedure.housing_asks import tier
from fupin_desktop.domain.procedure.records import ProcedureNumber
from fupin_desktop.services.office import Office
from fupin_desktop.services.procedure import Doing, PassageFile
from tests.builders import a_household

TODAY = date(2018, 12, 31)
HOUSING = RoadKind.HOUSING
VOTES = {"due": "30", "present": "25", "yes": "25"}
WALK: list[tuple[str, date, dict[str, str]]] = [
    ("applied", date(2018, 3, 1), {"applicant": "低保户", "grounds": "土坯房开裂"}),
    ("reviewed", date(2018, 3, 5), VOTES),
    ("posted", date(2018, 3, 6), {}),
    ("appraised", date(2018, 3, 20), {"grade": "D", "way": "拆除重建", "appraiser": "县住建局", "area": "60"}),
    ("checked", date(2018, 3, 22), {"planned_subsidy": "20000"}),
    ("approved", date(2018, 3, 26), {}),
    ("signed", date(2018, 3, 28), {"build": "自建", "cost": "50000", "own_money": "30000"}),
    ("started", date(2018, 4, 1), {}),
    ("built", date(2018, 6, 1), {}),
    ("finished", date(2018, 7, 1), {}),
    ("accepted", date(2018, 7, 10), {"accepted_by": "镇、县验收组", "sound": "是"}),
    ("moved_in", date(2018, 7, 20), {}),
    ("paid", date(2018, 8, 1), {"amount": "20000", "source": "中央", "voucher": "一卡通0801"}),
    ("payment_posted", date(2018, 8, 10), {}),
]  # fmt: skip


@pytest.fixture
def poor(office: Office) -> int:
    household = a_household(office, head="李四", people=3).id
    assert household is not None
    return household


def do(
    office: Office, household: int, step: str, on: date, said: dict[str, str] | None = None, **more: Any
) -> PassageFile:
    return office.procedures.do(
        HOUSING, [household], Doing(step=step, on=on, said=said or {}, **more), today=TODAY
    )[0]


def refusal(
    office: Office, household: int, step: str, on: date, said: dict[str, str] | None = None, **more: Any
) -> str:
    with pytest.raises(Refused) as wrong:
        do(office, household, step, on, said, **more)
    return str(wrong.value)


def walk(office: Office, household: int, until: str) -> PassageFile:
    for step, on, said in WALK:
        file = do(office, household, step, on, said)
        if step == until:
            return file
    raise AssertionError(until)


def house(office: Office) -> Renovation:
    with office.store.read() as unit:
        (found,) = unit.renovations.all()
        return found


def state(office: Office) -> str:
    return office.housing.of_year(2018)[0].state.label


def test_an_application_begins_a_renovation_and_the_road_ends_in_the_archive(
    office: Office, poor: int
) -> None:
    file = walk(office, poor, "payment_posted")
    kept = house(office)
    assert (kept.applicant, kept.grade, kept.way, kept.area) == (
        Applicant.ALLOWANCE,
        Grade.D,
        Way.REBUILD,
        Decimal(60),
    )
    assert (kept.appraised_on, kept.appraiser) == (date(2018, 3, 20), "县住建局")
    assert (kept.planned_subsidy, kept.cost, kept.own_money) == (
        Decimal(20000),
        Decimal(50000),
        Decimal(30000),
    )
    (found,) = office.housing.of_household(poor)
    assert [each.kind for each in found.stages] == list(StageKind)
    assert [(each.source, each.amount, each.paid_on) for each in found.subsidies] == [
        ("中央", Decimal("20000.00"), date(2018, 8, 1))
    ]
    assert found.state.label == "已发放公示"
    assert file.course.label == "发放公示中（至2018年8月17日）" or file.course.label == "待归档"
    said = refusal(office, poor, "archived", date(2018, 9, 20), {"number": "危改字2018-01"})
    assert said == (
        "危房改造档案还缺：评议照片（没有添加照片）、公示照片（没有添加照片）、发放公示照片（没有添加照片）、施工前照片（没有添加照片）、"
        "施工中照片（没有添加照片）、施工后照片（没有添加照片），请补齐；确需如此，请写明理由"
    )
    done = do(office, poor, "archived", date(2018, 9, 20), override="照片在住建局统一存放")
    assert done.course.label == "已办结"
    assert state(office) == "已归档"


def test_photos_and_scans_on_file_are_no_longer_missing(office: Office, poor: int, tmp_path: Path) -> None:
    from PIL import Image

    file = walk(office, poor, "reviewed")
    picture = tmp_path / "评议.jpg"
    Image.new("RGB", (40, 30), "white").save(picture)
    record = file.passage.record_id
    for slot, stage in (
        (Slot.BEFORE, None),
        (Slot.DURING, None),
        (Slot.AFTER, None),
        (Slot.OTHER, StageKind.REVIEWED),
    ):
        photo = Photo(household_id=poor, renovation_id=record, slot=slot, stage=stage, sha256="-")
        office.housing.add_photo(photo, picture)
    office.procedures.attach(file, "reviewed", picture, "公示照片", on=date(2018, 3, 6))
    said = refusal(office, poor, "archived", date(2018, 9, 20))
    assert "评议照片" not in said
    assert "公示照片（" not in said.replace("发放公示照片（", "")
    assert "发放公示照片（没有添加照片）" in said
    assert "竣工验收表（“验收”还没有登记）" in said


def test_the_payment_is_posted_within_twenty_working_days(office: Office, poor: int) -> None:
    walk(office, poor, "paid")
    file = office.procedures.current(HOUSING, poor, date(2018, 8, 2))
    assert file is not None
    assert (file.course.label, file.course.due) == ("待发放公示", date(2018, 8, 29))


def test_an_objection_sends_the_house_back_to_the_assembly_and_the_lists_know(
    office: Office, poor: int
) -> None:
    walk(office, poor, "posted")
    assert state(office) == "未动工（已公示）"
    file = do(office, poor, "posted", date(2018, 3, 8), result=Result.DISPUTED, reason="有人反映他有新房")
    assert file.course.label == "有异议待查，待民主评议"
    assert state(office) == "有异议待查，待民主评议"
    with office.store.read() as unit:
        assert [each.kind for each in unit.stages.all()] == [StageKind.APPLIED]
    assert "民主评议日期2018年2月1日早于农户申请日期2018年3月1日" in refusal(
        office, poor, "reviewed", date(2018, 2, 1), VOTES
    )
    do(office, poor, "reviewed", date(2018, 3, 12), VOTES)
    assert do(office, poor, "posted", date(2018, 3, 13)).steps[-1].until == date(2018, 3, 20)
    assert state(office) == "未动工（已公示）"
    with office.store.read() as unit:
        assert [each.kind for each in unit.stages.all()] == [
            StageKind.APPLIED,
            StageKind.REVIEWED,
            StageKind.POSTED,
        ]


def test_stages_from_a_list_are_steps_too_and_nothing_of_them_is_lost(office: Office, poor: int) -> None:
    renovation = office.housing.save(Renovation(household_id=poor, plan_year=2018))
    for day, kind in enumerate((StageKind.APPLIED, StageKind.REVIEWED, StageKind.POSTED), 1):
        office.housing.save_stage(
            Stage(household_id=poor, renovation_id=renovation.id or 0, kind=kind, on=date(2018, 3, day)),
            TODAY,
        )
    file = office.procedures.current(HOUSING, poor, TODAY)
    assert file is not None
    assert file.course.label == "待房屋鉴定"
    file = do(
        office,
        poor,
        "appraised",
        date(2018, 3, 20),
        result=Result.RETURNED,
        reason="缺申请书",
        back_to="applied",
    )
    assert file.course.label == "已退回，待农户申请"
    assert [each.kind for each in file.steps] == ["applied", "reviewed", "posted", "appraised"]
    assert office.housing.of_year(2018)[0].stages == ()


def test_a_refusal_of_the_county_ends_the_road(office: Office, poor: int) -> None:
    walk(office, poor, "checked")
    file = do(office, poor, "approved", date(2018, 3, 26), result=Result.FAILED, reason="已享受过危改")
    assert file.course.label == "不通过（县级审批）"
    assert state(office) == "不通过（县级审批）"
    assert "已在“县级审批”（2018年3月26日）结束，结果为不通过，请重新启动" in refusal(
        office, poor, "signed", date(2018, 3, 28)
    )


def test_a_step_withdrawn_leaves_the_stages_and_stays_with_its_reason(office: Office, poor: int) -> None:
    file = walk(office, poor, "paid")
    office.procedures.withdraw_step(file, file.steps[-1], "打款被退回", date(2018, 8, 5))
    (found,) = office.housing.of_household(poor)
    assert found.state.label == "已入住"
    assert StageKind.PAID not in {each.kind for each in found.stages}
    assert [each.paid_on for each in found.subsidies] == [None]
    again = do(office, poor, "paid", date(2018, 8, 9), {"amount": "20000", "source": "中央"})
    assert again.course.next is not None
    assert again.course.next.key == "payment_posted"
    (found,) = office.housing.of_household(poor)
    assert [each.paid_on for each in found.subsidies] == [date(2018, 8, 9)]


def test_a_stage_corrected_in_the_grid_is_the_same_step(office: Office, poor: int) -> None:
    walk(office, poor, "reviewed")
    (found,) = office.housing.of_household(poor)
    reviewed = next(each for each in found.stages if each.kind is StageKind.REVIEWED)
    office.housing.save_stage(replace(reviewed, on=date(2018, 3, 4), who="李主任"), TODAY)
    file = office.procedures.current(HOUSING, poor, TODAY)
    assert file is not None
    step = file.course.done["reviewed"]
    assert (step.on, step.person) == (date(2018, 3, 4), "李主任")
    assert '"yes": 25' in step.facts


def test_undo_of_a_step_takes_its_stage_back_and_the_road_goes_on(office: Office, poor: int) -> None:
    renovation = office.housing.save(Renovation(household_id=poor, plan_year=2018))
    do(office, poor, "applied", date(2018, 3, 1))
    office.undo()
    assert state(office) == "未动工"
    file = do(office, poor, "applied", date(2018, 3, 2))
    assert file.passage.record_id == renovation.id
    assert state(office) == "未动工（已申请）"


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        ("appraised", {"grade": "B"}, "鉴定为B级的房屋不属于危房改造范围，结果一般是不通过，请核对；确需如此，请写明理由"),
        ("appraised", {"grade": "C", "way": "拆除重建"}, "C级房屋登记为原址翻建，请核对（C级一般修缮加固）；确需如此，请写明理由"),
        ("appraised", {"grade": "D", "way": "拆除重建", "area": "60.5"},
         "建筑面积60.5平方米超过3人户的上限60平方米（依据：会东县农村危房改造规定），请核对；确需如此，请写明理由"),
    ],
    ids=["grade", "way", "area"],
)  # fmt: skip
def test_an_appraisal_that_does_not_fit_is_asked(
    office: Office, poor: int, step: str, said: dict[str, str], sentence: str
) -> None:
    walk(office, poor, "posted")
    assert refusal(office, poor, step, date(2018, 3, 20), said) == sentence
    assert do(office, poor, step, date(2018, 3, 20), said, override="县里同意").course.next is not None


def test_large_households_have_a_ceiling_for_each_person(office: Office) -> None:
    household = a_household(office, head="赵六", people=4).id
    assert household is not None
    walk(office, household, "posted")
    said = {"grade": "D", "way": "拆除重建", "area": "73"}
    assert "建筑面积73平方米超过4人户的上限72平方米" in refusal(
        office, household, "appraised", date(2018, 3, 20), said
    )


def test_more_than_the_tier_of_the_county_is_asked(office: Office, poor: int) -> None:
    walk(office, poor, "appraised")
    said = refusal(office, poor, "checked", date(2018, 3, 22), {"planned_subsidy": "28000"})
    assert said == (
        "拟补助28,000.00元，高于2018年拆除重建、低保户的补助标准20,000.00元"
        "（依据：来安县、凤阳县农村危房改造补助标准（各县不同，请按本县改）；本办可在程序参数里改），请核对；确需如此，请写明理由"
    )
    assert office.procedures.prefill(HOUSING, poor, "checked", on=date(2018, 3, 22)) == {
        "planned_subsidy": Decimal("20000.00")
    }
    number = ProcedureNumber(
        key="housing.subsidy.rebuild.first", year=2018, value="28500", source="县住建局〔2018〕3号"
    )
    office.procedures.save_number(number)
    assert (
        do(office, poor, "checked", date(2018, 3, 22), {"planned_subsidy": "28000"}).course.label
        == "待县级审批"
    )


@pytest.mark.parametrize(
    ("grade", "way", "applicant", "amount"),
    [
        (Grade.C, None, Applicant.DESTITUTE, "6000.00"), (Grade.C, Way.REPAIR, Applicant.OTHER, "4000.00"),
        (Grade.D, None, Applicant.DISABLED, "20000.00"), (Grade.D, Way.TOGETHER, None, "10000.00"),
        (Grade.D, Way.REPAIR, None, "4000.00"), (Grade.B, None, None, None), (None, None, None, None),
    ],
)  # fmt: skip
def test_tiers_go_by_way_grade_and_kind_of_applicant(
    grade: Grade | None, way: Way | None, applicant: Applicant | None, amount: str | None
) -> None:
    found = tier(Renovation(plan_year=2018, grade=grade, way=way, applicant=applicant), Numbers())
    assert (str(found.amount) if found else None) == amount


def test_the_page_of_a_house_points_at_way_area_and_money(office: Office, poor: int) -> None:
    office.housing.save(
        Renovation(
            household_id=poor, plan_year=2018, grade=Grade.C, way=Way.REPAIR, area=Decimal(61), planned_subsidy=Decimal(14000)
        )
    )  # fmt: skip
    (file,) = office.housing.of_household(poor)
    area, money = office.housing.doubts(file, TODAY)
    assert area == "建筑面积61平方米超过3人户的上限60平方米（依据：会东县农村危房改造规定），请核对"
    assert money.startswith(
        "拟补助14,000.00元，高于2018年修缮加固、对象类型未填的补助标准4,000.00元（依据：来安县、凤阳县"
    )


def test_payment_and_acceptance_say_what_does_not_add_up(office: Office, poor: int) -> None:
    walk(office, poor, "finished")
    assert refusal(office, poor, "accepted", date(2018, 7, 10), {"sound": "否"}) == (
        "没有达到最低建设要求的，验收结果应是不通过或退回，请改正"
    )
    do(office, poor, "accepted", date(2018, 7, 10))
    do(office, poor, "moved_in", date(2018, 7, 20))
    assert refusal(office, poor, "paid", date(2018, 8, 1)) == (
        "还没有登记补助资金，请填写拨付金额和资金来源；确需如此，请写明理由"
    )
    said = refusal(office, poor, "paid", date(2018, 8, 1), {"amount": "18000"})
    assert "填写了拨付金额，请写明资金来源（中央、自治区、市县等）" in said
    assert "拨付18,000.00元，与拟补助20,000.00元不一致，请核对；确需如此，请写明理由" in said
