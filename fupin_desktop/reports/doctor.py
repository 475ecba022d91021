"""The papers of an examination: 入户核实表 for each village, and a short 核查报告."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.domain.doctor.report import CheckReport, Line
from fupin_desktop.domain.doctor.rule import GROUPS, Severity
from fupin_desktop.domain.terms import numeral
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Fields,
    Heading,
    Kind,
    Note,
    Paragraph,
    Sign,
    Signature,
    Signs,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.sentences import DEMO

_ROOM = 2.4  # height of a row that is written in, in lines
_MOST = 10


def visit_sheet(report: CheckReport, village: str) -> Document:
    """入户核实表 of a village: a row a household with all that is to be looked at, room for what was found, a signature."""
    lines = report.of_village(village)
    households = _by_household(lines)
    rows = [
        [str(number), mine[0].group, mine[0].head or village, _questions(mine), "", ""]
        for number, mine in enumerate(households, 1)
    ]
    kinds = [Kind.CENTRE, Kind.CENTRE, Kind.CENTRE, Kind.TEXT, Kind.TEXT, Kind.CENTRE]
    blocks: list[Block] = [
        Fields([("体检日期", f"{show_date(report.on)}　　　问题：{len(households)}户{len(lines)}处")]),
        Table(
            ["序号", "村民小组", "户主", "需要核实的问题", "核实情况", "户主签字"],
            rows, kinds, widths=[3, 5, 6, 32, 18, 7], least=_ROOM,
        ),
        Note("注：请逐户核实，情况属实的写“属实”和依据，有误的写正确内容；本表有个人信息，只供内部使用，不得张贴。"),
        Signs([Sign("核实人（签字）"), Sign("村负责人（签字）")]),
    ]  # fmt: skip
    return Document(
        f"{village}入户核实表", blocks, Style.TABLE, landscape=True, subtitle=DEMO if report.sender.demo else "",
        author=report.sender.unit,
    )  # fmt: skip


def _by_household(lines: Sequence[Line]) -> list[list[Line]]:
    found: dict[str, list[Line]] = {}
    for each in sorted(lines, key=lambda line: (line.group, line.household, line.rule.key)):
        found.setdefault(each.household or each.village, []).append(each)
    return list(found.values())


def _questions(lines: Sequence[Line]) -> str:
    """What is asked of one household: of itself first, then member by member."""
    by_name: dict[tuple[str, str], list[str]] = {("", ""): []}
    for each in lines:
        said = by_name.setdefault((each.name, each.id_number), [])
        said.append(each.text.removeprefix(f"{each.name}：").split("，请")[0])
    parts = []
    for (name, number), said in by_name.items():
        if said:
            who = f"{name}（{number}）：" if number else f"{name}：" if name else ""
            parts.append(f"{who}{'；'.join(said)}")
    return "\n".join(f"{place}.{part}" if len(parts) > 1 else part for place, part in enumerate(parts, 1))


def short_report(report: CheckReport) -> Document:
    """核查报告: how much was looked at, what was found, where, and what is to be done."""
    sender = report.sender
    blocks: list[Block] = [
        Addressee(sender.addressee or "乡镇党委、政府"),
        Heading("一、核查情况"),
        Paragraph(_looked(report)),
        *([Paragraph("".join(f"{each}。" for each in report.trends))] if report.trends else []),
        *_found(report),
        *_villages(report),
        Heading("三、下步打算" if report.lines else "二、下步打算"),
        Paragraph(_next(report)),
        Signature([sender.unit], report.on),
    ]
    return Document(
        f"关于{sender.township}数据质量核查情况的报告", blocks, Style.OFFICIAL,
        subtitle=DEMO if sender.demo else "", author=sender.unit,
    )  # fmt: skip


def _looked(report: CheckReport) -> str:
    source = f"对“{report.file}”" if report.file else "对本办数据"
    said = f"截至{show_date(report.on)}，{report.sender.unit}{source}{report.households}户{report.people}人"
    said += f"按{len(report.applicable)}条规则进行了核查，"
    if not report.lines:
        return said + "没有发现问题。"
    weights = "、".join(
        f"{severity.label}{count}处" for severity in Severity if (count := report.weight(severity))
    )
    waived = f"另有{report.waived}处已核实属实。" if report.waived else ""
    return said + f"发现{weights}，涉及{report.touched()}户。{waived}"


def _found(report: CheckReport) -> Iterator[Block]:
    if not report.lines:
        return
    yield Heading("二、主要问题")
    counted = sorted(report.counted(), key=lambda item: (-sum(item[1].values()), item[0].key))
    groups = [
        (name, [(rule, sum(by.values())) for rule, by in counted if rule.group == name])
        for name in GROUPS.values()
    ]
    for number, (name, mine) in enumerate(((n, m) for n, m in groups if m), 1):
        total = sum(count for _, count in mine)
        most = "、".join(f"{rule.title}{count}处" for rule, count in mine[:_MOST])
        more = f"等{len(mine)}类" if len(mine) > _MOST else ""
        yield Heading(f"（{numeral(number)}）{name}", 2, f"{total}处：{most}{more}。")


def _villages(report: CheckReport) -> Iterator[Block]:
    if not report.lines:
        return
    rows = []
    for village in report.villages:
        lines = report.of_village(village)
        counts = [sum(1 for each in lines if each.rule.severity is severity) for severity in Severity]
        rows.append([village, str(report.touched(lines)), *map(str, counts), str(len(lines))])
    sums = [str(sum(int(row[at]) for row in rows)) for at in range(1, 6)]
    yield Table(
        ["行政村", "涉及户数", *(each.label for each in Severity), "合计"],
        [*rows, ["合计", *sums]],
        [Kind.CENTRE, *[Kind.NUMBER] * 5],
        caption="各村问题情况", unit="户、处", totals=1,
    )  # fmt: skip


def _next(report: CheckReport) -> str:
    if not report.lines:
        return "继续按月开展数据体检，发现问题及时核实、及时更正。"
    return (
        "以上问题已按村列出入户核实表，由各村和驻村工作队逐户核实。属于错填漏填的，凭依据更正，同时列入国扶待改清单；"
        "情况属实的，写明核实人和依据。更正只以入户核实的事实为准，不以规则倒推数据。"
    )
