"""The papers of 防返贫监测 and 风险消除: 承诺授权书, 排查表, 核查表.

No office of the state lays down their form; the matters are those that county guides name (排查、授权、比对、三保障及饮水、六个月
稳定), the wording is this program's own. What is known is filled in, the rest is left to be ticked or written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.assessment import Judgement
from fupin_desktop.domain.assessment import Result as Verdict
from fupin_desktop.domain.codes import MonitoringKind, Risk
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.household import Monitoring, Person, PersonYear
from fupin_desktop.domain.notice import government
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.procedure.monitoring import COMPARED, Source
from fupin_desktop.domain.procedure.removal import GUARANTEES
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Heading,
    Kind,
    Paragraph,
    Sign,
    Signs,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    day,
    entries,
    in_yuan,
    of,
    place,
    running,
    subtitle,
    table,
)

_BLANK = "＿＿＿＿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a household on its road: its episode, what was registered with the steps, how the data judge it.

    ``line`` is the 监测范围 in yuan a head of ``line_year``; ``income`` that of ``income_year``.
    """

    episode: Monitoring | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    judged: Sequence[Judgement] = ()
    income: Decimal | None = None
    income_year: int = 0
    line: Decimal | None = None
    line_year: int = 0
    months: int | None = None


def authorisation(dossier: Dossier, _seen: Seen, sender: Sender) -> Document:
    """承诺授权书: the household's word that what it says is true, and leave to look into its assets. It is signed by hand."""
    home = place(dossier) if dossier.household.group else f"{dossier.household.village}{_BLANK}组"
    blocks: list[Block] = [
        Addressee(government(sender.township)),
        Paragraph(
            f"本户家住{home}，户主{dossier.head}，家庭人口{len(dossier.people) or _BLANK}人。因家庭生活可能出现困难，"
            "同意按防止返贫动态监测和帮扶工作的要求接受核查，现作如下承诺和授权："
        ),
        Paragraph(
            "一、承诺所提供的家庭成员、收入、支出、住房、财产和困难情况真实、完整，没有隐瞒和虚报；情况发生变化时及时告知"
            "村民委员会。如有不实，愿意退出监测，并承担相应责任。"
        ),
        Paragraph(
            "二、授权乡镇人民政府和县级有关部门依法查询、核对本户全部成员的房产、车辆、存款、工商登记、财政供养、社会保险"
            "和社会救助等信息，用于监测对象的识别、帮扶和风险消除，不作其他用途。"
        ),
        Paragraph("三、本授权自签字之日起生效，至本户风险消除、退出监测之日止。"),
        _signers(dossier),
        Signs(
            [
                Sign("户主或代签人（按手印）"),
                Sign("村干部、工作队（签字）"),
            ],
            across=2,
        ),
    ]
    return Document(
        "防止返贫监测家庭信息核查承诺授权书", blocks, Style.NOTICE, subtitle=subtitle(sender), author=sender.unit,
        running=running(dossier),
    )  # fmt: skip


_SIGNERS = (
    Column("序号", 3), Column("姓名", 6), Column("与户主\n关系", 5), Column("证件号码", 13.5), Column("本人或\n监护人签字", 8.5),
)  # fmt: skip


def _signers(dossier: Dossier) -> Table:
    rows = [
        [str(number), each.name, Person.fields["relation"].show(each.relation), each.id_number, ""]
        for number, each in enumerate(dossier.people, 1)
    ]
    return table(_SIGNERS, rows, blank=0 if rows else 4, least=1.6)


def survey(dossier: Dossier, seen: Seen, sender: Sender) -> Document:
    """防止返贫动态监测排查表."""
    blocks: list[Block] = [
        Heading("一、基本情况"),
        _basics(dossier, seen),
        Heading("二、家庭成员"),
        _members(dossier),
        Heading("三、收入和大额支出"),
        _money(dossier, seen),
        Heading("四、“三保障”和饮水安全"),
        _guarantees(seen),
        Heading("五、致贫返贫风险"),
        _risks(seen),
        Heading("六、部门信息比对"),
        _compared(seen),
        Heading("七、核实结论"),
        _conclusion(seen, ("纳入监测对象", "不纳入", "需进一步核实")),
        Signs([Sign("核实人一（签字）"), Sign("核实人二（签字）"), Sign("户主（签字、按手印）")], across=3),
    ]
    return Document(
        "防止返贫动态监测排查表", blocks, Style.TABLE, subtitle=subtitle(sender), author=sender.unit, running=running(dossier)
    )  # fmt: skip


