"""年度计划: whom the year's plans mean to lift, by village; the tasks by 五个一批 and houses; who answers; how it is assured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fupin_desktop.domain.period import Report
from fupin_desktop.domain.plan import Batch, MeasureKind
from fupin_desktop.domain.traces import Name
from fupin_desktop.domain.working import Posts
from fupin_desktop.reports import marks
from fupin_desktop.reports.annual import measures_table, villages_table
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Heading,
    Kind,
    Paragraph,
    Signature,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.marks import paragraph
from fupin_desktop.reports.sentences import DEMO
from fupin_desktop.reports.working import Place, missing

_ASSURED = (
    (
        "加强组织领导",
        "党委、政府主要负责同志负总责，分管领导具体抓，包村领导和村“两委”、驻村工作队抓落实，每月研究一次，"
        "逐项对照目标任务检查进度。",
    ),
    ("严格督查考核", "坚持周督查、月通报，对照措施台账逐户核对，逾期未完成的限期整改，结果与年度考核挂钩。"),
    ("管好资金项目", "资金跟着项目走，严格执行公示公告制度，到户资金逐户签领、据实入账，接受群众监督。"),
    ("加强干部培训", "对帮扶干部开展政策和业务培训，做到政策说得清、情况摸得准、资料填得实。"),
)
"""保障措施 in the program's own words; each paragraph can be worded by the office."""


def build(report: Report, place: Place, posts: Mapping[str, Posts], *, seal: bool = True) -> Document:
    """The plan of a year, as of the day it is dated."""
    sender, year = report.sender, report.period.year
    blocks: list[Block] = [
        Addressee("各村民委员会，各驻村工作队，各帮扶单位，各站所"),
        paragraph(
            f"为做好{year}年{sender.work}工作，根据在册户实际情况和一户一策帮扶计划，结合本地实际，制定本计划。",
            "opening",
        ),
        *_basics(report, place),
        *_goal(report, place),
        *_tasks(report, place),
        *_duty(place, posts),
        Heading("五、保障措施"),
        *_assured(),
        Signature([sender.unit], report.on, seal),
    ]
    return Document(
        f"{sender.township}{year}年\n{sender.work}工作计划",
        blocks,
        Style.OFFICIAL,
        subtitle=DEMO if sender.demo else "",
        author=sender.unit,
    )


def _basics(report: Report, place: Place) -> Iterator[Block]:
    yield Heading("一、基本情况")
    yield paragraph(
        f"截至{show_date(report.now.on)}，{place.everywhere}{place.say('villages.here')}个村有{place.register()}"
        f"享受低保{place.count('allowance')}，在校学生{place.say('pupils')}人，"
        f"危房改造任务{place.say('unsafe_houses')}户。",
        "basics",
    )


def _goal(report: Report, place: Place) -> Iterator[Block]:
    year = report.period.year
    yield Heading("二、总体目标")
    if place.later:
        yield paragraph(
            f"严格落实“四个不摘”，守住不发生规模性返贫的底线：{report.sender.lifted}{place.count('lifted')}收入稳定增长、不返贫，"
            f"正在监测的{place.count('at_risk')}措施到位、按程序消除风险，新出现的风险早发现、早干预。",
            "goal",
        )
        yield villages_table(report.now, place.numbers, place.columns(), "表1　各村工作对象")
        return
    if not place.whole("targeted.households"):
        yield paragraph(
            f"{missing(f'{year}年计划脱贫的户数和人数，在一户一策里填写计划脱贫年度后自动汇总')}"
            f"已脱贫的{place.count('lifted')}巩固成果，不发生返贫。",
            "goal",
        )
        return
    yield paragraph(
        f"坚持现行标准，到{year}年底，确保计划脱贫的{place.count('targeted')}达到“两不愁三保障”、收入稳定超过标准线，"
        f"按程序退出；已脱贫的{place.count('lifted')}巩固成果，不发生返贫。",
        "goal",
    )
    yield villages_table(
        report.now, place.numbers, place.columns((f"{year}年计划脱贫", "targeted")), "表1　各村脱贫目标"
    )


def _tasks(report: Report, place: Place) -> Iterator[Block]:
    yield Heading("三、任务分解")
    yield Heading("（一）落实帮扶措施" if place.later else "（一）落实“五个一批”帮扶措施", 2)
    yield paragraph(_measures(report, place), "measures")
    if report.plans.batches:
        yield measures_table(place, "表2　帮扶任务分解")
        for each in () if place.later else report.plans.batches:
            if each.kind:
                yield paragraph(_batch(place, each.kind), f"batch_{each.kind}")
    yield Heading("（二）补齐住房和饮水短板", 2)
    yield paragraph(_houses(report, place), "houses")
    if place.whole("unsafe_houses"):
        yield _houses_table(report, place)
    yield Heading("（三）落实教育、医疗和社会保障", 2)
    yield paragraph(
        f"{place.care()}{_insured(place)}确保义务教育阶段适龄学生不失学，符合条件的困难群众应保尽保。", "care"
    )
    unmet = list(place.problems())
    if unmet:
        yield Heading("（四）对照标准补短板", 2)
        yield paragraph(f"{place.problem_words()}以上问题纳入台账，逐户制定措施，年底前销号。", "gaps")


