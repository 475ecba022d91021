"""Titles are broken by sense and stand well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.reports.titles import title_lines


def broken(text: str, limit: float = 19.0) -> tuple[str, ...]:
    return title_lines(text, tuple(0.5 if sign.isascii() else 1.0 for sign in text), limit)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("月报", ("月报",)),
        (
            "某某县某某镇人民政府关于2018年第二季度脱贫攻坚工作进展情况的报告",
            ("某某县某某镇人民政府关于2018年第二季度", "脱贫攻坚工作进展情况的报告"),
        ),
        (
            "月亮村2018年建档立卡贫困户识别初选名单公示",
            ("月亮村2018年建档立卡", "贫困户识别初选名单公示"),
        ),
        ("关于某事的\n公示", ("关于某事的", "公示")),
    ],
)
def test_a_title_breaks_between_phrases(title: str, expected: tuple[str, ...]) -> None:
    assert broken(title) == expected


@given(st.text(st.sampled_from("关于的和贫困户公示报告情况村镇2018年"), min_size=1, max_size=60))
def test_no_title_loses_a_character_or_leaves_one_alone(title: str) -> None:
    lines = broken(title)
    assert "".join(lines) == title
    assert len(lines) == 1 or min(map(len, lines)) > 1


def test_a_long_title_never_stands_as_an_hour_glass() -> None:
    lines = broken(
        "某某县某某镇人民政府关于做好2018年度建档立卡贫困户动态管理和农村危房改造对象核实工作的通知", 18
    )
    lengths = [len(line) for line in lines]
    assert len(lines) == 3
    assert not lengths[1] < min(lengths[0], lengths[2])
