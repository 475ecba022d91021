"""Lines of Chinese end where a typesetter would end them."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.shape import shape
from fupin_desktop.reports.linebreak import HANGING, NOT_FIRST, NOT_LAST, atoms, break_lines, squeezes

HAN = "贫困户脱攻坚村民委员会公示名单"
TEXT = st.text(st.sampled_from(HAN + "，。、；：“”（）《》…—·%0123456789abc@. "), max_size=120)
PLAIN = st.lists(
    st.sampled_from([*HAN, "，", "。", "“公", "示”", "（一", "户）", "2018年", "35%"]), max_size=80
)


def widths(text: str) -> list[float]:
    return [0.5 if ord(sign) < 256 and sign != "·" else 1.0 for sign in text]


def lines(text: str, limit: float = 28.0, first: float = 0.0) -> list[str]:
    return [text[line.start : line.end] for line in break_lines(text, widths(text), limit, 1.0, first)]


@given(TEXT, st.floats(3, 40))
def test_nothing_is_lost_or_reordered(text: str, limit: float) -> None:
    assert "".join(lines(text, limit)).replace(" ", "") == text.replace(" ", "")


@given(PLAIN, st.integers(8, 40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(parts: list[str], limit: int) -> None:
    text = "汉" + "".join(parts)
    assume(max(sum(widths(text[a:b])) for a, b in pairwise(atoms(text))) <= limit)
    broken = lines(text, limit)
    assert not any(line[0] in NOT_FIRST for line in broken)
    assert not any(line[-1] in NOT_LAST for line in broken)


@given(TEXT, st.integers(4, 40))
def test_no_line_is_wider_than_its_measure_but_for_half_a_mark_and_a_hair(text: str, limit: int) -> None:
    for line in break_lines(text, widths(text), limit, 1.0):
        said = text[line.start : line.end]
        if len(said) > 1:
            squeezed = 0.5 * len(squeezes(said, widths(said)))
            assert sum(widths(said)) <= limit + min((1.0 if said[-1] in HANGING else 0.5) + squeezed, 1.0)


@given(TEXT, st.integers(4, 40))
def test_a_stiff_line_hangs_nothing_but_the_blank_half_of_a_mark(text: str, limit: int) -> None:
    for line in break_lines(text, widths(text), limit, 1.0, stiff=True):
        said = text[line.start : line.end]
        if len(said) > 1:
            assert sum(widths(said)) <= limit + (0.5 if said[-1] in HANGING else 0.0)


@given(TEXT, st.integers(6, 40))
def test_what_is_drawn_meets_its_measure_or_hangs_half_a_mark(text: str, limit: int) -> None:
    for line in shape(((Role.FANG, text),), 16.0, limit * 16.0):
        if line.pieces and len(line.pieces[-1].text) > 1:
            last = line.pieces[-1]
            end = last.x + measure(last.role, last.text) * 16 + last.spacing * (len(last.text) - 1)
            assert end <= limit * 16 + 8.01


@pytest.mark.parametrize("pair", ["”，", "》。", "（“", "）（", "，“", "”）"])
def test_two_marks_side_by_side_give_up_half_a_square_when_the_line_needs_it(pair: str) -> None:
    han = "一二三四五六七八九十" * 3
    text = han[:10] + pair + han[:15] + "12月" + han
    assert squeezes(pair, [1.0, 1.0]) == [0]
    assert lines(text)[0] == han[:10] + pair + han[:15] + "12月"  # 29 squares in the room of 28
    drawn = shape(((Role.FANG, text),), 10.0, 280.0)[0].pieces
    assert [piece.text for piece in drawn if piece.spacing < -3] == [pair[0]]


def test_an_opening_mark_before_a_closing_one_keeps_its_room() -> None:
    assert squeezes("（）《》“”", [1.0] * 6) == [1, 3]


@pytest.mark.parametrize(
    "whole",
    ["2018年", "132人", "89.9万元", "35%", "dzb@example.cn", "5个百分点", "——", "〔2018〕31号", "3%～5%"],
)
def test_numbers_stay_with_their_units_and_words_are_whole(whole: str) -> None:
    text = "一二三四五六" + whole + "一二三四五六"
    assert all(whole in "".join(lines(text, limit)) for limit in (8, 9, 10))
    for limit in (8.0, 9.0, 10.0):
        assert any(whole in line for line in lines(text, limit))


@pytest.mark.parametrize("date", ["2018年3月5日", "2018年3月", "12月31日", "31户132人"])
@given(before=st.integers(0, 28))
def test_a_date_is_whole_unless_the_line_would_gape(date: str, before: int) -> None:
    text = "汉" * before + date + "字" * 30
    first = lines(text)[0]
    gapes = 28 - before > 0.15 * (before - 1)
    assert date in first or gapes or first == "汉" * before


def test_a_date_in_a_narrow_place_breaks_after_the_year_and_the_month_only() -> None:
    assert lines("自2018年3月5日起", 4) == ["自2018年", "3月5日起"]


def test_a_line_of_28_takes_the_full_stop_that_follows() -> None:
    text = "一二三四五六七八九十" * 3
    full = text[:28] + "。" + text[:5]
    assert lines(full) == [full[:29], text[:5]]


def test_two_closing_marks_too_many_take_a_character_with_them() -> None:
    text = "一二三四五六七八九十" * 3
    assert lines(text[:28] + "）。" + "后")[1] == text[27] + "）。后"


def test_the_first_line_is_shorter_by_its_indent() -> None:
    assert lines("一二三四五六七八九十", 6, 2) == ["一二三四", "五六七八九十"]


def test_a_word_longer_than_the_line_is_broken_at_last() -> None:
    assert lines("abcdefghijklmnopqrstuvwxyz", 5) == ["abcdefghij", "klmnopqrst", "uvwxyz"]
