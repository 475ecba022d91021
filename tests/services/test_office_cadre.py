"""Cadres are paired with households; history stays."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.cadre import Cadre, Post
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office
from tests.builders import a_household


def test_a_new_pairing_ends_the_running_one_and_keeps_it(office: Office) -> None:
    home = a_household(office)
    first = office.cadres.save(Cadre(name="赵干部", unit="镇农业站"))
    second = office.cadres.save(Cadre(name="钱干部", unit="镇农业站"))
    office.cadres.pair([home.id or 0], first.id or 0, Post.A, date(2017, 1, 1))
    office.cadres.pair([home.id or 0], second.id or 0, Post.A, date(2018, 1, 1))
    pairs = office.cadres.of_household(home.id or 0)
    assert [(each.cadre.name, each.pairing.until) for each in pairs] == [
        ("钱干部", None),
        ("赵干部", date(2018, 1, 1)),
    ]
    ids = office.households.ids(Search())
    assert office.households.lines(ids)[ids[0]].cadre == "钱干部"


def test_a_pairing_does_not_end_before_it_began(office: Office) -> None:
    home = a_household(office)
    cadre = office.cadres.save(Cadre(name="赵干部", unit="镇农业站", post=Post.B))
    office.cadres.pair([home.id or 0], cadre.id or 0, Post.B, date(2018, 1, 1))
    (pair,) = office.cadres.of_household(home.id or 0)
    with pytest.raises(Refused, match="结束日期早于开始日期2018-01-01"):
        office.cadres.end(pair.pairing, date(2017, 12, 31))


def test_a_cadre_without_a_unit_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="单位不能为空"):
        office.cadres.save(Cadre(name="赵干部", unit=""))
