"""Every printed figure has a list behind it that comes to the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.db import judging
from fupin_desktop.db.figures import earlier, figures, prepare
from fupin_desktop.domain.assessment import TWO_AND_THREE, Item, Result, Verdict, judge
from fupin_desktop.domain.codes import Dropout, Grade, School, Status
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import PersonYear, Standing
from fupin_desktop.domain.period import Month, span_of
from fupin_desktop.reports.document import Document, Paragraph, Table
from fupin_desktop.services import assessment
from fupin_desktop.services.office import Office

END = date(2018, 5, 31)


def printed(document: Document) -> Iterator[tuple[str, str]]:
    """Each figure of a document as it is printed, with its key."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from ((block.text[each.start : each.end], each.key) for each in block.traces)
        if isinstance(block, Table):
            for trace in block.traces:
                cell = block.rows[trace.row][trace.column]
                assert isinstance(cell, str)
                yield cell, trace.key


def unlike(office: Office, kind: str, period: str, on: date) -> list[str]:
    """Figures whose list comes to another number."""
    said = [each for document in office.reporting.make(kind, period, on=on) for each in printed(document)]
    assert len(said) > 50
    lists = office.reporting.behind_each(kind, period, (key for _, key in said), on=on)
    return [
        f"{text} {key} {lists[key]}"
        for text, key in said
        if Decimal(text.strip("+%")) != Decimal(lists[key].count or 0)
    ]