def removal(dossier: Dossier, seen: Seen, sender: Sender) -> Document:
    """风险消除核查表."""
    blocks: list[Block] = [
        Heading("一、基本情况"),
        _basics(dossier, seen),
        Heading("二、帮扶措施落实情况"),
        _measures(dossier, seen),
        Heading("三、收入情况"),
        _income(seen),
        Heading("四、“三保障”和饮水安全"),
        _guarantees(seen),
        Heading("五、核查结论"),
        _conclusion(seen, ("风险已稳定消除", "继续监测")),
        Signs([Sign("核实人一（签字）"), Sign("核实人二（签字）"), Sign("户主（签字、按手印）")], across=3),
        Heading("六、审核意见"),
        _opinions(sender),
    ]
    return Document(
        "风险消除核查表",
        blocks,
        Style.TABLE,
        subtitle=subtitle(sender),
        author=sender.unit,
        running=running(dossier),
    )


def _ticked(labels: Sequence[str], chosen: Sequence[str]) -> str:
    return "　".join(f"{'■' if each in chosen else '□'}{each}" for each in labels)


def _basics(dossier: Dossier, seen: Seen) -> Table:
    episode, source = seen.episode, seen.facts.get("source")
    kind = episode.kind if episode else None
    items = [
        Entry("户主姓名", dossier.head),
        Entry("户编号", dossier.household.number),
        Entry("村、组", place(dossier)),
        of(dossier.household, type(dossier.household), "phone", label="联系电话"),
        Entry("家庭人口", f"{len(dossier.people)}人" if dossier.people else ""),
        Entry("脱贫年度", str(dossier.household.lifted_year or "")),
        Entry(
            "监测类别",
            _ticked([each.label for each in MonitoringKind], [kind.label] if kind else []),
            2,
        ),
    ]
    if episode is not None and episode.identified_on is not None:
        months = f"，已监测{seen.months}个月" if seen.months is not None else ""
        items.append(Entry("识别时间", f"{day(episode.identified_on)}{months}", 2))
        items.append(Entry("风险类型", "、".join(each.label for each in episode.risks), 2))
    else:
        items.append(
            Entry("线索来源", _ticked([each.label for each in Source], [source.label] if source else []), 2)
        )
        items.append(Entry("发现日期", day(episode.found_on) if episode else "", 1))
        items.append(Entry("预警部门", str(seen.facts.get("department") or ""), 1))
    return entries(items, 2, label=5, content=11)


_MEMBERS = (
    Column("序号", 2.5), Column("姓名", 6), Column("与户主关系", 5.5), Column("健康状况", 6), Column("劳动技能", 6),
    Column("在校情况", 5), Column("务工区域", 6), Column("医保", 3),
)  # fmt: skip


def _members(dossier: Dossier) -> Table:
    rows = []
    for number, each in enumerate(dossier.people, 1):
        year = dossier.person_years.get(each.id or 0)
        insured = None if year is None else year.resident_medical or year.employee_medical
        rows.append(
            [
                str(number), each.name, Person.fields["relation"].show(each.relation),
                *(PersonYear.fields[name].show(getattr(year, name, None)) for name in ("health", "skill", "school", "work_place")),
                PersonYear.fields["allowance"].show(insured),
            ]
        )  # fmt: skip
    return table(_MEMBERS, rows, blank=max(0, 4 - len(rows)), least=1.3)


def _money(dossier: Dossier, seen: Seen) -> Table:
    typed = seen.facts.get("income")
    items = [
        Entry(f"{seen.income_year or dossier.year}年人均纯收入", in_yuan(seen.income)),
        Entry("核实的人均纯收入", in_yuan(typed)),
        Entry(f"{seen.line_year or dossier.year}年监测范围", in_yuan(seen.line)),
        Entry("月务工收入（元）"),
        Entry("医疗自付支出（元）"),
        Entry("教育支出（元）"),
        Entry("灾害、事故损失（元）"),
        Entry("其他大额支出（元）"),
    ]
    return entries(items, 2, label=9, content=9)