def _measures(report: Report, place: Place) -> str:
    if not place.whole("plans.households"):
        return place.plans()
    kinds = place.listed([(kind.label, "measures.all_by_kind", kind.value) for kind in MeasureKind], "项")
    money = f"，计划资金{place.money('funds')}" if place.whole("funds") else ""
    return (
        f"已为{place.say('plans.households')}户制定{report.period.year}年帮扶计划，安排帮扶措施{place.say('measures.all')}项，"
        f"覆盖{place.say('measures.households')}户{money}。其中{kinds}。各项措施按一户一策确定的时限完成。"
    )


def _batch(place: Place, code: str) -> str:
    """发展生产一批：安排措施3项，覆盖2户，资金0.98万元。"""
    money = (
        f"，资金{place.money('measures.money_by_batch', code)}"
        if place.whole("measures.money_by_batch", code)
        else ""
    )
    return (
        f"{Batch.of(code).label}：安排措施{place.say('measures.all_by_batch', code)}项，"
        f"覆盖{place.say('measures.households_by_batch', code)}户{money}。{missing('主要内容和做法')}"
    )


def _houses(report: Report, place: Place) -> str:
    if not place.whole("unsafe_houses"):
        return place.houses()
    money = f"，计划补助资金{place.money('subsidy_planned')}" if place.whole("subsidy_planned") else ""
    return (
        f"{report.period.year}年完成危房改造{place.say('unsafe_houses')}户{money}，做到竣工一户、验收一户、入住一户，"
        f"同步解决通水、通电。{place.water()}"
    )


def _houses_table(report: Report, place: Place) -> Table:
    """The year's houses by village; 合计 is computed."""
    names = ("unsafe_houses", "houses_started", "houses_finished")
    here = [each.village for each in report.now.villages if each.unsafe_houses]
    rows = [
        [village, *(place.numbers.cell(Name(name, None, village).text) for name in names)] for village in here
    ]
    rows.append(["合计", *(place.numbers.cell(name) for name in names)])
    heads = ["行政村", "任务（户）", "已开工（户）", "已竣工（户）"]
    return marks.table(
        heads, rows, [Kind.CENTRE, *[Kind.NUMBER] * 3], caption="表3　各村危房改造任务", totals=1
    )


def _insured(place: Place) -> str:
    return f"动员未参保的{place.say('uninsured')}人参加基本医疗保险；" if place.whole("uninsured") else ""


def _duty(place: Place, posts: Mapping[str, Posts]) -> Iterator[Block]:
    yield Heading("四、责任分工")
    if "" not in posts or not place.whole("cadres"):
        yield Paragraph(missing("包村单位和帮扶责任人"), name="duty")
        return
    everybody = posts[""]
    yield paragraph(
        f"{place.everywhere}有帮扶单位{len(everybody.units)}个、A岗帮扶干部{everybody.first}人、B岗帮扶干部{everybody.second}人，结对帮扶{place.say('paired')}户。"
        "帮扶单位对所包村的脱贫任务负责，A岗、B岗对结对户的措施落实和资料更新负责，每月至少到户走访一次。",
        "duty",
    )
    yield _duty_table(place, posts)


_NAMED = 3  # units that a village's row names


def _duty_table(place: Place, posts: Mapping[str, Posts]) -> Table:
    """Who answers, by village; a unit or cadre in two villages is counted once in 合计."""
    rows = [
        [
            village or "合计",
            _units(posts[village]) if village else f"{len(posts[village].units)}个",
            place.numbers.cell(Name("paired", None, village).text),
            str(posts[village].first),
            str(posts[village].second),
        ]
        for village in [*filter(None, posts), ""]
    ]
    heads = ["行政村", "帮扶单位", "结对户", "A岗（人）", "B岗（人）"]
    kinds = [Kind.CENTRE, Kind.CENTRE, *[Kind.NUMBER] * 3]
    return marks.table(heads, rows, kinds, caption="表4　帮扶责任分工", totals=1)


def _units(posts: Posts) -> str:
    more = f"等{len(posts.units)}个" if len(posts.units) > _NAMED else ""
    return "、".join(posts.units[:_NAMED]) + more


def _assured() -> Iterator[Block]:
    for number, (title, words) in zip("一二三四", _ASSURED, strict=True):
        yield Heading(f"（{number}）{title}", 2)
        yield Paragraph(words, name=f"assured{number}")
