"""变化情况: who came and went, and which figures are compared."""

from __future__ import annotations

from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.comparison import NOTHING_BEFORE
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.period import Report
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.traces import Name
from fupin_desktop.reports.marks import NOTHING, Numbers
from fupin_desktop.reports.sections.frame import last, this


def movement_words(report: Report) -> str:
    """Who came and who went, what became of the households, and how the most important figures moved."""
    said, period = Numbers(report.numbers), this(report)
    if report.before is None:
        return f"上期无数据，{period}变化情况无法比较。"
    households = [
        ("新纳入", "joined.households", said.count("joined")),
        ("销号", "ended.households", said.count("ended")),
        ("分户", "parted.households", said.count("parted")),
        ("并户", "merged.households", said.count("merged")),
        ("脱贫", "turned_lifted.households", said.count("turned_lifted")),
        ("返贫", "turned_returned.households", said.count("turned_returned")),
        ("新识别监测对象", "monitored_now", f"{said.say('monitored_now')}户"),
        ("风险消除", "removed_now", f"{said.say('removed_now')}户"),
    ]
    moved = [f"{words}{count}" for words, key, count in households if said.whole(key)]
    parts = ["、".join(moved) if moved else "在册户没有增减，脱贫状态没有变化", _people_words(report)]
    return f"{period}{'；'.join(parts)}。{_compared_words(report)}"


def _people_words(report: Report) -> str:
    said, moved = Numbers(report.numbers), report.movement
    if not moved.came and not moved.left:
        return "在册户家庭成员没有增减"
    parts: list[str] = []
    for name, tally, codes, words in (
        ("came", moved.came, JoinReason, "增加"),
        ("left", moved.left, LeaveReason, "减少"),
    ):
        if tally:
            reasons = said.listed(
                [(_label(codes, code), Name(f"{name}_by", code).text) for code in tally], "人"
            )
            whose = "" if parts else "家庭成员"
            parts.append(f"{whose}自然{words}{said.say(name)}人（{reasons}）")
    return "，".join(parts)


def _label(codes: type[Code], code: str) -> str:
    return codes.of(code).label if code else "未注明原因"


_KEYS = (("未脱贫户", "poor.households", "户"), ("未脱贫人口", "poor.people", "人"))
_KEYS_LATER = (
    ("风险未消除的监测户", "at_risk.households", "户"),
    ("监测人口", "at_risk.people", "人"),
)


def _compared_words(report: Report) -> str:
    """The most important figures against the period before, of a quarter also against the same of last year."""
    words = _against(report, "before", last(report))
    return words if report.ago is None else words + _against(report, "ago", "上年同期")


def _against(report: Report, when: str, than: str) -> str:
    said = Numbers(report.numbers)
    keys = _KEYS_LATER if monitoring(report.now.on) else _KEYS
    if not any(said.whole(f"{key} - {key}~{when}") for _, key, _ in keys):
        return f"{keys[0][0]}数、人数均与{than}持平。"
    words = [f"{name}{said.compared(key, f'{key}~{when}', unit, than)}" for name, key, unit in keys]
    return f"{'，'.join(words)}。"


def indicators(report: Report) -> list[tuple[str, str]]:
    """What is compared, as (words, name of the figure)."""
    if monitoring(report.now.on):
        first = [
            ("在册", "all"),
            (report.sender.lifted, "lifted"),
            ("监测对象", "monitored"),
            ("风险未消除监测对象", "at_risk"),
        ]
    else:
        first = [(report.sender.registered, "all"), ("未脱贫户", "poor"), ("已脱贫户", "lifted")]
    return [
        *(
            (f"{words.removesuffix('户')}{noun}（{unit}）", f"{name}.{part}")
            for words, name in first
            for part, noun, unit in (("households", "户数", "户"), ("people", "人数", "人"))
        ),
        ("享受低保人数（人）", "allowance.people"),
        ("在校学生（人）", "pupils"),
        ("危房改造任务（户）", "unsafe_houses"),
        ("危房改造竣工（户）", "houses_finished"),
        *([] if monitoring(report.now.on) else [("监测对象（户）", "at_risk.households")]),
    ]


_OF_THE_YEAR = ("unsafe_houses", "houses_finished")


def new_year(report: Report, when: str = "before") -> bool:
    """Whether what is compared with lies in another year, whose tasks are not those of this one."""
    other = report.before if when == "before" else report.ago
    return other is not None and other.on.year != report.now.on.year


def then(report: Report, key: str, when: str) -> str:
    """The figure at another time, or that there was nothing then."""
    other = report.before if when == "before" else report.ago
    return NOTHING_BEFORE if other is None else Numbers(report.numbers).cell(f"{key}~{when}")


def change(report: Report, key: str, when: str = "before") -> str:
    """How a figure moved; a task of the year is not compared with that of another."""
    other = report.before if when == "before" else report.ago
    if other is None or (key in _OF_THE_YEAR and new_year(report, when)):
        return NOTHING
    return Numbers(report.numbers).signed(key, f"{key}~{when}")
