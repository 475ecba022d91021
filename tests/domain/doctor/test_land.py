"""What the rules on land, work away from home and public posts say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fupin_desktop.domain.doctor.land import to_county
from tests.domain.doctor.builders import DAUGHTER, clean_household, found, said
from tests.domain.doctor.planting_more import said_of

SENTENCES = {
    "G094": "牧草地面积没有填写，没有的请填0",
    "G094a": "耕地面积100.1亩，应在0到100亩之间，请核对",
    "G094b": "林果面积200.1亩，应在0到200亩之间，请核对",
    "G094c": "牧草地面积100.1亩，应在0到100亩之间，请核对",
    "G095": "人均耕地面积50.20亩，大于50亩，请核对",
    "G095a": "人均林地面积70.20亩，大于70亩，请核对",
    "G096": "有效灌溉面积8.1亩，大于耕地面积8亩，请核对",
    "G097": "与村主干路距离没有填写，在路边的请填0",
    "G097a": "与村主干路距离填5.1公里，请核对单位（公里）",
    "G098": "王大山：务工所在县填“广东省广州市”，请补全到县",
    "G098a": "王大山：务工开始时间2018年7月30日早于上次务工结束时间2018年7月31日，请核对",
    "G098b": "王学文：15周岁外出务工，请核对",
    "G098c": "王大山：务工情况缺行业，请补填",
    "G098d": "王大山：务工区域是“省外务工”，就业渠道填“公益岗位”，请核对",
    "G099": "王小芳：10周岁有公益性岗位（保洁员），请核对",
    "G099a": "王老石：72周岁有公益性岗位（保洁员），请核对",
    "G099b": "李秀英：有3个公益性岗位（护林员、保洁员、护路员），请核对",
    "G099c": "李秀英：公益性岗位月数填6个月，没有填岗位，请补填",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str) -> None:
    assert said_of(key) == SENTENCES[key]


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("广东省广州市番禺区", True),
        ("广东省广州市", False),
        ("广东省", False),
        ("", False),
        ("昌吉市", True),
        ("平邑县", True),
        ("新疆维吾尔自治区喀什地区", False),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市", True),
        ("内蒙古自治区锡林郭勒盟", False),
        ("重庆市", False),
        ("重庆市渝北区", True),
    ],
)
def test_a_place_of_work_is_named_down_to_the_county(place: str, named: bool) -> None:
    assert to_county(place) is named


def test_no_land_is_an_answer_and_a_blank_is_not() -> None:
    home = clean_household()
    home.survey(farmland=Decimal(0), irrigated=Decimal(0), forest=Decimal(0))
    assert found(home) == []
    home.survey(farmland=None, forest=None)
    assert said(home) == ["耕地面积、林地面积没有填写，没有的请填0"]


def test_a_household_is_judged_by_the_old_limit_where_the_office_sets_it() -> None:
    home = clean_household()
    home.survey(farmland=Decimal(11))
    assert found(home) == []
    assert said(home, limits={"G094a": {"most": Decimal(10)}}) == ["耕地面积11亩，应在0到10亩之间，请核对"]


@pytest.mark.parametrize("nothing", ["无", "否", "没有"])
def test_no_post_is_no_post(nothing: str) -> None:
    home = clean_household()
    home.year(DAUGHTER, post=nothing)
    assert found(home) == []
