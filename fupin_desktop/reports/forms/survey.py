"""入户调查表: what is surveyed of a household in a year, filled in, or empty to be taken along on the visit.

The fields are those of the register's 贫困户登记表 (2014) and 信息采集表 (2017); what is not known is left to be ticked or written in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desktop.domain.codes import NOT_IN_SCHOOL, IncomeHead
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, HouseholdYear, Person, PersonYear, Standing
from fupin_desktop.domain.income import Worksheet, worksheet
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import (
    Block,
    Document,
    Heading,
    Photo,
    Photos,
    Sign,
    Signs,
    Style,
    Table,
)
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    entries,
    of,
    place,
    running,
    subtitle,
    table,
    yuan,
)

_ROWS = 6  # at least so many rows for members
_SIGNS = (
    Sign("户主（签字、按手印）"),
    Sign("调查员一（签字）"),
    Sign("调查员二（签字）"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is filled in: nothing, who they are, or that and what was surveyed."""

    dossier: Dossier | None
    year: HouseholdYear | None
    surveyed: bool

    @property
    def household(self) -> Household | None:
        return self.dossier.household if self.dossier else None

    @property
    def people(self) -> tuple[Person, ...]:
        return self.dossier.people if self.dossier else ()

    def person_year(self, person: Person) -> PersonYear | None:
        return self.dossier.person_years.get(person.id or 0) if self.dossier and self.surveyed else None


def build(dossier: Dossier, sender: Sender, *, blank: bool = False) -> Document:
    """The survey of the dossier's year; a `blank` one says only who lives there."""
    year = None if blank else dossier.survey
    return _document(Answers(dossier, year, not blank), dossier.year, sender)


def empty(year: int, sender: Sender, village: str = "") -> Document:
    """A form that says nothing of anybody but the village."""
    return _document(Answers(None, None, False), year, sender, village)


def _document(answers: Answers, year: int, sender: Sender, village: str = "") -> Document:
    blocks: list[Block] = [
        Heading("一、家庭基本情况"),
        _household(answers, village),
        Heading("二、家庭成员"),
        _members(answers),
        Heading("三、生产生活条件"),
        _living(answers.year),
        Heading("四、“两不愁三保障”情况"),
        _safety(answers),
        Heading("五、家庭收支"),
        _income(answers),
        Heading("六、调查说明与确认"),
        entries([of(answers.year, HouseholdYear, "survey_note", least=4)], 1, content=70),
        Signs(_SIGNS, across=3),
        Photos([Photo(caption="住房外观"), Photo(caption="室内情况")], across=2, ratio=0.5),
    ]
    return Document(
        f"{year}年入户调查表",
        blocks,
        Style.TABLE,
        landscape=True,
        subtitle=subtitle(sender),
        author=sender.unit,
        running=running(answers.dossier) if answers.dossier else "",
    )


def _household(answers: Answers, village: str) -> Table:
    dossier, household = answers.dossier, answers.household
    standing = dossier.standing if dossier else None
    items = [
        Entry("户主姓名", dossier.head if dossier else ""),
        of(household, Household, "number"),
        Entry("村、组", place(dossier) if dossier else village),
        of(household, Household, "phone", label="联系电话"),
        Entry("家庭人口", f"{len(answers.people)}人" if answers.people else ""),
        of(standing, Standing, "household_type" if dossier and monitoring(dossier.on) else "attribute"),
        of(standing, Standing, "status"),
        of(household, Household, "relocated"),
        of(household, Household, "standard", 2),
        *(of(household, Household, name) for name in ("soldier_family", "only_child", "two_daughters")),
        *(of(household, Household, name) for name in ("bank", "account", "cause")),
        Entry(Household.fields["other_causes"].label, _others(household)),
        of(household, Household, "address", 3),
        of(household, Household, "cause_note", 4),
    ]
    return entries(items, 4, label=6, content=9)


def _others(household: Household | None) -> str:
    return Household.fields["other_causes"].show(household.other_causes if household else None)


_MEMBER_COLUMNS = (
    Column("序号", 2.5),
    Column("姓名", 6),
    Column("与户主关系", 5),
    Column("性别", 2.5),
    Column("民族", 4),
    Column("证件号码", 10),
    Column("文化程度", 5),
    Column("在校情况", 5),
    Column("健康状况", 5),
    Column("劳动技能", 5),
    Column("务工区域", 6),
    Column("务工月数", 3),
    Column("基本医疗", 3),
    Column("大病保险", 3),
    Column("养老保险", 3),
    Column("低保", 2.5),
)


