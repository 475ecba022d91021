"""ID numbers are read with their faults named, and never one is proposed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.id_number import (
    IdNumber,
    Kind,
    age,
    check_character,
    hide_numbers,
    hides,
    looks_private,
    read_id_number,
)

ON = date(2018, 5, 8)
RIGHT = "65909919551011001X"
BIRTHS = st.dates(date(1900, 1, 1), ON)


def a_number(birth: date, order: int) -> str:
    body = f"659099{birth:%Y%m%d}{order:03d}"
    return body + check_character(body)


def test_a_right_number_tells_birth_and_sex() -> None:
    assert read_id_number(RIGHT, ON) == IdNumber(RIGHT, Kind.RESIDENT, RIGHT, date(1955, 10, 11), "male")
    assert read_id_number("11010519491231002X", ON).sex == "female"


@given(BIRTHS, st.integers(1, 999))
def test_every_right_number_is_read_without_a_word(birth: date, order: int) -> None:
    number = a_number(birth, order)
    assert read_id_number(number, ON) == IdNumber(
        number, Kind.RESIDENT, number, birth, ("female", "male")[order % 2]
    )


@given(BIRTHS, st.integers(1, 999), st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed_and_the_right_one_never_proposed(
    birth: date, order: int, place: int, add: int
) -> None:
    number = a_number(birth, order)
    wrong = number[:place] + str((int(number[place]) + add) % 10) + number[place + 1 :]
    read = read_id_number(wrong, ON)
    if read.kind is Kind.RESIDENT:
        assert read.problems
        assert not any(number in said for said in read.problems)


def test_a_wrong_check_character_is_pointed_out() -> None:
    read = read_id_number("659099195510110011", ON)
    assert read.problems == ("证件号码第18位应核对：与前17位不符",)
    assert read.birth == date(1955, 10, 11)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("659099195504310011", "证件号码第7至14位“19550431”不是有效日期"),
        ("659099201905080011", "证件号码中的出生日期2019年5月8日晚于2018年5月8日，请核对"),
        ("440524188001010014", "证件号码中的出生日期1880年1月1日早于1900年，请核对"),
        ("990524198001010014", "证件号码前两位“99”不是省级代码"),
        ("65909919551011001", "证件号码应为18位，这里是17位"),
        ("E12345678", "“E12345678”不是身份证号，请核对证件类型"),
        ("", "证件号码是空的"),
        ("6.59099E+17", "“6.59099E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        (6.5909919551011e17, "“6.59099E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        (RIGHT + "83", "残疾人证号第19位（残疾类别）应为1至7，这里是8"),
        (RIGHT + "45", "残疾人证号第20位（残疾等级）应为1至4，这里是5"),
        ("659099550431001", "证件号码第7至12位“550431”不是有效日期"),
    ],
)
def test_each_fault_is_named(written: str, said: str) -> None:
    assert said in read_id_number(written, ON).problems


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("６５９０９９１９５５１０１１００１Ｘ", "全角字符已改为半角"),
        (" 659099\t19551011 001X ", "已去掉号码中的空格或制表符"),
        ("\ufeff65909919551011001X\u200b", "已去掉号码中的空格或制表符"),
        ("'65909919551011001X", "已去掉号码两边的引号"),
        ("G65909919551011001X", "已去掉学籍号前的字母G"),
        ("659099-19551011-001X", "已去掉号码中的短横"),
        ("65909919551011001x", "小写x已改为大写X"),
    ],
)
def test_what_is_mended_is_said(written: str, remark: str) -> None:
    read = read_id_number(written, ON)
    assert (read.text, read.number18, read.problems) == (RIGHT, RIGHT, ())
    assert remark in read.mended


def test_an_old_number_is_converted_with_its_century() -> None:
    read = read_id_number("659099670401001", ON)
    assert (read.kind, read.text, read.number18) == (Kind.OLD, "659099670401001", "659099196704010011")
    assert read.mended == ("15位旧号码已换算成18位",)
    assert read.birth == date(1967, 4, 1)
    assert read_id_number(659099670401001.0, ON).number18 == "659099196704010011"
    hundred = read_id_number("659099850401998", ON)
    assert (hundred.birth, hundred.problems) == (date(1885, 4, 1), ())


@pytest.mark.parametrize("written", [RIGHT + "43", RIGHT + "43B1"])
def test_a_disability_card_carries_the_id_number(written: str) -> None:
    read = read_id_number(written, ON)
    assert (read.kind, read.text, read.number18) == (Kind.DISABLED, written, RIGHT)
    assert read.disability == ("4", "3")
    assert not read.problems


def test_who_has_no_number_has_a_temporary_one() -> None:
    read = read_id_number("999999201501010011", ON)
    assert (read.kind, read.number18, read.birth, read.problems) == (Kind.TEMPORARY, None, None, ())


def test_a_masked_number_is_no_number_to_match_by() -> None:
    read = read_id_number("6590991955101100**", ON)
    assert (read.kind, read.number18, read.birth) == (Kind.MASKED, None, date(1955, 10, 11))
    assert read_id_number("659099********001X", ON).birth is None
    assert read_id_number("659099XXXXXXXX001X", ON).kind is Kind.MASKED


@given(st.text(max_size=24))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(read_id_number(text, ON).text, str)


def test_age_is_counted_by_the_calendar() -> None:
    assert age(date(2000, 5, 8), ON) == 18
    assert age(date(2000, 5, 9), ON) == 17
    assert age(date(2000, 2, 29), date(2018, 2, 28)) == 17


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        (f"户主{RIGHT}，", "证件号码", "659*************1X"),
        ("户主659099 19551011 001X", "证件号码", "659*************1X"),
        ("６５９０９９１９５５１０１１００１Ｘ", "证件号码", "659*************1X"),
        ("659099\n19551011001X", "证件号码", "659*************1X"),
        (" ".join(RIGHT), "证件号码", "659*************1X"),
        ("659099670401001", "证件号码", "659**********01"),
        ("卡号6217000012345678901", "银行卡号", "621**************01"),
        ("卡号6217 0000 1234 5678", "银行卡号", "621***********78"),
        ("编号123456789012345", "长号码", "123**********45"),
        ("电话13912345678", "手机号码", "139******78"),
        ("电话+86 139-1234-5678", "手机号码", "139******78"),
    ],
)
def test_a_private_number_in_public_text_is_found_and_masked(text: str, kind: str, excerpt: str) -> None:
    (found,) = looks_private(text)
    assert (found.kind, found.excerpt) == (kind, excerpt)
    assert text[found.position : found.position + 2].strip()


@pytest.mark.parametrize(
    "text",
    [
        "公示期：2018-05-08 2018-05-15 2018-05-16",
        "户编号650000000001，人编号65000000000101",
        "2016 2017 2018 2019 年收入 4500 3200 3800",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
        "监督电话：0991-1234567、12317",
    ],
)
def test_dates_figures_and_household_numbers_are_no_private_numbers(text: str) -> None:
    assert looks_private(text) == []


def test_the_offices_own_telephone_is_exempt() -> None:
    text = "监督电话：139-1234-5678，联系人13987654321"
    assert [found.excerpt for found in looks_private(text, ["13912345678"])] == ["139******21"]


def test_numbers_in_a_text_are_hidden() -> None:
    said = f"{RIGHT}与{RIGHT}43重复，户编号650000000001，人编号65000000000101，电话13900000001"
    assert hide_numbers(said) == (
        "659099********001X与659099**********1X43重复，户编号650000000001，人编号65000000000101，电话13900000001"
    )
    assert hide_numbers("659099551011001") == "659099*****1001"
    assert hide_numbers("没有号码") == "没有号码"


def test_a_hidden_number_is_known_as_the_whole_one() -> None:
    assert hides("659099********001X", RIGHT)
    assert not hides("659099********0011", RIGHT)
    assert not hides("659099****001X", RIGHT)
    assert not hides(RIGHT, RIGHT)
