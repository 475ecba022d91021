"""督查通报: what was looked at, what was found in each village, what is to be done until when, with the list annexed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.inspection import Inspection, Issue, households, tallied
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.terms import numeral
from fupin_desktop.reports.document import (
    Addressee,
    Attachments,
    Block,
    CellTrace,
    Document,
    Heading,
    Kind,
    Paragraph,
    Signature,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.marks import Numbers, paragraph
from fupin_desktop.reports.sentences import DEMO, counted, numbered
from fupin_desktop.reports.working import annex

_LIST = "督查发现问题清单"


def build(inspection: Inspection, *, seal: bool = True) -> Document:
    """The circular to the villages."""
    sender, period = inspection.sender, inspection.period
    blocks: list[Block] = [
        Addressee("各村民委员会，各驻村工作队，各帮扶单位"),
        Paragraph(
            f"为压实{sender.work}工作责任，按照{'月通报' if isinstance(period, Month) else '周督查'}制度，"
            f"现将{period.words}督查情况通报如下。"
        ),
        *_basics(inspection),
        *_found(inspection),
        *_wanted(inspection),
    ]
    if inspection.issues:
        blocks.append(Attachments([_LIST]))
    blocks.append(Signature([sender.unit], inspection.on, seal))
    if inspection.issues:
        blocks += _annex(inspection)
    return Document(
        f"关于{sender.township}{period.words}\n{sender.work}工作督查情况的通报",
        blocks,
        Style.OFFICIAL,
        subtitle=DEMO if sender.demo else "",
        author=sender.unit,
    )


def _basics(inspection: Inspection) -> Iterator[Block]:
    period, issues = inspection.period, inspection.issues
    yield Heading("一、督查基本情况")
    yield Paragraph(
        f"{_between(period.first, min(period.last, inspection.as_of))}，"
        f"{inspection.sender.unit}对{len(inspection.looked)}个村{inspection.sender.work}工作进行了督查。"
        "〔待补充：督查组成员、方式和入户走访户数〕",
        name="way",
    )
    found = (
        f"共发现问题{len(issues)}条，涉及{len(_villages(inspection))}个村{households(issues)}户。"
        if issues
        else "没有发现需要整改的问题。"
    )
    yield paragraph(
        f"同时，截至{show_date(inspection.as_of)}，逐户核对了在册{_everyone(inspection)}的登记资料、帮扶计划、"
        f"帮扶措施和危房改造进度，{found}"
    )


def _everyone(inspection: Inspection) -> str:
    """How many were gone through; of the whole register with the list behind it."""
    if set(inspection.looked) == inspection.everywhere:
        return Numbers(inspection.numbers).count("all")
    return counted(sum(inspection.looked.values(), Count()))


def _between(first: date, last: date) -> str:
    """2018年5月1日至31日."""
    until = show_date(last)
    if first.year == last.year:
        until = until.removeprefix(f"{last.year}年")
        until = until.removeprefix(f"{last.month}月") if first.month == last.month else until
    return f"{show_date(first)}至{until}"


def _villages(inspection: Inspection) -> list[str]:
    """The villages that something was found in."""
    return [village for village in inspection.looked if inspection.of(village)]


def _found(inspection: Inspection) -> Iterator[Block]:
    yield Heading("二、存在的主要问题")
    numbers = Numbers(inspection.numbers)
    for number, village in enumerate(_villages(inspection), 1):
        issues = inspection.of(village)
        yield Heading(f"（{numeral(number)}）{village}", 2)
        yield paragraph(
            f"在册{numbers.count('all', village)}，发现问题{len(issues)}条，涉及{households(issues)}户：{_summary(issues)}",
            f"village:{village}",
        )
    if clean := [village for village in inspection.looked if not inspection.of(village)]:
        yield Paragraph(f"{'、'.join(clean)}没有发现问题。")
    yield Paragraph("〔待补充：督查组现场发现的其他问题〕", name="others")


def _summary(issues: Sequence[Issue]) -> str:
    return numbered(f"{what}{number}{unit}" for what, (number, unit) in tallied(issues).items())


def _wanted(inspection: Inspection) -> Iterator[Block]:
    """What is asked for in every circular; the clerk's own wording goes before it."""
    yield Heading("三、整改要求")
    if inspection.issues:
        yield Paragraph(
            f"（一）限期整改。各村对照问题清单逐条核实、逐户整改，于{show_date(inspection.until)}前完成，"
            f"并将整改情况书面报{inspection.sender.unit}；情况与清单不符的，请附说明。",
            name="until",
        )
    yield Paragraph(
        "（二）落实责任。帮扶责任人要到户核实，帮助解决；村“两委”和驻村工作队逐户把关，"
        "不能按期完成的，说明原因和完成时间。"
        if inspection.issues
        else "各村要继续做好日常走访和资料更新，发现问题及时解决。",
        name="duty",
    )
    if inspection.issues:
        yield Paragraph("（三）跟踪问效。下次督查将对本次问题逐条回访，整改不到位的予以通报。", name="again")


def _annex(inspection: Inspection) -> list[Block]:
    """问题清单 across the page: no ID numbers, no reasons that tell of somebody's health."""
    until = show_date(inspection.until)
    if inspection.until.year == inspection.on.year:
        until = until.partition("年")[2]
    rows = [
        [str(number), each.village, each.head, each.said, each.who, until, ""]
        for number, each in enumerate(inspection.issues, 1)
    ]
    kinds = [Kind.CENTRE] * 3 + [Kind.TEXT] + [Kind.CENTRE] * 3
    table = Table(
        ["序号", "村", "户主", "问题", "责任人", "整改时限", "整改情况"],
        rows,
        kinds,
        widths=[3, 7, 8, 22, 6, 7, 12],
        traces=[
            CellTrace(at, -1, f"household:{each.household_id}") for at, each in enumerate(inspection.issues)
        ],
    )
    return annex(_LIST, table, landscape=True)
