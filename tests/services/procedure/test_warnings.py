"""返贫预警: what has become worse in a household, the 返贫率, and how a warning becomes a clue or is set aside."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.codes import Dropout, Grade, Health, LineKind, MonitoringKind, Risk, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import HouseholdYear, PersonYear, Standing
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.services.office import Office
from tests.builders import a_household

ON = date(2018, 5, 8)


def survey(office: Office, household: int, year: int, income: str | None = "6000.00", **more: Any) -> None:
    with office.store.write("调查") as unit:
        kept = unit.household_years.find(household_id=household, year=year)
        made = kept or HouseholdYear(household_id=household, year=year)
        unit.household_years.save(
            replace(
                made,
                income_recorded=Decimal(income) if income else None,
                **{"unsafe": False, "water_safe": True, **more},
            )
        )


def health(office: Office, household: int, year: int, **said: Any) -> None:
    with office.store.write("健康") as unit:
        person = unit.people.all(household_id=household)[0]
        made = PersonYear(household_id=household, person_id=person.id or 0, year=year, **said)
        unit.person_years.save_over(made, person_id=person.id, year=year)


@pytest.fixture
def lifted(office: Office) -> int:
    household = a_household(office, head="李四", status=Status.LIFTED).id
    assert household is not None
    survey(office, household, 2017)
    survey(office, household, 2018)
    office.settings.save_line(
        PovertyLine(
            year=2018, region="国家", kind=LineKind.POVERTY, amount=Decimal("2995.00"), basis="国家扶贫标准"
        )
    )
    return household


def words(office: Office, on: date = ON) -> list[str]:
    return [each.words for each in office.warnings.find(on)]


def test_a_quiet_year_gives_no_warning(office: Office, lifted: int) -> None:
    assert words(office) == []


@pytest.mark.parametrize(
    ("income", "said"),
    [
        ("2994.99", "2018年人均纯收入2,994.99元，低于扶贫标准2,995.00元；人均纯收入由2017年6,000.00元降到2018年2,994.99元，下降50%"),
        ("3000.00", "人均纯收入由2017年6,000.00元降到2018年3,000.00元，下降50%"),
        ("3000.01", ""),
    ],
)  # fmt: skip
def test_an_income_below_the_line_or_halved_is_warned_of(
    office: Office, lifted: int, income: str, said: str
) -> None:
    survey(office, lifted, 2018, income)
    assert words(office) == ([said] if said else [])


def test_values_that_a_new_year_took_over_are_no_survey(office: Office, lifted: int) -> None:
    survey(office, lifted, 2018, "2000.00")
    survey(office, lifted, 2019, None, unverified=True)
    assert words(office, date(2019, 3, 1)) == [
        "2018年人均纯收入2,000.00元，低于扶贫标准2,995.00元；人均纯收入由2017年6,000.00元降到2018年2,000.00元，下降66%"
    ]


def test_an_income_of_the_worksheet_counts_as_one(office: Office, lifted: int) -> None:
    sheet = {"wage": "5000", "business": "0", "property": "0", "transfer": "800", "expense": "0"}
    amounts = {name: Decimal(amount) for name, amount in sheet.items()}
    survey(office, lifted, 2018, "9000.00", head_count=2, worksheet_done=True, **amounts)
    assert words(office) == [
        "2018年人均纯收入2,900.00元，低于扶贫标准2,995.00元；人均纯收入由2017年6,000.00元降到2018年2,900.00元，下降51%"
    ]


def test_an_income_on_the_line_is_not_below_it(office: Office, lifted: int) -> None:
    survey(office, lifted, 2017, "2995.00")
    survey(office, lifted, 2018, "2995.00")
    assert words(office) == []


def test_a_new_grave_illness_an_unsafe_house_a_dropout_and_bad_water_are_told(
    office: Office, lifted: int
) -> None:
    health(office, lifted, 2017, health=(Health.HEALTHY,))
    health(office, lifted, 2018, health=(Health.CHRONIC, Health.SEVERE), dropout=Dropout.UNWILLING)
    survey(office, lifted, 2018, unsafe=True, house_grade=Grade.D, water_safe=False)
    assert words(office) == [
        "李四2018年新患大病；李四义务教育阶段没有上学（厌学）；2017年住房安全，2018年为危房（D级）；2018年饮水不安全"
    ]


def test_what_was_so_the_year_before_is_not_new(office: Office, lifted: int) -> None:
    for year in (2017, 2018):
        health(office, lifted, year, health=(Health.SEVERE,))
        survey(office, lifted, year, unsafe=True)
    assert words(office) == []


def test_until_2020_only_who_was_lifted_is_watched_and_later_everybody(office: Office, lifted: int) -> None:
    plain = a_household(office, "650000000002", head="赵六", status=None).id
    assert plain is not None
    survey(office, plain, 2018, "1000.00")
    assert words(office) == []
    office.settings.save_line(
        PovertyLine(
            year=2025,
            region="国家",
            kind=LineKind.MONITORING,
            amount=Decimal("8000.00"),
            basis="测试监测范围",
        )
    )
    for household in (lifted, plain):
        survey(office, household, 2026, "7999.99")
    assert words(office, date(2026, 5, 8)) == ["2026年人均纯收入7,999.99元，低于2025年监测范围8,000.00元"] * 2


def test_a_warning_becomes_a_clue_and_is_no_longer_there(office: Office, lifted: int) -> None:
    health(office, lifted, 2017, health=(Health.HEALTHY,))
    health(office, lifted, 2018, health=(Health.SEVERE,))
    found = office.warnings.find(ON)
    (file,) = office.warnings.begin(found, today=ON)
    assert file.course.label == "待入户核实"
    assert '"department": "本办数据比对"' in file.steps[0].facts
    with office.store.read() as unit:
        (episode,) = unit.monitorings.all()
    assert (episode.kind, episode.risks, episode.found_on) == (MonitoringKind.UNSTABLE, (Risk.ILLNESS,), ON)
    assert office.warnings.find(ON) == []
    office.undo()
    assert [each.head for each in office.warnings.find(ON)] == ["李四"]


def test_a_warning_is_set_aside_for_the_year_with_a_reason(office: Office, lifted: int) -> None:
    survey(office, lifted, 2018, "2000.00")
    found = office.warnings.find(ON)
    with pytest.raises(Refused) as wrong:
        office.warnings.dismiss(found, "  ", on=ON)
    assert str(wrong.value) == "核实没有风险的，请写明核实情况（谁去看的、看到什么）"
    office.warnings.dismiss(found, "王干部入户：工资下半年发放", on=ON)
    assert words(office) == []
    survey(office, lifted, 2019, "2000.00")
    assert words(office, date(2019, 5, 8)) == ["2019年人均纯收入2,000.00元，低于2018年扶贫标准2,995.00元"]
    office.undo()
    office.undo()
    assert len(words(office)) == 1


def test_a_village_that_is_not_there_is_named(office: Office) -> None:
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村，请检查村名"):
        office.warnings.find(ON, "火星村")


def test_the_rate_says_how_it_is_reckoned(office: Office, lifted: int) -> None:
    assert office.warnings.rate(date(2017, 1, 1)).words == "还没有脱贫人口，不计算返贫率"
    again = a_household(office, "650000000002", head="赵六", people=3, status=Status.LIFTED).id
    assert again is not None
    rate = office.warnings.rate(ON)
    assert (rate.lifted, rate.returned) == ((2, 4), (0, 0))
    office.households.save_standing(
        Standing(household_id=again, since=date(2018, 5, 1), status=Status.RETURNED)
    )
    assert office.warnings.rate(ON).words == (
        "返贫率75.00%＝返贫或重新识别1户3人÷累计脱贫2户4人，超过控制线3.5%（依据：临涧镇扶贫个人工作计划）；"
        "脱贫人口中另有监测对象0户0人，不算返贫"
    )


def test_by_command_line(township: Office, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with township.store.write("收入") as unit:
        household = unit.households.find(head="仇㛃")
        assert household is not None
        year = unit.household_years.find(household_id=household.id, year=2018)
        assert year is not None
        unit.household_years.save(replace(year, income_recorded=Decimal("2000.00")))
    township.close()
    folder = str(township.folder)

    def fupin(*words: str) -> dict[str, Any]:
        assert run(["--office", folder, "--json", *words]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    told = fupin("warnings", "--on", "2018-05-08")
    assert [(each["head"], [why["kind"] for why in each["reasons"]]) for each in told["items"]] == [
        ("仇㛃", ["low", "fell"])
    ]
    assert told["rate"]["returned"] == [0, 0]
    number = told["items"][0]["household"]
    assert run(["--office", folder, "warnings", "--on", "2018-05-08", "--begin", "999"]) == 1
    assert "没有户编号为“999”的预警，请先用 warnings 查看名单" in capsys.readouterr().err
    assert run(["--office", folder, "warnings", "--on", "2018-05-08", "--dismiss", number]) == 1
    assert "请写明核实情况" in capsys.readouterr().err
    assert fupin("warnings", "--on", "2018-05-08", "--begin", number)["items"] == []
    road = fupin("road", "monitoring", "--household", number, "--on", "2018-05-09")
    assert road["passages"][0]["next"] == "verified"
