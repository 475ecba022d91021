"""What the papers of a household are laid out from: labels beside their contents, fields to be ticked, households without facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fupin_desktop.domain.codes import Cause, IncomeHead, Road, School
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, HouseholdYear, IncomeItem, Person, PersonYear
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import Wide
from fupin_desktop.reports.forms import application, income, plan, survey
from fupin_desktop.reports.forms.parts import Entry, entries, of, shown, total_of

SENDER = Sender(unit="星星镇扶贫开发办公室", township="星星镇")
DAY = date(2018, 5, 8)


def dossier(*items: IncomeItem, year: HouseholdYear | None = None, **household: object) -> Dossier:
    """A household of which next to nothing is known."""
    kept = Household(id=1, number="65900001", village="水村", **household)  # type: ignore[arg-type]
    return Dossier(on=DAY, year=2018, household=kept, years=(year,) if year else (), items=items)


def test_the_last_label_of_a_row_takes_what_is_left_of_it() -> None:
    found = entries([Entry("甲", "1"), Entry("乙", "2"), Entry("丙", "3"), Entry("丁", "4", 2, least=3)], 3)
    assert found.rows == (("甲", "1", "乙", "2", "丙", "3"), ("丁", Wide("4", 5)))
    assert found.least == (1.0, 3)


def test_a_label_that_does_not_fit_beside_another_begins_a_row() -> None:
    found = entries([Entry("甲", "1"), Entry("乙", "2", 2), Entry("丙", "3")], 2)
    assert [row[0] for row in found.rows] == ["甲", "乙", "丙"]


def test_what_is_not_known_is_left_to_be_ticked_or_written_in() -> None:
    fields = HouseholdYear.fields
    assert shown(fields["unsafe"], None) == "□是　□否"
    assert shown(fields["road"], None) == "□泥土路　□砂石路　□水泥路　□沥青路"
    assert shown(fields["farmland"], None) == ""
    assert shown(Household.fields["cause"], None) == ""
    assert of(None, HouseholdYear, "farmland").label == "耕地面积（亩）"


def test_what_is_known_is_printed_as_a_person_writes_it() -> None:
    year = HouseholdYear(
        household_id=1, year=2018, road=Road.MUD, unsafe=False, period_from=date(2017, 10, 1)
    )
    assert of(year, HouseholdYear, "road").value == "泥土路"
    assert of(year, HouseholdYear, "unsafe").value == "否"
    assert of(year, HouseholdYear, "period_from").value == "2017年10月1日"
    assert shown(HouseholdYear.fields["wage"], Decimal("12345.6")) == "12345.60"


def test_nothing_adds_up_to_nothing_and_not_to_nought() -> None:
    assert total_of([None, None]) is None
    assert total_of([None, Decimal("1.20"), Decimal(2)]) == Decimal("3.20")


def test_a_household_of_which_nothing_is_known_gets_its_papers_with_blanks() -> None:
    for document in (
        plan.build(dossier(), SENDER),
        survey.build(dossier(), SENDER),
        application.build(dossier(), SENDER),
        survey.empty(2018, SENDER),
    ):
        assert "None" not in document.as_text()
    assert (
        "我家住水村＿＿＿＿组，家庭人口＿＿＿＿人，其中能劳动的＿＿＿＿人。2017年全家人均纯收入＿＿＿＿元。"
        in (application.build(dossier(), SENDER).as_text())
    )


def test_an_application_names_every_cause_with_its_note() -> None:
    known = dossier(cause=Cause.SKILL, other_causes=(Cause.FUNDS,), cause_note="两亩旱地。")
    assert "主要原因是：缺技术、缺资金（两亩旱地）。现自愿" in application.build(known, SENDER).as_text()


def test_a_paper_goes_by_the_name_that_poor_households_have_on_its_day() -> None:
    later = Sender(unit="星星镇乡村振兴办公室", township="星星镇", poor="防止返贫监测对象")
    assert application.build(dossier(), later).title == "防止返贫监测对象申请书"


def test_the_worked_formula_uses_the_figures_of_the_table() -> None:
    year = HouseholdYear(
        household_id=1, year=2018, head_count=3, wage=Decimal(1000), business=Decimal(0), property=Decimal(0),
        expense=Decimal("100.50"),
    )  # fmt: skip
    items = [
        IncomeItem(household_id=1, year=2018, head=IncomeHead.TRANSFER, name=name, amount=Decimal(amount))
        for name, amount in (("低保金", "600.00"), ("养老金", "300.25"))
    ]
    text = income.build(dossier(*items, year=year), SENDER).as_text()
    assert "家庭总收入（一至四合计） | 1900.25 | 1000.00＋0.00＋0.00＋900.25" in text
    assert "家庭纯收入（总收入减五） | 1799.75 | 1900.25－100.50" in text
    assert "人均纯收入（纯收入除以核算人口） | 599.92 | 1799.75÷3人" in text


def test_the_year_s_survey_counts_whom_it_knows_of_and_says_who_is_missing() -> None:
    people = tuple(Person(id=number, household_id=1, name=f"成员{number}") for number in (1, 2, 3))
    years = {
        1: PersonYear(household_id=1, person_id=1, year=2018, school=School.PRIMARY, employee_medical=True),
        2: PersonYear(household_id=1, person_id=2, year=2018, resident_medical=False, employee_medical=None),
    }
    known = Dossier(on=DAY, year=2018, household=dossier().household, people=people, person_years=years)
    text = survey.build(known, SENDER).as_text()
    assert "在校1人，应上学未上学0人（另有1人未调查）" in text
    assert "参加基本医疗保险1人，参加大病保险0人，参加养老保险0人（另有1人未调查）" in text
