from __future__ import annotations

from decimal import Decimal

import pytest

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.fields import as_values, problems
from fupin_desktop.domain.lines import DEFAULT_LINES, NATIONAL, nearest, pick
from fupin_desktop.domain.office import PovertyLine


@pytest.mark.parametrize(("year", "amount"), [(2014, 2800), (2015, 2855), (2016, 2952), (2018, 2995)])
def test_the_national_line_is_known_by_income_year(year: int, amount: int) -> None:
    line = pick(DEFAULT_LINES, year, "新疆维吾尔自治区")
    assert line is not None
    assert (line.amount, line.region) == (Decimal(amount), NATIONAL)


def test_a_local_line_goes_before_the_national_one() -> None:
    line = pick(DEFAULT_LINES, 2013, "山东省临沂市平邑县")
    assert line is not None
    assert (line.amount, line.region) == (Decimal("3322.00"), "山东省")


def test_the_constant_price_line_is_kept_but_never_compared_with_incomes() -> None:
    constant = [line for line in DEFAULT_LINES if line.amount == 3000]
    assert [line.region for line in constant] == ["山东省（不变价）"]


def test_a_county_line_goes_before_that_of_its_province() -> None:
    lines = [
        PovertyLine(year=2018, region="山东省", kind=LineKind.POVERTY, amount=Decimal(3500)),
        PovertyLine(year=2018, region="山东省临沂市", kind=LineKind.POVERTY, amount=Decimal(3600)),
    ]
    line = pick(lines, 2018, "山东省临沂市平邑县")
    assert line is not None
    assert line.amount == 3600
    assert pick(lines, 2018, "河南省") is None


def test_a_missing_year_is_never_filled_from_another_one() -> None:
    assert pick(DEFAULT_LINES, 2011, "新疆") is None
    earlier = nearest(DEFAULT_LINES, 2011, "新疆")
    assert earlier is not None
    assert earlier.year == 2010
    assert nearest(DEFAULT_LINES, 2009, "新疆") is None


def test_the_monitoring_line_is_another_kind() -> None:
    line = pick(DEFAULT_LINES, 2020, "贵州省", LineKind.MONITORING)
    assert line is not None
    assert line.amount == 6000


def test_no_place_has_two_lines_for_one_year_and_each_names_its_basis() -> None:
    keys = [(line.year, line.region, line.kind) for line in DEFAULT_LINES]
    assert len(set(keys)) == len(keys)
    assert all(line.basis and not list(problems(PovertyLine, as_values(line))) for line in DEFAULT_LINES)


def test_uncertain_lines_are_marked() -> None:
    uncertain = {line.year for line in DEFAULT_LINES if line.basis.endswith("（待核）")}
    assert {2012, 2018, 2019} <= uncertain
    assert 2014 not in uncertain
