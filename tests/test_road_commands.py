"""Whole roads by command line: a clue to its measures, a removal to its second episode, a house to its archive, a relocation."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.codes import LineKind, Status
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.services.office import Office
from tests.builders import a_household

Fupin = Callable[..., dict[str, Any]]
VOTES = ("due=30", "present=25", "yes=24", "no=1")
H = "650000000001"


@pytest.fixture
def fupin(office: Office, capsys: pytest.CaptureFixture[str]) -> Fupin:
    """The command line on an office with 李四's household of 水村, 脱贫户 since 2018, 12,000 yuan a head in 2026."""
    household = a_household(office, H, "李四", people=3, status=Status.LIFTED).id
    with office.store.write("年度情况") as unit:
        unit.household_years.save(
            HouseholdYear(
                household_id=household or 0, year=2026, income_recorded=Decimal("12000.00"), water_safe=True
            )
        )  # fmt: skip
    office.settings.save_line(
        PovertyLine(
            year=2026, region="国家", kind=LineKind.MONITORING, amount=Decimal("8800.00"), basis="测试"
        )
    )
    office.close()

    def call(*words: str, fails: str = "") -> dict[str, Any]:
        code = run(["--office", str(office.folder), "--by", "李经办", "--json", *words])
        printed = capsys.readouterr()
        if fails:
            assert code == 1
            assert fails in printed.err
            return {}
        assert code == 0, printed.err
        told: dict[str, Any] = json.loads(printed.out)
        return told

    return call


def steps(fupin: Fupin, road: str, *acts: tuple[str, ...]) -> dict[str, Any]:
    """Register steps: (key, day, name=value …) each; options begin with --."""
    told: dict[str, Any] = {}
    for step, on, *said in acts:
        options = [each for each in said if each.startswith("--")]
        facts = [word for each in said if not each.startswith("--") for word in ("--set", each)]
        more = [word for each in options for word in each.split("=", 1)]
        told = fupin("step", road, H, step, "--on", on, *facts, *more)
    state: dict[str, Any] = told["state"]
    return state


MONITORED = (
    ("clue", "2026-03-02", "source=部门预警", "department=县医保局", "kind=脱贫不稳定户", "risks=因病"),
    ("verified", "2026-03-03", "visitors=王干部、李队员", "findings=户主住院"),
    ("authorised", "2026-03-04", "signed_by=李四", "on_file=是"),
    ("compared", "2026-03-05", "estate=否", "car=否", "deposit=否", "business=否", "payroll=否"),
    ("assembly", "2026-03-06", *VOTES),
    ("posted", "2026-03-06"),
    ("reviewed", "2026-03-12", "sampled=是"),
    ("county", "2026-03-13"),
    ("announced", "2026-03-14"),
    ("entered", "2026-03-16"),
    ("measured", "2026-03-20", "measures=健康帮扶、综合保障"),
)
REMOVED = (
    ("verified", "2026-09-14", "visitors=王干部、李队员", "findings=收入稳定", "medical=是", "house=是"),
    ("assembly", "2026-09-15", *VOTES),
    ("posted", "2026-09-15"),
    ("reviewed", "2026-09-24"),
    ("county", "2026-09-25"),
    ("announced", "2026-09-26"),
)


def test_from_the_clue_to_a_second_episode(fupin: Fupin, tmp_path: Path) -> None:
    fupin(
        "step",
        "monitoring",
        H,
        "verified",
        "--on",
        "2026-03-03",
        fails="还没有启动防止返贫监测，请先登记“线索登记”",
    )
    state = steps(fupin, "monitoring", *MONITORED)
    assert (state["state"], state["next"], len(state["done"])) == ("已办结", None, 11)
    for kind in ("authorisation", "monitoring_survey", "removal_check"):
        out = tmp_path / f"{kind}.pdf"
        assert fupin("form", kind, "--household", H, "--on", "2026-09-14", "--out", str(out))["pages"] >= 1
    state = steps(fupin, "removal", *REMOVED)
    assert state["next"] == "lookback"
    bad = ("house=否", "schooling=是", "medical=是", "water=是", "risks=因安全住房")
    assert steps(fupin, "removal", ("lookback", "2026-11-20", *bad))["state"] == "已办结"
    told = fupin("road", "monitoring", "--household", H, "--on", "2026-11-21")
    assert [(each["state"], each["next"]) for each in told["passages"]] == [
        ("待入户核实", "verified"),
        ("已办结", None),
    ]
    first, second = fupin("show", H)["monitoring"]
    assert (first["removed_on"], first["after_house"]) == ("2026-09-26", True)
    assert (second["found_on"], second["risks"]) == ("2026-11-20", ["因安全住房"])