def _income(seen: Seen) -> Table:
    typed: Decimal | None = seen.facts.get("income")
    income = typed if typed is not None else seen.income
    side = ""
    if income is not None and seen.line is not None:
        side = "超过监测范围" if income > seen.line else "没有超过监测范围"
    items = [
        Entry(f"{seen.income_year}年人均纯收入" if seen.income_year else "人均纯收入", in_yuan(income)),
        Entry(f"{seen.line_year}年监测范围" if seen.line_year else "当年监测范围", in_yuan(seen.line)),
        Entry("比较", side or "□超过　□没有超过"),
        Entry("认定以来", f"{seen.months}个月" if seen.months is not None else ""),
    ]
    return entries(items, 2, label=8, content=10)


_GUARANTEES = (Column("项目", 8), Column("结果", 9), Column("依据", 20, Kind.TEXT))


def _guarantees(seen: Seen) -> Table:
    by_item = {each.item: each for each in seen.judged}
    rows = []
    for item, name in GUARANTEES.items():
        judgement, said = by_item.get(item), seen.facts.get(name)
        met: bool | None = said
        if met is None and judgement is not None and judgement.result in (Verdict.MET, Verdict.UNMET):
            met = judgement.result is Verdict.MET
        result = "□有保障　□未保障" if met is None else "有保障" if met else "未保障"
        if judgement is not None and judgement.result is Verdict.NONE:
            result = "不适用"
        rows.append([item.label, result, judgement.reason if judgement and met is not None else ""])
    return table(_GUARANTEES, rows, least=1.3)


def _risks(seen: Seen) -> Table:
    chosen = [each.label for each in seen.episode.risks] if seen.episode else []
    labels = [each.label for each in Risk]
    items = [
        Entry("风险类型", "\n".join(_ticked(part, chosen) for part in (labels[:6], labels[6:])), 1, 2),
        Entry("具体情况", str(seen.facts.get("said") or ""), 1, 2),
    ]
    return entries(items, 1, label=5, content=30)


def _compared(seen: Seen) -> Table:
    items = []
    for name, label in COMPARED:
        found = seen.facts.get(name)
        items.append(Entry(label, "□有　□无" if found is None else "有" if found else "无"))
    items.append(Entry("核实说明", str(seen.facts.get("explained") or ""), 2))
    return entries(items, 2, label=8, content=10)


def _conclusion(seen: Seen, choices: Sequence[str]) -> Table:
    who = str(seen.facts.get("visitors") or "")
    items = [
        Entry("核实情况", str(seen.facts.get("findings") or ""), 2, 3),
        Entry("结论", _ticked(choices, ()), 2),
        Entry("核实人", who),
        Entry("核实日期", show_date(seen.on) if seen.on else "", 1),
    ]
    return entries(items, 2, label=5, content=11)


_MEASURES = (
    Column("序号", 3),
    Column("措施类别", 7),
    Column("措施内容", 16, Kind.TEXT),
    Column("完成日期", 8),
)


def _measures(dossier: Dossier, seen: Seen) -> Table:
    rows = [
        [str(number), each.kind.label if each.kind else "", each.content, day(each.done_on)]
        for number, each in enumerate(dossier.measures, 1)
    ]
    if not rows and seen.episode is not None:
        rows = [
            [str(number), each.label, seen.episode.measure_words if number == 1 else "", ""]
            for number, each in enumerate(seen.episode.measures, 1)
        ]
    return table(_MEASURES, rows, blank=max(0, 3 - len(rows)), least=1.3)


_SEALED = "\n\n负责人（签字）：　　　　　（盖章）\n　　　　　　　　　　　年　　月　　日"


def _opinions(sender: Sender) -> Table:
    rows = [
        ["村级民主评议意见", _SEALED],
        [f"{government(sender.township)}\n审核意见", _SEALED],
        ["县级主管部门\n确认意见", _SEALED],
    ]
    return Table([], rows, (Kind.LABEL, Kind.TEXT), (7, 22), least=4)