def _members(answers: Answers) -> Table:
    rows = [
        [str(number), *_member(person, answers.person_year(person))]
        for number, person in enumerate(answers.people, 1)
    ]
    blank = max(0 if answers.surveyed and rows else 2, _ROWS - len(rows))
    return table(_MEMBER_COLUMNS, rows, blank=blank, least=1.3)


def _member(person: Person, year: PersonYear | None) -> Iterator[str]:
    for name in ("name", "relation", "sex", "nation", "id_number"):
        yield Person.fields[name].show(getattr(person, name))
    for name in ("education", "school", "health", "skill", "work_place", "work_months"):
        yield PersonYear.fields[name].show(getattr(year, name, None))
    medical = _either(year, "resident_medical", "employee_medical")
    pension = _either(year, "resident_pension", "employee_pension")
    for flag in (medical, getattr(year, "serious_illness", None), pension, getattr(year, "allowance", None)):
        yield PersonYear.fields["allowance"].show(flag)


def _either(year: PersonYear | None, *names: str) -> bool | None:
    """Whether one of two insurances is there; None where neither is and one is not known."""
    flags = [getattr(year, name, None) for name in names]
    return True if True in flags else None if None in flags else False


_LAND = ("farmland", "irrigated", "forest", "returned_forest", "orchard", "pasture", "water_area")
_LIVING = (
    "cooperative", "company_led", "leader_led", "production_power", "power", "broadcast", "toilet", "road_hard", "road_km",
)  # fmt: skip


def _living(year: HouseholdYear | None) -> Table:
    items = [of(year, HouseholdYear, name) for name in (*_LAND, *_LIVING)]
    items += [of(year, HouseholdYear, "road", 2), of(year, HouseholdYear, "fuel", 3)]
    return entries(items, 3, label=9, content=9)


def _safety(answers: Answers) -> Table:
    names = ("enough_food", "enough_clothes", "water_safe", "water_hard", "unsafe", "house_area")
    items = [of(answers.year, HouseholdYear, name) for name in names]
    items += [of(answers.year, HouseholdYear, "house_grade", 3)]
    items += [Entry("义务教育", _schooling(answers), 3), Entry("医疗、养老保险", _medical(answers), 3)]
    return entries(items, 3, label=9, content=9)


def _schooling(answers: Answers) -> str:
    years = _surveyed(answers)
    if not years:
        return "在校　　　人，应上学未上学　　　人"
    pupils = sum(bool(each.school and each.school not in NOT_IN_SCHOOL) for each in years)
    missing = sum(bool(each.dropout) for each in years)
    return f"在校{pupils}人，应上学未上学{missing}人{_not_surveyed(answers)}"


def _medical(answers: Answers) -> str:
    years = _surveyed(answers)
    if not years:
        return "参加基本医疗保险　　　人，参加大病保险　　　人，参加养老保险　　　人"
    medical = sum(_either(each, "resident_medical", "employee_medical") is True for each in years)
    serious = sum(bool(each.serious_illness) for each in years)
    pension = sum(_either(each, "resident_pension", "employee_pension") is True for each in years)
    return f"参加基本医疗保险{medical}人，参加大病保险{serious}人，参加养老保险{pension}人{_not_surveyed(answers)}"


def _surveyed(answers: Answers) -> list[PersonYear]:
    return [year for each in answers.people if (year := answers.person_year(each))]


def _not_surveyed(answers: Answers) -> str:
    unknown = len(answers.people) - len(_surveyed(answers))
    return f"（另有{unknown}人未调查）" if unknown else ""


def _income(answers: Answers) -> Table:
    sheet = None
    if answers.dossier and answers.year:
        sheet = worksheet(answers.year, answers.dossier.items_of(answers.year.year))
    items = [Entry(f"{head.label}（元）", _total(sheet, head)) for head in IncomeHead]
    items += [
        Entry("核算人口（人）", str(sheet.head_count or "") if sheet else ""),
        Entry("家庭纯收入（元）", yuan(sheet.net if sheet else None)),
        Entry("人均纯收入（元）", _per_head(answers)),
    ]
    return entries(items, 4, label=9, content=7)


def _total(sheet: Worksheet | None, head: IncomeHead) -> str:
    return yuan(sheet.totals[head].amount) if sheet else ""


def _per_head(answers: Answers) -> str:
    if not answers.dossier or not answers.year:
        return ""
    income = answers.dossier.income_of(answers.year.year)
    return yuan(income.value) if income else ""
