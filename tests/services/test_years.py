"""年度结转 and 封存: years open with the last values, close for everybody, and never change what was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.assessment import Item, Result, Verdict
from fupin_desktop.domain.codes import IncomeHead, JoinReason, LeaveReason, Pending, Relation, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.household import HouseholdYear, IncomeItem, Person, Standing
from fupin_desktop.domain.life import closed_words
from fupin_desktop.domain.lists import Search
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.domain.visit import Visit
from fupin_desktop.services.editing import edit_fields
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export

JANUARY = date(2019, 1, 5)


def home(office: Office, head: str = "张三") -> int:
    return next(hit.household_id for hit in office.search.find(head) if hit.name == head)


def of_year(office: Office, year: int, head: str = "张三") -> HouseholdYear:
    found = office.households.open(home(office, head)).year(year)
    assert found is not None
    return found


def test_a_new_year_opens_with_the_last_values_of_registered_households_to_be_verified(
    township: Office,
) -> None:
    made = township.years.open(2019, JANUARY)
    assert (made.households, made.there) == (9, 0)
    new, old = of_year(township, 2019), of_year(township, 2018)
    assert (new.people_listed, new.water_safe, new.unverified) == (old.people_listed, True, True)
    assert (old.income_recorded, new.income_recorded, new.worksheet_done) == (Decimal("3500.00"), None, False)
    file = township.households.open(home(township))
    surveyed = {each.person_id for each in file.person_years if each.year == 2019}
    assert surveyed == {each.person_id for each in file.person_years if each.year == 2018}
    assert township.years.unverified(2019) == {"水村": 5, "月亮村": 4}
    assert [(each.year, each.households, each.said) for each in township.years.all()][:2] == [
        (2019, 9, "待核实9户"),
        (2018, 11, "未封存"),
    ]


def test_who_died_is_not_carried_into_the_new_year(township: Office) -> None:
    dead = next(
        each for each in township.households.open(home(township, "王五")).members if each.left_on is not None
    )
    township.years.open(2019, JANUARY)
    file = township.households.open(home(township, "王五"))
    assert file.person_year(dead, 2019) is None


def test_opening_again_is_for_those_who_came_meanwhile(township: Office) -> None:
    township.years.open(2019, JANUARY)
    with pytest.raises(Refused, match="2019年度已为全部在册户建好，没有要结转的户"):
        township.years.open(2019, JANUARY)
    newcomer = home(township, "周九")
    township.households.save_standing(
        Standing(household_id=newcomer, since=date(2019, 1, 8), status=Status.POOR)
    )
    made = township.years.open(2019, date(2019, 1, 9))
    assert (made.households, made.there) == (1, 9)


def test_the_opening_is_undone_as_one(township: Office) -> None:
    township.years.open(2019, JANUARY)
    assert township.undo() == "年度结转：2019年度"
    assert [each.year for each in township.years.all()] == [2018, 2017]


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        (2021, "不能结转到2021年度：今天是2019-01-05，只能结转到2020年度及以前，请核对年度"),
        (2016, "没有2016年以前的年度情况可以结转，请先导入数据或在“农户”里登记一个年度"),
    ],
)
def test_years_that_cannot_be_opened_are_refused(township: Office, to: int, sentence: str) -> None:
    with pytest.raises(Refused) as said:
        township.years.open(to, JANUARY)
    assert sentence in str(said.value)
    assert len(township.years.all()) == 2


def test_who_saves_a_survey_has_verified_it(township: Office) -> None:
    township.years.open(2019, JANUARY)
    township.households.save_year(of_year(township, 2019))
    assert not of_year(township, 2019).unverified
    assert township.years.verify(2019, villages=["月亮村"]) == 4
    assert township.years.unverified(2019) == {"水村": 4}
    assert township.years.verify(2019, households=[home(township, "仇㛃")]) == 1
    with pytest.raises(Refused, match="2019年度没有待核实的户，不用再核实"):
        township.years.verify(2019, villages=["月亮村"])


def test_a_year_to_be_verified_gives_way_when_households_are_proposed(township: Office) -> None:
    before = [each.number for each in township.notices.propose("exit", on=date(2018, 12, 20)) if each.ticked]
    township.years.open(2019, on=date(2019, 1, 3))
    after = [each.number for each in township.notices.propose("exit", on=date(2019, 1, 4)) if each.ticked]
    assert before
    assert after == before


def test_a_list_shows_those_to_be_verified_and_the_last_known_income(township: Office) -> None:
    township.years.open(2019, JANUARY)
    township.years.verify(2019, villages=["月亮村"])
    assert len(township.households.ids(Search(unverified=True))) == 5
    line = township.households.lines([home(township)])[home(township)]
    assert (line.income, line.income_year) == (Decimal("3500.00"), 2018)


def _writers() -> dict[str, Callable[[Office], object]]:
    """Every way by which a value of 2018 could change."""
    return {
        "save_year": lambda office: office.households.save_year(
            replace(of_year(office, 2018), house_area=Decimal(90))
        ),
        "a new survey": lambda office: office.households.save_year(
            HouseholdYear(household_id=_stranger(office), year=2018)
        ),
        "save_person_year": lambda office: office.households.save_person_year(
            replace(_person_year(office), work_months=3)
        ),
        "income items": lambda office: office.households.save_year(
            replace(of_year(office, 2018), closed=False),
            [
                IncomeItem(
                    household_id=home(office), year=2018, head=IncomeHead.WAGE, name="务工", amount=Decimal(1)
                )
            ],
        ),
        "edit": lambda office: edit_fields(
            office, "65900001", ["年度已封存=否"], person=None, year=2018, evidence="核对"
        ),
        "verdict": lambda office: office.households.save_verdict(
            Verdict(
                household_id=home(office),
                year=2018,
                item=next(iter(Item)),
                result=Result.MET,
                evidence="入户",
            )
        ),
        "copy_year": lambda office: office.households.copy_year(_stranger(office), 2017, 2018),
        "village": lambda office: _village_year(office),
        "verify": lambda office: office.years.verify(2018),
    }


def _stranger(office: Office) -> int:
    """A household that has no survey of 2018."""
    with office.store.read() as unit:
        found = unit.rows(
            "SELECT h.id FROM household h WHERE NOT EXISTS (SELECT 1 FROM household_year y WHERE y.year = 2018 "
            "AND y.household_id = h.id)"
        )
    return int(found[0][0])


def _person_year(office: Office):  # type: ignore[no-untyped-def]
    return next(each for each in office.households.open(home(office)).person_years if each.year == 2018)


def _village_year(office: Office) -> None:
    with office.store.write("村情") as unit:
        unit.village_years.save(VillageYear(village="水村", year=2018))


def test_nobody_changes_a_closed_year_in_any_way(township: Office) -> None:
    with township.store.write("一户没有2018年度，一户待核实") as unit:
        gone = unit.household_years.find(household_id=home(township, "吴十"), year=2018)
        assert gone is not None
        unit.household_years.remove(gone)
        unit.household_years.save(replace(of_year(township, 2018), unverified=True))
    township.years.close(2018, JANUARY, "县里要求先封存")
    before = _whole(township)
    for way, write in _writers().items():
        with pytest.raises((Trouble, Refused)) as said:
            write(township)
        assert str(said.value) == closed_words(2018), way
        assert _whole(township) == before, way


def _whole(office: Office) -> list[tuple[object, ...]]:
    with office.store.read() as unit:
        return [
            row
            for table in ("household_year", "person_year", "income_item", "verdict", "village_year")
            for row in unit.rows(f"SELECT id, version FROM {table} WHERE year = 2018 ORDER BY id")
        ]


def test_a_batch_says_of_each_household_that_the_year_is_closed(township: Office) -> None:
    township.years.close(2018, JANUARY)
    plan = township.households.plan_batch([home(township)], "toilet", True, 2018)
    assert [each.problem for each in plan.lines] == ["2018年度已封存"]


def test_other_years_and_other_things_can_be_changed_while_a_year_is_closed(township: Office) -> None:
    township.years.close(2018, JANUARY)
    township.households.save_year(replace(of_year(township, 2017), house_area=Decimal(70)))
    assert of_year(township, 2017).house_area == Decimal(70)


@pytest.mark.parametrize(
    ("year", "on", "sentence"),
    [
        (2018, date(2018, 11, 1), "2018年还没有结束（今天是2018-11-01）；确需如此，请写明理由"),
        (2019, date(2020, 1, 9), "2019年度还有9户待核实，请先逐户核实；确需如此，请写明理由"),
        (2015, JANUARY, "2015年度还没有任何年度情况，没有可封存的，请核对年度"),
    ],
)
def test_a_year_that_is_not_done_is_not_closed(township: Office, year: int, on: date, sentence: str) -> None:
    township.years.open(2019, JANUARY)
    with pytest.raises(Refused) as said:
        township.years.close(year, on)
    assert sentence in str(said.value)
    assert not any(each.closed for each in township.years.all())


def test_a_year_is_closed_with_a_reason_that_is_kept_and_opened_again_with_another(township: Office) -> None:
    township.years.open(2019, JANUARY)
    lock = township.years.close(2019, date(2020, 1, 9), "县局要求1月10日前封存")
    assert (lock.closed_on, lock.override) == (date(2020, 1, 9), "县局要求1月10日前封存")
    with pytest.raises(Refused, match="2019年度已在2020-01-09封存，不用再封存"):
        township.years.close(2019, date(2020, 1, 10))
    with pytest.raises(Refused, match="解除2019年度的封存要写明原因"):
        township.years.reopen(2019, " ", date(2020, 2, 1))
    lock = township.years.reopen(2019, "县级核查要求更正", date(2020, 2, 1))
    assert (lock.closed_on, lock.reason, lock.opened_on) == (None, "县级核查要求更正", JANUARY)
    with pytest.raises(Refused, match="2019年度没有封存，不用解除"):
        township.years.reopen(2019, "再来一次", date(2020, 2, 1))
    township.households.save_year(replace(of_year(township, 2019), house_area=Decimal(70)))
    with pytest.raises(Refused, match="2017年度没有封存，不用解除"):
        township.years.reopen(2017, "没封过", date(2020, 2, 1))


def test_closing_and_reopening_are_undone(township: Office) -> None:
    township.years.close(2018, JANUARY)
    township.years.reopen(2018, "更正", JANUARY)
    township.undo()
    assert township.years.all()[0].closed
    with pytest.raises(Trouble, match="2018年度已封存"):
        township.households.save_year(replace(of_year(township, 2018), house_area=Decimal(70)))
    township.undo(next(each.id for each in township.history.acts() if each.label == "封存2018年度"))
    assert not township.years.all()[0].closed


def test_the_past_stays_what_it_was_whatever_the_next_year_brings(
    township: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """``figures --on`` a day of 2018 before and after: 2019 opened, 2018 closed, births, deaths, new values in 2019."""
    days = ("2017-12-31", "2018-05-08", "2018-12-31")
    before = [_figures(township, day, capsys) for day in days]
    township.years.open(2019, JANUARY)
    township.years.close(2018, date(2019, 2, 1))
    household = home(township)
    township.households.save_year(
        replace(of_year(township, 2019), unsafe=True, income_recorded=Decimal("999.00"))
    )
    township.households.person_came(
        Person(
            household_id=household,
            name="张小年",
            relation=Relation.SON,
            birth=date(2019, 3, 1),
            pending=Pending.NEWBORN,
        ),
        date(2019, 3, 1),
        JoinReason.BIRTH,
    )
    head = next(
        each
        for each in township.households.open(home(township, "单䶮")).members
        if each.relation is Relation.SPOUSE
    )
    township.households.person_left(head, date(2019, 4, 1), LeaveReason.DEATH)
    township.visits.save(
        Visit(household_id=household, on=date(2018, 12, 3), who="村支书", talk="年底走访"), date(2019, 4, 2)
    )
    township.households.save_standing(
        Standing(household_id=household, since=date(2019, 5, 1), status=Status.LIFTED)
    )
    assert [_figures(township, day, capsys) for day in days] == before
    assert _figures(township, "2019-12-31", capsys) != before[-1]


def _figures(office: Office, day: str, capsys: pytest.CaptureFixture[str]) -> object:
    capsys.readouterr()
    assert run(["--office", str(office.folder), "--json", "figures", "--on", day]) == 0
    return {name: value for name, value in json.loads(capsys.readouterr().out).items() if name != "on"}


def test_the_command_opens_verifies_closes_and_lists_years(
    township: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--office", str(township.folder)]
    assert run([*where, "year", "open"]) == 1
    assert capsys.readouterr().err == "请写明年度，如：year open 2019\n"
    assert run([*where, "year", "open", "2019", "--on", "2019-01-05"]) == 0
    assert capsys.readouterr().out.startswith("已结转2019年度：9户")
    assert run([*where, "year", "close", "2019", "--on", "2020-01-09"]) == 1
    assert "还有9户待核实" in capsys.readouterr().err
    assert run([*where, "year", "verify", "2019", "--village", "水村"]) == 0
    assert run([*where, "year", "close", "2018", "--on", "2019-02-01"]) == 0
    capsys.readouterr()
    assert run([*where, "year", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2019年度　9户　待核实4户：月亮村4户",
        "2018年度　11户　已封存（2019-02-01）",
        "2017年度　11户　未封存",
    ]
    assert run([*where, "year", "reopen", "2018", "--reason", "更正"]) == 0
    assert run([*where, "--json", "year", "list"]) == 0
    years = json.loads(capsys.readouterr().out.splitlines()[-1])["years"]
    assert years[0] == {
        "year": 2019,
        "households": 9,
        "unverified": 4,
        "closed": False,
        "by_village": {"月亮村": 4},
    }


def test_an_undo_changes_no_closed_year_either(township: Office) -> None:
    township.households.save_person_year(replace(_person_year(township), work_months=3))
    act = township.history.newest()
    township.years.close(2018, JANUARY)
    before = _whole(township)
    with pytest.raises(Trouble, match="2018年度已封存，不能修改"):
        township.undo(act)
    assert _whole(township) == before


def test_a_household_new_in_an_export_does_not_slip_into_a_closed_year(
    township: Office, tmp_path: Path
) -> None:
    township.years.close(2018, JANUARY)
    draft = township.importing.read(an_export(tmp_path / "新户.xlsx", [a_row("659099000017")]))
    with pytest.raises(Trouble, match="2018年度已封存，不能修改"):
        township.importing.apply(draft)
    assert len(township.households.ids(Search())) == 11