def untraced(document: Document) -> list[str]:
    """Numbers in running text and in the bodies of tables that come from nowhere: only dates and the line may."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = block.text
            for trace in reversed(block.traces):
                text = text[: trace.start] + text[trace.end :]
            found += re.findall(
                r"\d+", re.sub(r"\d+年(\d+月(\d+日)?)?|标准线（[\d.]+元）|〔待补充：.*?〕", "", text)
            )
        if isinstance(block, Table):
            traced = {(trace.row, trace.column) for trace in block.traces}
            found += [
                str(cell)
                for row, cells in enumerate(block.rows)
                for column, cell in enumerate(cells)
                if (row, column) not in traced and re.search(r"\d", str(cell))
            ]
    return found


@pytest.mark.parametrize(
    ("kind", "period"), [("monthly", "2018-05"), ("quarterly", "2018Q2"), ("monthly", "2014-01")]
)
def test_each_printed_number_is_the_count_of_its_list(township: Office, kind: str, period: str) -> None:
    assert unlike(township, kind, period, END) == []
    for document in township.reporting.make(kind, period, on=END):
        assert untraced(document) == []


def test_the_numbers_of_the_demo_township_are_the_counts_of_their_lists(demo_office: Office) -> None:
    assert unlike(demo_office, "quarterly", "2018Q2", date(2018, 6, 30)) == []


def test_a_figure_opens_the_households_behind_it(township: Office) -> None:
    lifted = township.reporting.behind("monthly", "2018-05", "figure:turned_lifted.households", on=END)
    assert (lifted.label, lifted.unit, lifted.count) == ("脱贫户数", "户", 1)
    with township.store.read() as unit:
        assert [each.head for each in unit.households.some(lifted.households).values()] == ["赵六"]
    change = township.reporting.behind(
        "monthly", "2018-05", "figure:poor.people - poor.people~before", on=END
    )
    assert (change.count, change.unit) == (-2, "人")
    share = township.reporting.behind(
        "monthly", "2018-05", "figure:houses_finished@水村 % unsafe_houses@水村", on=END
    )
    assert (str(share.count), share.unit, len(share.households)) == ("50.0", "%", 1)


def test_a_name_opens_its_household(township: Office) -> None:
    assert township.reporting.behind("monthly", "2018-05", "household:3").households == (3,)


@pytest.mark.parametrize(
    "key", ["figure:weather", "figure:poor.households~never", "household:张三", "figure:"]
)
def test_a_key_that_names_nothing_is_answered_in_words(township: Office, key: str) -> None:
    with pytest.raises(Trouble, match="没有"):
        township.reporting.behind("monthly", "2018-05", key)


def test_a_month_has_no_figures_of_a_quarters_months(township: Office) -> None:
    with pytest.raises(Trouble, match="不是2018年5月报表里的数字"):
        township.reporting.behind("monthly", "2018-05", "figure:poor.households~m2")


# Three other offices


MOVED = (
    ("people", "joined_on"), ("people", "left_on"), ("standings", "since"), ("stages", "on"), ("progress", "on"),
    ("measures", "done_on"),
)  # fmt: skip


def a_quiet_month(office: Office) -> None:
    """Nothing happens in May: what happened in it is moved to the end of April."""
    with office.store.write("平静的一个月") as unit:
        for kind, name in MOVED:
            repository = getattr(unit, kind)
            for each in repository.all():
                if (getattr(each, name) or date.min) >= date(2018, 5, 1):
                    repository.save(replace(each, **{name: date(2018, 4, 30)}))


def a_month_of_setbacks(office: Office) -> None:
    """Two households fall back into poverty, one is taken off the register, and nothing is finished."""
    with office.store.write("返贫") as unit:
        for head in ("阿依古丽·买买提", "孙八"):
            household = unit.households.find(head=head)
            assert household is not None
            assert household.id is not None
            unit.standings.save(
                Standing(household_id=household.id, since=date(2018, 5, 20), status=Status.RETURNED)
            )
        gone = unit.households.find(head="仇㛃")
        assert gone is not None
        unit.households.save(replace(gone, ended_on=date(2018, 5, 15)))
        for measure in unit.measures.all():
            unit.measures.save(replace(measure, done_on=None))


def gaps(office: Office) -> None:
    """Nobody wrote down plans, insurance, populations, or the line."""
    with office.store.write("缺项") as unit:
        for fund in unit.measure_funds.all():
            unit.measure_funds.remove(fund)
        for entry in unit.progress.all():
            unit.progress.remove(entry)
        for measure in unit.measures.all():
            unit.measures.remove(measure)
        for plan in unit.plans.all():
            unit.plans.remove(plan)
        for year in unit.person_years.all():
            unit.person_years.save(
                PersonYear(id=year.id, version=year.version, household_id=year.household_id, person_id=year.person_id, year=year.year)
            )  # fmt: skip
        for village in unit.villages.all():
            unit.villages.save(replace(village, population=None))
        for line in unit.poverty_lines.all():
            unit.poverty_lines.remove(line)
        for house in unit.renovations.all():
            unit.renovations.save(replace(house, planned_subsidy=None))


def test_a_month_without_change_says_so(township: Office) -> None:
    a_quiet_month(township)
    said = township.reporting.monthly("2018-05", on=END).as_text()
    for words in (
        "本月在册户没有增减，脱贫状态没有变化；在册户家庭成员没有增减。未脱贫户数、人数均与上月持平。",
        "累计完成3项，完成率50.0%；本月没有新完成的措施。",
        "本月没有新登记的建设进度。",
        "本月没有登记帮扶措施进展。",
        "享受低保1户4人，占在册人口的16.0%，与上月末持平。",
    ):
        assert words in said
    assert unlike(township, "monthly", "2018-05", END) == []


def test_a_month_of_setbacks_says_so(township: Office) -> None:
    a_month_of_setbacks(township)
    said = township.reporting.monthly("2018-05", on=END).as_text()
    for words in (
        "本月销号1户2人、脱贫1户2人、返贫2户4人；",
        "未脱贫7户21人（含返贫2户4人）",
        "未脱贫户较上月增加1户，未脱贫人口较上月增加2人。",
        "共安排帮扶措施6项，覆盖2户，均在实施中；本月没有新完成的措施。",
        "建档立卡贫困户数（户） | 8 | 9 | -1",
        "返贫2户4人",
    ):
        assert words in said
    assert unlike(township, "monthly", "2018-05", END) == []


def test_a_month_with_gaps_leaves_them_open_and_invents_nothing(township: Office) -> None:
    gaps(township)
    said = township.reporting.monthly("2018-05", on=END).as_text()
    for words in (
        "累计脱贫完成率（按户）44.4%。〔待补充：水村、月亮村户籍人口〕。",
        "〔待补充：2018年计划脱贫户数、人数〕。",
        "2018年还没有登记一户一策帮扶计划。〔待补充：帮扶措施落实情况〕。",
        "〔待补充：危房改造计划补助资金〕。",
        "〔待补充：基本医疗保险、大病保险参保人数〕。",
        "〔待补充：产业、就业帮扶措施〕。〔待补充：外出务工人数〕。〔待补充：2018年收入标准线〕。",
        "〔待补充：结对帮扶干部人数和户数〕。",
    ):
        assert words in said
    assert "None" not in said
    assert unlike(township, "monthly", "2018-05", END) == []


# What is judged of all at once is what is judged of each


def judged_at_once(office: Office, on: date) -> dict[int, tuple[str, ...]]:
    with office.store.read() as unit:
        prepare(unit.connection, on, None)
        judging.prepare(unit, replace(span_of(Month(on.year, on.month)), until=on))
        columns = ", ".join(item.value for item in TWO_AND_THREE)
        return {id: tuple(results) for id, *results in unit.rows(f"SELECT id, {columns} FROM r_judged")}


def judged_one_by_one(office: Office, on: date) -> dict[int, tuple[str, ...]]:
    lines = {year: None for year in range(2012, 2030)}
    with office.store.read() as unit:
        prepare(unit.connection, on, None)
        ids = [id for (id,) in unit.rows("SELECT id FROM f_now")]
        return {
            facts.household.id or 0: tuple(each.result.value for each in judge(facts, TWO_AND_THREE))
            for facts in assessment.facts(unit, ids, on, lines)
        }


@pytest.mark.parametrize("on", [date(2018, 5, 31), date(2016, 8, 31), date(2019, 3, 1), date(2020, 6, 30)])
def test_all_households_are_judged_at_once_as_each_is_judged_alone(demo_office: Office, on: date) -> None:
    found = judged_at_once(demo_office, on)
    assert found == judged_one_by_one(demo_office, on)
    assert len({result for results in found.values() for result in results}) > 1


def test_odd_data_are_judged_at_once_as_alone(township: Office) -> None:
    odd = [
        {"school": School.KINDERGARTEN}, {"school": School.BEFORE}, {"dropout": Dropout.ILLNESS}, {},
        {"dropout": Dropout.UNWILLING, "resident_medical": False, "employee_medical": False},
        {"resident_medical": None}, {"employee_medical": True, "serious_illness": False},
    ]  # fmt: skip
    homes = [
        {"unsafe": True}, {"unsafe": False, "house_grade": Grade.D}, {"unsafe": None, "house_grade": Grade.B},
        {"unsafe": None, "house_grade": None}, {"water_hard": True}, {"water_safe": None}, {"enough_food": False},
    ]  # fmt: skip
    with township.store.write("各种情形") as unit:
        for place, year in enumerate(unit.person_years.all()):
            change = {"school": None, "dropout": None} | odd[place % len(odd)]
            unit.person_years.save(replace(year, **change))
        for place, survey in enumerate(unit.household_years.all()):
            unit.household_years.save(replace(survey, **homes[place % len(homes)]))
        for place, person in enumerate(unit.people.all()):
            born = [
                date(2002, 8, 31),
                date(2002, 9, 1),
                date(2011, 9, 1),
                date(2012, 8, 31),
                None,
                person.birth,
            ]
            number = "659099200809010014" if place % 7 == 0 else ""
            unit.people.save(
                replace(person, birth=born[place % len(born)], id_number=number, soldier=place % 11 == 0)
            )
        for place, household in enumerate(unit.households.all()):
            if household.id and place % 3 == 0:
                unit.verdicts.save(
                    Verdict(
                        household_id=household.id, year=2018, item=Item.HOUSE, result=Result.UNMET, on=END
                    )
                )
    found = judged_at_once(township, END)
    assert found == judged_one_by_one(township, END)
    assert {result for results in found.values() for result in results} >= {"met", "unmet", "unknown"}


@pytest.mark.parametrize("then", [date(2018, 4, 30), date(2018, 1, 31), date(2017, 12, 31), date(2010, 1, 1)])
def test_the_count_of_an_earlier_day_follows_from_a_later_one(demo_office: Office, then: date) -> None:
    with demo_office.store.read() as unit:
        now = figures(unit.connection, END, Decimal(2995))
        counted = figures(unit.connection, then, Decimal(2995))
        assert earlier(unit.connection, now, then, Decimal(2995)) == counted
