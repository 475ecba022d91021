"""半年报告 of a village's 驻村工作队 to county, group leader and the unit that sent it (鄂农队办发〔2016〕1号，三、3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desktop.domain.period import Half, Report
from fupin_desktop.domain.working import Team
from fupin_desktop.reports import marks
from fupin_desktop.reports.document import (
    Addressee,
    Attachments,
    Block,
    Document,
    Heading,
    Kind,
    Note,
    Paragraph,
    Signature,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.marks import paragraph
from fupin_desktop.reports.sentences import DEMO
from fupin_desktop.reports.working import Place, annex, missing

_FUNDS = "到村资金一览表"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the clerk says beside the figures; empty is left to be filled in."""

    leader: str = ""  # 片长
    sent_by: str = ""  # 派出单位
    days: str = ""  # 驻村天数
    visits: str = ""  # 走访户次


def build(
    report: Report, place: Place, team: Team, said: Said, *, key_village: bool, seal: bool = True
) -> Document:
    """The report of one village's team."""
    assert isinstance(report.period, Half)
    village, period = place.village, report.period
    blocks: list[Block] = [
        _addressee(report, team, said),
        Paragraph(f"现将{village}驻村工作队{period.words}工作情况报告如下。"),
        *_basics(report, place, team, said, key_village),
        *_work(place, said),
        Heading("三、存在问题"),
        paragraph(place.problem_words() + missing("工作中遇到的困难和需要上级解决的问题"), "problems"),
        Heading(f"四、{'下' if period.number == 1 else f'{period.year + 1}年上'}半年打算"),
        paragraph(place.todo_words("下一步工作打算"), "ahead"),
        Attachments([_FUNDS]),
        Signature([f"{village}驻村工作队"], report.on, seal),
        *_annex(report, place),
    ]
    return Document(
        f"{village}驻村工作队\n{period.words}工作报告",
        blocks,
        Style.OFFICIAL,
        subtitle=DEMO if report.sender.demo else "",
        author=report.sender.unit,
    )


def _addressee(report: Report, team: Team, said: Said) -> Addressee:
    county = report.sender.county or missing("县名")
    sent_by = said.sent_by or "、".join(team.units) or missing("派出单位")
    return Addressee(f"中共{county}委员会，{county}人民政府，{said.leader or missing('片长单位')}，{sent_by}")


def _basics(report: Report, place: Place, team: Team, said: Said, key_village: bool) -> Iterator[Block]:
    population = f"户籍人口{place.say('population')}人，" if place.whole("population") else ""
    targets = (
        f"{report.period.year}年计划脱贫{place.count('targeted')}，{place.met()}。"
        if place.whole("targeted.households") and not place.later
        else ""
    )
    kind = "重点村，" if key_village else ""
    yield Heading("一、基本情况")
    yield paragraph(
        f"{place.village}{'是' if kind else ''}{kind}{population}截至{show_date(report.now.on)}，有{place.register()}{targets}",
        "basics",
    )
    members = (
        f"{'、'.join(team.members)}，共{len(team.members)}人" if team.members else missing("工作队队长和队员")
    )
    sent_by = said.sent_by or "、".join(team.units) or missing("派出单位")
    yield Paragraph(f"驻村工作队由{sent_by}派出，队员为{members}。", name="team")


def _work(place: Place, said: Said) -> Iterator[Block]:
    yield Heading(f"二、{place.this}主要工作")
    days, visits = said.days or missing("驻村天数"), said.visits or missing("走访户次")
    entries = (
        f"登记帮扶措施进展{place.say('entries')}次，涉及{place.say('entries.households')}户。"
        if place.whole("entries")
        else ""
    )
    sections = (
        ("stay", "驻村和走访", f"工作队驻村{days}天，走访农户{visits}户次。{entries}{place.helpers()}"),
        ("register", "精准识别和动态管理", place.moves()),
        ("industry", "产业发展和就业增收", place.plans() + place.work()),
        ("houses", "住房和饮水安全", place.houses()),
        ("care", "教育、医疗和社会保障", place.care()),
        ("projects", "基础设施和到村项目", missing("到村项目的名称、进度和资金")),
        ("party", "基层党建和乡风文明", missing("支部建设、村集体经济和宣传活动情况")),
    )
    for number, (name, title, words) in zip("一二三四五六七", sections, strict=True):
        yield Heading(f"（{number}）{title}", 2)
        yield paragraph(words, name)


def _annex(report: Report, place: Place) -> list[Block]:
    """到村资金一览: by source, computed, with room for what the office does not keep yet."""
    rows = []
    for source, _ in report.plans.sources:
        if place.whole("funds_by", source):
            rows.append([source, "到户帮扶措施", _yuan(place, "funds_by", source), ""])
    if place.whole("subsidy_paid"):
        rows.append(["危房改造补助资金", "危房改造（已拨付）", _yuan(place, "subsidy_paid"), ""])
    total = sum(place.numbers.value(place.key("funds_by", source)) or 0 for source, _ in report.plans.sources)
    total += place.numbers.value(place.key("subsidy_paid")) or 0
    blank = [["", "", "", ""] for _ in range(3)]
    sums = [["合计", "", f"{total:.2f}", ""]]
    body = [*rows, *blank, *sums]
    table: Table = marks.table(
        ["资金来源", "用途", "金额（元）", "备注"],
        body,
        [Kind.TEXT, Kind.TEXT, Kind.MONEY, Kind.TEXT],
        widths=[9, 10, 7, 8],
        totals=1,
        least=[0.0] * len(rows) + [1.6] * len(blank) + [0.0],
    )
    return annex(
        f"{place.village}{report.period.words}{_FUNDS}",
        table,
        Note("注：空行由工作队填写派出单位自筹、社会捐助和到村项目资金，填写后请重新计算合计。"),
    )


def _yuan(place: Place, name: str, of: str | None = None) -> str:
    key = place.key(name, of)
    return marks.mark(f"{place.numbers.value(key) or 0:.2f}", f"figure:{key}")
