"""家庭收入核算表: the income worksheet of one household and year, item by item, with the reckoning written out.

Formulas (2014 指标说明 of the register): 家庭纯收入 = 工资性 + 生产经营性 + 财产性 + 转移性收入 − 生产经营性支出;
人均纯收入 = 家庭纯收入 ÷ 核算人口.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Household, HouseholdYear, IncomeItem
from fupin_desktop.domain.income import Income, Total, Worksheet, gap, income_of, worksheet
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.terms import numeral
from fupin_desktop.reports.document import (
    Block,
    Cell,
    Document,
    Kind,
    Sign,
    Signs,
    Style,
    Table,
    Wide,
)
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    of,
    place,
    running,
    subtitle,
    table,
    yuan,
)

EARNED = tuple(head for head in IncomeHead if head is not IncomeHead.EXPENSE)
_BLANK = "＿＿＿"
_BLANK_ROWS = 2
_SIGNS = (Sign("户主（签字、按手印）"), Sign("核算人（签字）"), Sign("审核人（签字）"))


def build(dossier: Dossier, sender: Sender) -> Document:
    """The worksheet of the dossier's year. Raises ValueError when the year was not surveyed."""
    year = dossier.survey
    if year is None:
        raise ValueError(f"household {dossier.id} has no survey of {dossier.year}")
    items = dossier.items_of(dossier.year)
    sheet = worksheet(year, items)
    blocks: list[Block] = [
        _household(dossier, year),
        _items(sheet, items),
        entries([Entry("核算结果", "".join(_result(dossier, income_of(year, items), sheet)))], 1, content=30),
        Signs(_SIGNS, across=3),
    ]
    return Document(
        f"{dossier.year}年家庭收入核算表",
        blocks,
        Style.TABLE,
        subtitle=subtitle(sender),
        author=sender.unit,
        running=running(dossier),
    )


def _household(dossier: Dossier, year: HouseholdYear) -> Table:
    known = year.period_from and year.period_to
    span = f"{day(year.period_from)}至{day(year.period_to)}" if known else ""
    items = [
        Entry("户主姓名", dossier.head),
        of(dossier.household, Household, "number"),
        Entry("村、组", place(dossier)),
        Entry("核算人口", f"{year.head_count}人" if year.head_count else ""),
        Entry("计算期间", span, 2),
    ]
    return entries(items, 3)


_COLUMNS = (
    Column("序号", 4),
    Column("项目", 14, Kind.TEXT),
    Column("金额（元）", 10, Kind.MONEY),
    Column("依据、算式", 18, Kind.TEXT),
)


def _items(sheet: Worksheet, items: Sequence[IncomeItem]) -> Table:
    rows = [row for number, head in enumerate(IncomeHead, 1) for row in _head(number, head, sheet, items)]
    ends = list(_ends(sheet))
    return table(_COLUMNS, [*rows, *ends], totals=len(ends), least=1.0)


def _head(
    number: int, head: IncomeHead, sheet: Worksheet, items: Sequence[IncomeItem]
) -> Iterator[list[Cell]]:
    """The total of one head and its items; rows to write them in when nothing is known."""
    total = sheet.totals[head]
    yield [
        Wide(numeral(number), 1, Kind.LABEL),
        Wide(head.label, 1, Kind.LABEL),
        yuan(total.amount),
        _from(total),
    ]
    mine = [each for each in items if each.head is head]
    for place_, item in enumerate(mine, 1):
        yield [str(place_), item.name, yuan(item.amount), item.evidence]
    if total.amount is None:
        for place_ in range(1, _BLANK_ROWS + 1):
            yield [str(place_), "", "", ""]


def _from(total: Total) -> str:
    """Where the amount of a head comes from; when items and a typed total differ, both are said."""
    if total.amount is None:
        return ""
    if total.items and total.typed in (None, total.amount):
        return f"{total.items}个项目合计"
    return _bare(total.said)


def _ends(sheet: Worksheet) -> Iterator[list[Cell]]:
    """What the heads add up to, each with the formula and its figures; blanks while something is missing."""
    earned = [yuan(sheet.totals[head].amount) or _BLANK for head in EARNED]
    gross, expense = yuan(_gross(sheet)), yuan(sheet.totals[IncomeHead.EXPENSE].amount)
    net, people = yuan(sheet.net), str(sheet.head_count or _BLANK)
    yield [Wide("家庭总收入（一至四合计）", 2, Kind.CENTRE), gross, "＋".join(earned)]
    yield [Wide("家庭纯收入（总收入减五）", 2, Kind.CENTRE), net, f"{gross or _BLANK}－{expense or _BLANK}"]
    yield [
        Wide("人均纯收入（纯收入除以核算人口）", 2, Kind.CENTRE),
        yuan(sheet.per_head),
        f"{net or _BLANK}÷{people}人",
    ]


def _gross(sheet: Worksheet) -> Decimal | None:
    amounts = [sheet.totals[head].amount for head in EARNED]
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _result(dossier: Dossier, income: Income, sheet: Worksheet) -> Iterator[str]:
    """Which amount counts, how recorded and computed differ, and how far it is from the year's line."""
    if income.recorded is not None:
        yield f"登记的人均纯收入为{yuan(income.recorded)}元{_beside(income)}。"
    if sheet.missing:
        yield f"本表尚未填全，{sheet.missing_said}。"
    elif income.value is not None:
        yield f"本年采用{'本表核算' if income.source == 'computed' else '登记'}的人均纯收入{yuan(income.value)}元。"
    if dossier.line is not None and income.exact is not None:
        yield f"{dossier.year}年标准线为{yuan(dossier.line)}元，本户{_bare(gap(income, dossier.line))}。"


def _beside(income: Income) -> str:
    if income.recorded is None or income.computed is None:
        return ""
    if income.recorded == income.computed:
        return "，与本表核算一致"
    return f"，与本表核算相差{yuan(abs(income.recorded - income.computed))}元"


def _bare(said: str) -> str:
    """A sentence of the worksheet as official text has it: no separators in figures, no blanks around them."""
    return said.replace(",", "").replace(" ", "")
