"""A name is found by what people type: full, initials, and each reading of its surname."""

from __future__ import annotations

import pytest

from fupin_desktop.domain.pinyin import MOST, initials, keys


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("王小明", "wangxiaoming wxm"),
        ("单雪", "shanxue danxue sx dx"),
        ("仇娥", "qiue choue qe ce"),
        ("解磊", "xielei jielei xl jl"),
        ("区伟", "ouwei quwei ow qw"),
        ("查芳", "zhafang chafang zf cf"),
        ("尉迟恭", "yuchigong weichigong ycg wcg"),
        ("吕军", "lvjun lujun lj"),
        ("欧阳修", "ouyangxiu oyx"),
        ("买买提·吐尔逊", "maimaitituerxun mmttex tuerxun tex"),
        ("John", "john"),
        ("", ""),
    ],
)
def test_a_name_is_found_by_its_keys(name: str, found_by: str) -> None:
    assert keys(name) == found_by


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("盖", "ge"),
        ("乐", "yue"),
        ("翟", "zhai"),
        ("洗", "xian"),
        ("曾", "zeng"),
        ("朴", "piao"),
        ("覃", "qin"),
        ("缪", "miao"),
    ],
)
def test_a_surname_is_read_as_a_surname(surname: str, reading: str) -> None:
    assert keys(f"{surname}刚").split()[0] == f"{reading}gang"


def test_rare_characters_have_readings() -> None:
    assert keys("梁䶮㛃垚喆𬭎").split()[0] == "liangyanjieyaozhehong"


def test_the_number_of_readings_stays_bounded() -> None:
    assert len(keys("单乐长重行朝盛").split()) <= 2 * MOST


def test_a_village_has_initials() -> None:
    assert initials("月亮村") == "ylc"
