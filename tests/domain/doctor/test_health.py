"""What the rules on health and labour say."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.codes import Attribute, Cause, Health, IdKind, Risk, School, Skill, Status
from fupin_desktop.domain.work import WorkSpell
from tests.domain.doctor.builders import (
    DAUGHTER,
    FATHER,
    HEAD,
    NEW,
    OLD,
    SON,
    WIFE,
    CleanHousehold,
    clean_household,
    found,
    said,
)
from tests.domain.doctor.planting import PLANTS


def spoilt(key: str) -> list[str]:
    """What is said of the fault planted for a rule."""
    home = clean_household(on=PLANTS[key].on)
    PLANTS[key].fault(home)
    return said(home)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("B023", "李秀英：没有填健康状况，请补录"),
        ("B023a", "李秀英：没有填劳动技能，请补录"),
        ("B024", "王老石：健康状况有“残疾”，但没有残疾人证号，请补录残疾人证或更正健康状况"),
        ("B025", "王老石：有残疾人证，但健康状况是“健康”，请更正健康状况"),
        ("B026", "王老石：健康状况是“健康”，劳动技能却是“丧失劳动力”，请核对"),
        ("B027", "王小芳：10周岁，劳动技能却是“弱劳动力或半劳动力”，请核对"),
        ("B028", "李秀英：44周岁，健康，不在校，劳动技能却是“无劳动力”，请核对"),
        ("B028a", "李秀英：44周岁，健康，不在校，劳动技能却是“弱劳动力或半劳动力”，请核对"),
        ("B029", "李秀英：劳动技能是“丧失劳动力”，务工时间填6个月，请核对"),
        ("B030", "李秀英：肢体2级残疾，劳动技能却是“普通劳动力”，请核对"),
        ("B031", "王老石：65岁，劳动技能是“普通劳动力”，但没有务工，家中也没有生产经营性收入，请核对"),
        ("B031a", "王老石：72岁，劳动技能仍是“普通劳动力”，请核对"),
        ("B032", "贫困户属性是“五保户”，成员李秀英却有劳动力，请核对"),
        ("B032a", "李秀英：44岁，健康，不在校，却享受特困供养，请核对"),
        ("B032b", "王大山：享受特困供养，却有务工，请核对"),
        ("B033", "主要致贫原因是“缺劳动力”，家中却有3名劳动力，请核对"),
        ("B033a", "致贫返贫风险有“缺劳动力”，全家2人却都有劳动力，请核对"),
        ("B034", "致贫返贫风险有“缺劳动力”，全家5人中却有2人有劳动力，请核对"),
        ("B035", "致贫返贫风险有“因务工就业不稳”，全户5人却都没有劳动力，请核对"),
        ("B036", "全户5人都没有劳动力，却无人享受低保或特困供养，请核对"),
        ("B036a", "全户都没有劳动力，但没有标“整户无劳动能力兜底保障户”，请核对"),
    ],
)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str, sentence: str) -> None:
    assert spoilt(key) == [sentence]


def _of(home: CleanHousehold, *keys: str) -> list[str]:
    return [each for each in found(home) if each in keys]


def test_without_a_survey_only_what_is_blank_is_told() -> None:
    home = clean_household()
    home.years[WIFE] = None
    assert [each for each in found(home, only="B")] == ["B023", "B023a"]
    assert [each for each in found(home, only="C")] == ["C038a"]


def test_the_kind_of_paper_alone_tells_of_a_card() -> None:
    home = clean_household()
    home.person(FATHER, id_kind=IdKind.DISABLED)
    home.year(FATHER, health=(Health.DISABLED,))
    assert _of(home, "B024", "B025") == []


def test_work_away_is_known_from_the_monthly_list_too() -> None:
    home = clean_household()
    home.year(WIFE, skill=Skill.LOST, health=(Health.CHRONIC,))
    home.spells = [
        WorkSpell(
            household_id=1, person_id=11, year=2018, working=True, county="星海县", since=date(2018, 3, 1)
        )
    ]
    assert "李秀英：劳动技能是“丧失劳动力”，务工月监测中已务工，请核对" in said(home)
    home.spells = [WorkSpell(household_id=1, person_id=11, year=2017, working=True, county="星海县")]
    assert "B029" not in found(home)


def test_a_rule_of_2023_does_not_look_at_older_surveys() -> None:
    home = clean_household(on=OLD)
    home.year(FATHER, skill=Skill.ORDINARY)
    assert "B031a" not in found(home)
    assert "B031a" in found(home, limits={"B031a": {"since": 2018}})


def test_pupils_of_working_age_need_no_labour() -> None:
    home = clean_household()
    home.aged(SON, 19)
    home.year(SON, school=School.SENIOR_3)
    assert found(home, only="B") == []


def test_a_household_that_is_not_poor_any_more_is_not_asked_for_its_cause() -> None:
    home = clean_household()
    home.change(cause=Cause.LABOUR)
    home.year(FATHER, skill=Skill.WEAK)
    assert found(home, only="B") == []
    home.stand(status=Status.RETURNED, attribute=Attribute.GENERAL)
    assert found(home, only="B") == ["B033"]


def test_a_risk_that_was_removed_is_over() -> None:
    home = clean_household(on=NEW)
    home.monitored(Risk.LABOUR)
    assert found(home, only="B034") == ["B034"]
    home.monitored(Risk.LABOUR, removed=True, removed_on=date(2026, 9, 1))
    assert found(home, only="B034") == []


def test_where_somebody_s_skill_is_blank_nobody_says_that_the_whole_household_cannot_work() -> None:
    home = clean_household()
    PLANTS["B036"].fault(home)
    home.year(HEAD, skill=None)
    assert _of(home, "B035", "B036", "B036a") == []


def test_where_nobody_was_asked_about_allowances_nothing_is_said_of_them() -> None:
    home = clean_household()
    PLANTS["B036"].fault(home)
    for place in (HEAD, WIFE, SON, DAUGHTER, FATHER):
        home.year(place, allowance=None)
    assert _of(home, "B036") == []
