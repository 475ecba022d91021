"""Rules of what is due: each with its base day, its last day, and what makes it go away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import MonitoringKind
from fupin_desktop.domain.due import Due, DueRule, last_day
from fupin_desktop.domain.due.rules import RULES
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.housing import Stage, StageKind
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.procedure import Passage, ProcedureNumber, RoadKind, Step
from fupin_desktop.domain.visit import Visit
from fupin_desktop.services.office import Office
from tests import due_month
from tests.papers import is_golden

ON = due_month.ON


def due(office: Office, rule: str, on: date = ON) -> list[Due]:
    return [each for each in office.due.all(on) if each.rule == rule]


def said(office: Office, rule: str, on: date = ON) -> list[tuple[str, str]]:
    """(subject, last day) of each thing of a rule."""
    return [(each.subject, each.due.isoformat()) for each in due(office, rule, on)]


def house(unit: Unit, head: str) -> int:
    found = unit.households.find(head=head)
    assert found is not None
    assert found.id is not None
    return found.id


def episode(office: Office, head: str, **more: object) -> int:
    with office.store.write("监测") as unit:
        kept = unit.monitorings.save(
            Monitoring(household_id=house(unit, head), kind=MonitoringKind.SUDDEN, **more)  # type: ignore[arg-type]
        )
    assert kept.id is not None
    return kept.id


def test_every_rule_says_where_it_comes_from_and_none_speaks_of_an_old_word() -> None:
    for rule in RULES.values():
        assert rule.source
        assert "贫困户" not in rule.label + rule.says + rule.base
        assert rule.says.format(what="养羊", due="5月8日", base="5月1日")


def test_working_days_leave_out_the_days_off_of_the_state_and_of_the_office() -> None:
    rule = replace(RULES["step.payment"], days=3, working=True)
    assert last_day(rule)(date(2018, 4, 27)) == date(
        2018, 5, 3
    )  # 28 April is worked, 29 April to 1 May are off
    assert isinstance(rule, DueRule)


def test_a_plan_is_wanted_of_those_who_are_poor_and_later_of_those_who_are_monitored(
    township: Office,
) -> None:
    assert said(township, "measure.plan") == [
        ("单䶮", "2018-04-01"),
        ("李小明", "2018-04-01"),
        ("钱七", "2018-04-01"),
    ]
    assert said(township, "measure.plan", date(2026, 5, 8)) == []
    episode(township, "孙八", identified_on=date(2026, 3, 1))
    assert said(township, "measure.plan", date(2026, 5, 8)) == [("孙八", "2026-05-30")]


def test_measures_of_a_monitored_household_are_wanted_in_ten_days_until_there_are_some(
    township: Office,
) -> None:
    id = episode(township, "孙八", identified_on=date(2018, 5, 4))
    assert said(township, "measure.monitored") == [("孙八", "2018-05-14")]
    assert (
        due(township, "measure.monitored")[0].text == "5月4日识别为突发严重困难户，应在5月14日前落实帮扶措施"
    )
    with township.store.write("措施") as unit:
        unit.monitorings.save(replace(unit.monitorings.get(id), measure_words="公益岗位"))
    assert said(township, "measure.monitored") == []


def test_a_found_risk_is_identified_in_fifteen_days_and_the_number_is_the_procedures_own(
    township: Office,
) -> None:
    assert said(township, "step.identify") == [("阿依古丽·买买提", "2018-05-10")]
    with township.store.write("参数") as unit:
        unit.procedure_numbers.save(
            ProcedureNumber(key="monitoring.whole", year=2018, value="20工作日", source="海南")
        )
    assert said(township, "step.identify") == [("阿依古丽·买买提", "2018-05-24")]
    rule = next(each.rule for each in township.due.rules(2018) if each.rule.key == "step.identify")
    assert (rule.days_words, rule.source) == ("20个工作日", "海南")


def test_a_household_on_its_road_is_listed_by_the_road_alone(township: Office) -> None:
    with township.store.write("程序") as unit:
        household = house(unit, "阿依古丽·买买提")
        record = unit.monitorings.find(household_id=household)
        assert record is not None
        passage = unit.passages.save(
            Passage(household_id=household, record_id=record.id, road=RoadKind.MONITORING, village="水村", year=2018,
                    opened_on=date(2018, 4, 25))
        )  # fmt: skip
        unit.steps.save(
            Step(household_id=household, passage_id=passage.id or 0, kind="clue", on=date(2018, 4, 25))
        )
    assert said(township, "step.identify") == []
    assert said(township, "step.next") == [("阿依古丽·买买提", "2018-04-28")]
    with township.store.write("撤回") as unit:
        unit.passages.save(replace(passage, withdrawn_on=date(2018, 5, 1), withdrawn_reason="重复"))
    assert said(township, "step.next") == []
    assert (
        said(township, "step.next", date(2018, 4, 30)) == []
    )  # a passage withdrawn is not walked through again


def test_whether_a_risk_is_over_is_asked_every_six_months_until_it_is_ticked(township: Office) -> None:
    episode(township, "孙八", identified_on=date(2017, 4, 20))
    assert said(township, "step.remove", date(2017, 9, 1)) == []
    assert said(township, "step.remove", date(2017, 9, 25)) == [("孙八", "2017-10-20")]
    found = due(township, "step.remove", date(2018, 5, 8))
    assert [each.due for each in found] == [date(2018, 4, 20)]
    township.due.tick(found, date(2018, 5, 8), "风险还在")
    assert said(township, "step.remove", date(2018, 5, 8)) == []
    assert said(township, "step.remove", date(2018, 10, 1)) == [("孙八", "2018-10-20")]


def test_a_removed_risk_is_looked_at_again_once(township: Office) -> None:
    episode(township, "孙八", identified_on=date(2017, 1, 1), removed=True, removed_on=date(2017, 11, 20))
    assert said(township, "step.look_back") == [("孙八", "2018-05-19")]
    with township.store.write("走访") as unit:
        unit.visits.save(Visit(household_id=house(unit, "孙八"), on=date(2018, 5, 1), who="陈干部"))
    assert said(township, "step.look_back") == []


def test_what_was_paid_for_a_house_is_posted_in_twenty_working_days(township: Office) -> None:
    with township.store.write("拨付") as unit:
        household = house(unit, "阿依古丽·买买提")
        renovation = unit.renovations.find(household_id=household)
        assert renovation is not None
        unit.stages.save(
            Stage(
                household_id=household,
                renovation_id=renovation.id or 0,
                kind=StageKind.PAID,
                on=date(2018, 5, 4),
            )
        )
    assert said(township, "step.payment") == [("阿依古丽·买买提", "2018-06-01")]
    assert due(township, "step.payment")[0].person == "乡镇人民政府"
    with township.store.write("公示") as unit:
        unit.printed.save(
            Printed(kind="notice:housing_payment", heading="水村补助发放公示", village="水村", period="2018",
                    on=date(2018, 5, 7), posted_on=date(2018, 5, 7), until=date(2018, 5, 14))
        )  # fmt: skip
    assert said(township, "step.payment") == []
    assert said(township, "notice.ends") == [("水村", "2018-05-14")]
    assert said(township, "notice.take_down", date(2018, 5, 15)) == [("水村", "2018-05-19")]


def test_visits_missing_are_listed_near_the_end_of_a_month_where_the_office_keeps_visits(
    township: Office,
) -> None:
    with township.store.write("结对") as unit:
        cadre = unit.cadres.save(Cadre(name="孙助理", unit="镇政府"))
        for head in ("张三", "王五"):
            unit.pairings.save(
                Pairing(
                    household_id=house(unit, head),
                    cadre_id=cadre.id or 0,
                    post=Post.A,
                    since=date(2017, 1, 1),
                )
            )
    late = date(2018, 5, 25)
    assert said(township, "visit.month", late) == []
    with township.store.write("走访") as unit:
        unit.visits.save(Visit(household_id=house(unit, "张三"), on=date(2018, 5, 3), who="孙助理"))
    assert said(township, "visit.month", ON) == []
    assert said(township, "visit.month", late) == [("王五", "2018-05-31")]
    assert due(township, "visit.month", late)[0].person == "孙助理"


def test_reports_that_went_out_are_not_asked_for_and_gaps_since_the_first_are(township: Office) -> None:
    def owed(on: date) -> list[str]:
        return [each.period for each in due(township, "report.monthly", on)]

    assert owed(ON) == ["2018-05"]
    with township.store.write("报出") as unit:
        for period, on in (("2018-02", date(2018, 2, 24)), ("2018-04", date(2018, 4, 25))):
            unit.printed.save(Printed(kind="report:monthly", heading="月报", period=period, on=on))
    assert owed(ON) == ["2018-03", "2018-05"]
    assert owed(date(2018, 4, 1)) == ["2018-03", "2018-04"]


def test_the_monthly_report_goes_out_on_the_day_that_the_office_says_also_in_february(office: Office) -> None:
    office.settings.save(replace(office.settings.facts(), report_day=31))
    assert said(office, "report.monthly", date(2018, 2, 3)) == [("本办", "2018-02-28")]
    with pytest.raises(Refused, match="月报日应在1到31之间"):
        office.settings.save(replace(office.settings.facts(), report_day=0))


def test_a_meeting_is_asked_for_where_the_office_switched_it_on(township: Office) -> None:
    assert due(township, "report.coordination") == []
    township.due.set_rule("report.coordination", on=True)
    assert said(township, "report.coordination") == [("水村", "2018-05-31")]
    township.undo()
    assert due(township, "report.coordination") == []


def test_a_rule_with_impossible_days_is_refused_in_words(township: Office) -> None:
    with pytest.raises(Refused, match="天数"):
        township.due.set_rule("measure.plan", days=9999)
    with pytest.raises(Refused, match="请在“程序”的参数里改"):
        township.due.set_rule("step.identify", days=3)
    with pytest.raises(Refused, match="它的最后一天就是登记的日期"):
        township.due.set_rule("measure.due", days=3)
    with pytest.raises(Trouble, match="没有名为“x”的催办规则"):
        township.due.set_rule("x", on=False)


def test_many_things_are_ticked_as_one_act_and_come_back_together(township: Office) -> None:
    due_month.fill(township)
    wanted = [each for each in township.due.all(ON) if each.period == "2018-04"]
    assert township.due.tick(wanted, ON) == 3
    assert [each for each in township.due.all(ON) if each.period == "2018-04"] == []
    assert township.undo() == "办结催办：3项"
    assert len([each for each in township.due.all(ON) if each.period == "2018-04"]) == 3


def test_what_is_registered_elsewhere_is_not_ticked(township: Office) -> None:
    with pytest.raises(Refused, match="不能在这里打勾，在“一户一策”里登记以后会自己消失"):
        township.due.tick(due(township, "measure.due"), ON)


def test_what_was_carried_over_from_last_year_is_verified_village_by_village(township: Office) -> None:
    with township.store.write("结转") as unit:
        for each in unit.household_years.all(year=2018):
            unit.household_years.save(replace(each, unverified=each.household_id != house(unit, "张三")))
    assert [(each.subject, each.text, each.due) for each in due(township, "flag.unverified")] == [
        ("水村", "2018年5户的年度数据是结转来的，还没有核实", date(2018, 4, 1)),
        ("月亮村", "2018年5户的年度数据是结转来的，还没有核实", date(2018, 4, 1)),
    ]


def test_a_household_that_ended_is_nobodys_business(township: Office) -> None:
    with township.store.write("销号") as unit:
        kept = unit.households.get(house(unit, "王五"))
        unit.households.save(replace(kept, ended_on=ON - timedelta(days=1)))
    assert "王五" not in {each.subject for each in township.due.all(ON) if each.rule.startswith("measure")}


def test_each_village_gets_its_sheet(township: Office) -> None:
    due_month.fill(township)
    sheets = list(township.papers.make("due", on=ON, year=2018))
    assert [each.name for each in sheets] == ["00本办催办单", "01水村催办单", "02月亮村催办单"]
    assert is_golden("form_due", *(document for each in sheets for document in each.documents))


def test_a_sheet_looks_as_far_ahead_as_it_is_told_and_at_one_person(township: Office, tmp_path: Path) -> None:
    due_month.fill(township)
    (sheet,) = township.papers.make(
        "due", on=ON, year=2018, villages=["月亮村"], options={"ahead": "0", "person": "刘干部"}
    )
    text = sheet.documents[0].as_text()
    assert "逾期3项" in text
    assert "草场管护员”应在" not in text
    made = township.papers.write("due", tmp_path / "催办单.pdf", on=ON, year=2018)
    assert made.pages == 4
    with pytest.raises(Refused, match="催办种类只能是"):
        list(township.papers.make("due", on=ON, year=2018, options={"kind": "x"}))


def test_the_page_of_a_road_and_what_is_due_say_the_same_last_day(township: Office) -> None:
    def days() -> tuple[list[date], list[date | None]]:
        found = due(township, "step.next")
        files = [township.procedures.open(each.record or 0, ON) for each in found]
        return [each.due for each in found], [file.course.due for file in files]

    with township.store.write("受理") as unit:
        home = house(unit, "阿依古丽·买买提")
        passage = unit.passages.save(
            Passage(
                household_id=home, road=RoadKind.EXIT, year=2018, village="水村", opened_on=date(2018, 4, 2)
            )
        )
    listed, shown = days()
    assert listed == shown != []
    township.due.set_rule("step.next", days=5, working=True)
    listed, shown = days()
    assert listed == shown == [date(2018, 4, 10)]  # the 8th, a Sunday, was worked
    township.due.set_rule("step.next", on=False)
    assert township.procedures.open(passage.id or 0, ON).course.due is None
