"""The size of a township is shared out to its villages so that each kind has its rate on average, in whole people."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.procedure.preparation import allot
from fupin_desktop.domain.village import Village

RATES = {True: Fraction(50), False: Fraction(5)}


def village(name: str, population: int | None, key: bool = False) -> Village:
    return Village(name=name, population=population, key_village=key)


TOWNSHIP = [
    village("水村", 1001, True),
    village("火村", 500, True),
    village("月亮村", 333),
    village("星星村", 430),
]


def given_to(typed: dict[str, str] | None = None) -> dict[str, int]:
    rates = {name: Fraction(rate) for name, rate in (typed or {}).items()}
    return {each.village: each.people for each in allot(TOWNSHIP, RATES, rates)}


def refusal(typed: dict[str, str]) -> str:
    with pytest.raises(Refused) as wrong:
        given_to(typed)
    return str(wrong.value)


def test_each_kind_has_its_rate_on_average_in_whole_people() -> None:
    # 1501 people at 50 %: 750.5, half up 751; 763 people at 5 %: 38.15, so 38
    assert given_to() == {"水村": 501, "火村": 250, "月亮村": 17, "星星村": 21}


def test_the_other_villages_of_the_kind_make_up_for_a_rate_that_was_typed() -> None:
    found = allot(TOWNSHIP, RATES, {"火村": Fraction(41)})
    assert {each.village: each.people for each in found if each.key_village} == {"水村": 546, "火村": 205}
    assert round(float(found[0].rate), 2) == 54.5


def test_rates_that_leave_nothing_or_more_than_everybody_to_the_others_are_refused() -> None:
    assert refusal({"水村": "90"}) == (
        "重点村平均发生率应为50%，现在填写的发生率使其余的村要按-30.08%分解，请改正"
    )


def test_typed_rates_of_all_villages_of_a_kind_must_have_its_mean_weighted_by_people() -> None:
    assert refusal({"月亮村": "5", "星星村": "8"}) == (
        "非重点村各村发生率按人口加权平均为6.69%，应为5%（合计38人），请改正"
    )
    assert given_to({"月亮村": "6.5", "星星村": "3.84"})["月亮村"] == 22


def test_a_village_without_people_or_name_is_refused() -> None:
    with pytest.raises(Refused) as wrong:
        allot([village("水村", None, True)], RATES, {"木村": Fraction(3)})
    assert str(wrong.value) == (
        "没有名为“木村”的行政村，不能分解规模，请检查村名；"
        "水村没有填户籍人口，不能分解规模，请先在“设置”的“行政村”里填写"
    )


@given(some.lists(some.tuples(some.integers(1, 5000), some.booleans()), min_size=1, max_size=15))
def test_the_sum_of_a_kind_is_exact_and_nobody_is_a_whole_person_off(sizes: list[tuple[int, bool]]) -> None:
    villages = [village(f"{place}村", people, key) for place, (people, key) in enumerate(sizes)]
    found = allot(villages, RATES, {})
    assert [each.village for each in found] == [each.name for each in villages]
    for kind, rate in RATES.items():
        mine = [each for each in found if each.key_village is kind]
        exact = rate * sum(each.population for each in mine) / 100
        assert abs(sum(each.people for each in mine) - exact) <= Fraction(1, 2)
        for each in mine:
            assert abs(each.people - rate * each.population / 100) <= 1
