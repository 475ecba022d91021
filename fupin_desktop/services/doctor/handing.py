"""Hands an examination out: one workbook a rule, 疑点类型 × 村, 入户核实表 for each village, a short report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.report import CheckReport, Line
from fupin_desktop.domain.doctor.rule import Rule, rules
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.paper.writing import make_folder, plain, write_documents

HEADS = (
    "乡镇名", "村名", "村民小组", "户编号", "户主", "姓名", "证件号码", "问题字段", "程度", "问题", "核实情况",
)  # fmt: skip
_WIDTHS = (10, 10, 8, 16, 10, 10, 22, 16, 6, 60, 24)
_TEXT = frozenset({3, 6})


def lines(unit: Unit, findings: Sequence[Finding], whole: bool) -> Iterator[Line]:
    """Findings of the office with what a paper says of their households; ID numbers hidden unless ``whole``."""
    households = unit.households.some({each.household_id for each in findings if each.household_id})
    people = unit.people.some({each.person_id for each in findings if each.person_id})
    townships = {each.name: each.township for each in unit.villages.all()}
    known = rules()
    for each in findings:
        household = households.get(each.household_id or 0)
        person = people.get(each.person_id or 0)
        yield _line(each, known[each.rule], household, person, townships.get(each.village, ""), whole)


def _line(
    finding: Finding,
    rule: Rule,
    household: Household | None,
    person: Person | None,
    township: str,
    whole: bool,
) -> Line:
    number = person.id_number if person else ""
    return Line(
        township=township, village=finding.village, group=household.group if household else "",
        household=finding.household, head=household.head if household else "", name=finding.name if person else "",
        id_number=number if whole else mask_number(number), rule=rule, field=_label(rule), text=finding.text,
    )  # fmt: skip


def lines_of_file(findings: Sequence[Finding], rows: Mapping[tuple[int, int], int]) -> Iterator[Line]:
    """Findings of a file that was not imported; they say the row and leave ID numbers to the file."""
    known = rules()
    for each in findings:
        rule = known[each.rule]
        yield Line(
            township="", village=each.village, group="", household=each.household,
            head=each.head, name=each.name if each.person_id else "", id_number="",
            rule=rule, field=_label(rule), text=each.text,
            row=rows.get((each.household_id or 0, each.person_id or 0)),
        )  # fmt: skip


def _label(rule: Rule) -> str:
    if not rule.fields:
        return ""
    key = rule.fields[0]
    return field_of(key).label if key in _known_fields() else ""


def _known_fields() -> Mapping[str, Any]:
    from fupin_desktop.exchange.layouts import fields

    return fields()


def report(
    found: Sequence[Line], sender: Sender, on: date, *, households: int, people: int,
    applicable: Mapping[str, int], villages: Sequence[str], waived: int, trends: Sequence[str], file: str,
) -> CheckReport:  # fmt: skip
    """The lines put together; villages that no line names are left out, unknown ones stand last."""
    named = {each.village for each in found}
    order = [each for each in villages if each in named] + sorted(named - set(villages))
    return CheckReport(
        sender=sender, on=on, households=households, people=people, lines=found, applicable=applicable,
        villages=order, waived=waived, trends=trends, file=file,
    )  # fmt: skip


def write(made: CheckReport, folder: Path) -> list[Path]:
    """All papers into a folder. Raises Trouble when it cannot be written."""
    make_folder(folder)
    day = f"{made.on.month}月{made.on.day}日"
    files = [_summary(made, folder / f"【汇总统计】疑点类型×村-{day}.xlsx")]
    for rule, _ in made.counted():
        mine = [each for each in made.lines if each.rule.key == rule.key]
        path = folder / "按规则" / f"{rule.key}{plain(rule.title)}-{day}.xlsx"
        make_folder(path.parent)
        write_table(path, [_sheet(rule.title, mine, [f"{rule.title}　{day}　共{len(mine)}处"])])
        files.append(path)
    from fupin_desktop.reports.doctor import short_report, visit_sheet

    for place, village in enumerate(made.villages, 1):
        path = folder / "入户核实表" / f"{place:02}{plain(village)}.pdf"
        write_documents([visit_sheet(made, village)], path, "pdf")
        files.append(path)
    path = folder / f"核查报告-{day}.docx"
    write_documents([short_report(made)], path, "docx")
    return [*files, path]


def _sheet(name: str, found: Sequence[Line], titles: Sequence[str]) -> SheetOut:
    rows: list[list[Cell]] = [
        [each.township, each.village, each.group, each.household, each.head, each.name, each.id_number, each.field,
         each.rule.severity.label, f"第{each.row}行：{each.text}" if each.row else each.text, ""]
        for each in found
    ]  # fmt: skip
    return SheetOut(name, HEADS, rows, titles, _TEXT, _WIDTHS)


def _summary(made: CheckReport, path: Path) -> Path:
    counted = made.counted()
    rows: list[list[Cell]] = [
        [rule.key, rule.title, rule.severity.label, *(by.get(village, 0) for village in made.villages), sum(by.values())]
        for rule, by in counted
    ]  # fmt: skip
    if rows:
        sums = [sum(by.get(village, 0) for _, by in counted) for village in made.villages]
        rows.append(["", "合计", "", *sums, sum(sums)])
    heads = ["规则", "疑点类型", "程度", *made.villages, "合计"]
    title = f"数据体检汇总　{made.on}　{made.households}户{made.people}人　共{len(made.lines)}处"
    sums_of = {rule.key: sum(by.values()) for rule, by in counted}
    explained: list[list[Cell]] = [
        [rule.key, rule.group, rule.title, rule.severity.label, made.applicable.get(key),
         sums_of.get(key, 0), rule.origin, rule.waits]
        for key, rule in rules().items()
    ]  # fmt: skip
    write_table(path, [
        SheetOut("疑点类型×村", heads, rows, [title], widths=[8, 34, 6, *[9] * len(made.villages), 8]),
        _sheet("全部问题", made.lines, [title]),
        SheetOut("规则说明", ["规则", "分组", "规则内容", "程度", "适用记录数", "问题数", "来源", "等待"], explained,
                 widths=[8, 20, 40, 6, 10, 8, 30, 30]),
    ])  # fmt: skip
    return path