def test_a_house_from_the_application_to_the_archive(fupin: Fupin, tmp_path: Path) -> None:
    state = steps(
        fupin, "housing",
        ("applied", "2026-01-05", "applicant=低保户"),
        ("reviewed", "2026-01-08", *VOTES),
        ("posted", "2026-01-09"),
        ("appraised", "2026-01-20", "grade=C", "way=修缮加固", "appraiser=县住建局", "area=60"),
        ("checked", "2026-01-22", "planned_subsidy=6000"),
        ("approved", "2026-01-26"),
        ("signed", "2026-01-28", "build=自建", "cost=9000", "own_money=3000"),
        ("started", "2026-03-01"),
        ("built", "2026-03-10"),
        ("finished", "2026-03-20"),
        ("accepted", "2026-03-25", "sound=是"),
        ("moved_in", "2026-03-28"),
        ("paid", "2026-04-01", "amount=6000", "source=中央", "voucher=0401"),
    )  # fmt: skip
    assert (state["state"], state["due"]) == ("待发放公示", "2026-04-30"), "20 working days, 清明 between"
    fupin("step", "housing", H, "archived", "--on", "2026-05-20", fails="“归档”之前还没有完成：发放公示")
    steps(fupin, "housing", ("payment_posted", "2026-04-10"))
    fupin(
        "step",
        "housing",
        H,
        "archived",
        "--on",
        "2026-06-01",
        fails="危房改造档案还缺：评议照片（没有添加照片）",
    )
    state = steps(
        fupin, "housing", ("archived", "2026-06-01", "number=危改字2026-01", "--override=照片由住建局存档")
    )
    assert state["state"] == "已办结"
    told = fupin("show", H)
    (house,) = told["housing"]
    assert house["state"] == "已归档"


def test_a_relocation_from_the_choice_to_the_look_back(fupin: Fupin) -> None:
    state = steps(
        fupin, "relocation",
        ("chosen", "2026-01-05", "way=个别搬迁", "moved_from=三道沟"),
        ("settled", "2026-01-10", "settling=集中", "site=惠民小区"),
        ("moved_in", "2026-02-01", "moved=3"),
        ("old_house", "2026-03-01", "how=拆除复垦"),
        ("employed", "2026-03-10", "employed=0"),
        ("supported", "2026-03-20", "support=公益岗位"),
        ("lookback", "2026-07-20", "living=是", "went_back=否", "house=是", "schooling=是", "medical=是", "water=是"),
    )  # fmt: skip
    assert state["state"] == "已办结"


def test_a_step_taken_back_by_command_line_stays_with_its_reason(fupin: Fupin) -> None:
    steps(fupin, "monitoring", *MONITORED[:2])
    fupin(
        "step",
        "monitoring",
        H,
        "verified",
        "--on",
        "2026-03-04",
        "--withdraw",
        fails="撤回“入户核实”请写明原因",
    )
    told = fupin(
        "step", "monitoring", H, "verified", "--on", "2026-03-04", "--withdraw", "--reason", "走错了户"
    )
    assert (told["state"]["next"], told["state"]["withdrawn"]) == ("verified", 1)


def test_a_step_of_tomorrow_is_refused_where_no_day_is_said(fupin: Fupin) -> None:
    said = ("step", "monitoring", H, "clue", "--set", "source=自主申报", "--on", "2099-01-05")
    fupin(*said, fails="启动日期2099年1月5日晚于今天")
    fupin(*said, "--today", "2099-01-05")
