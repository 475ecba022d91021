"""二、变化情况: who came and went, and which figures are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.period import Report
from fupin_desktop.reports.document import Block, Note, show_date
from fupin_desktop.reports.sections.frame import this
from fupin_desktop.reports.sentences import counted, listed, signed


def movement_words(report: Report) -> str:
    """Who came and who went, and what became of the households; each with its number."""
    moved, period = report.movement, this(report)
    if report.before is None:
        return f"上期无数据，{period}变化情况无法比较。"
    households = [
        (f"新纳入{counted(moved.joined)}", moved.joined.households),
        (f"销号{counted(moved.ended)}", moved.ended.households),
        (f"脱贫{counted(moved.lifted)}", moved.lifted.households),
        (f"返贫{counted(moved.returned)}", moved.returned.households),
        (f"新识别监测对象{moved.monitored}户", moved.monitored),
        (f"风险消除{moved.removed}户", moved.removed),
    ]
    said = [words for words, number in households if number]
    parts = ["、".join(said) if said else "在册户没有增减，脱贫状态没有变化"]
    parts.append(_people_words(moved.came, moved.left))
    return f"{period}{'；'.join(parts)}。"


def _people_words(came: Mapping[str, int], left: Mapping[str, int]) -> str:
    if not came and not left:
        return "在册户家庭成员没有增减"
    said = []
    if came:
        named = [
            (JoinReason.of(code).label if code else "未注明原因", number) for code, number in came.items()
        ]
        said.append(f"家庭成员自然增加{sum(came.values())}人（{listed(named, '人')}）")
    if left:
        named = [
            (LeaveReason.of(code).label if code else "未注明原因", number) for code, number in left.items()
        ]
        said.append(f"{'' if came else '家庭成员'}自然减少{sum(left.values())}人（{listed(named, '人')}）")
    return "，".join(said)


def indicators(report: Report) -> list[tuple[str, str]]:
    """What is compared, as (words, key of ``value``)."""
    sender = report.sender
    return [
        (f"{sender.registered}户数（户）", "all.households"),
        (f"{sender.registered}人数（人）", "all.people"),
        ("未脱贫户数（户）", "poor.households"),
        ("未脱贫人数（人）", "poor.people"),
        ("已脱贫户数（户）", "lifted.households"),
        ("已脱贫人数（人）", "lifted.people"),
        ("享受低保人数（人）", "allowance.people"),
        ("在校学生（人）", "pupils"),
        ("危房改造任务（户）", "unsafe_houses"),
        ("危房改造竣工（户）", "houses_finished"),
        ("监测对象（户）", "at_risk.households"),
    ]


def value(figures: Figures, key: str) -> int:
    """One figure of the township by its name: poor.households, pupils."""
    name, _, part = key.partition(".")
    total = figures.total(name)
    return int(getattr(total, part) if part and isinstance(total, Count) else total)


_OF_THE_YEAR = ("unsafe_houses", "houses_finished")


def new_year(report: Report) -> bool:
    """Whether the period before lies in another year, whose tasks are not those of this one."""
    return report.before is not None and report.before.on.year != report.now.on.year


def change(report: Report, key: str) -> str:
    if report.before is None or (key in _OF_THE_YEAR and new_year(report)):
        return "—"
    return signed(value(report.now, key) - value(report.before, key))


def table_notes(report: Report) -> Iterator[Block]:
    """What the table of changes does not compare, and why."""
    said = []
    if new_year(report):
        said.append("危房改造按年度下达任务，不与上年比较")
    if None in report.months:
        said.append(f"“—”为截至{show_date(report.on)}尚未到的月份")
    if said:
        yield Note(f"注：{'；'.join(said)}。")
