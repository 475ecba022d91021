"""公示 as a thing with a life: made, posted, running, objected to, ended, taken down, archived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.fields import (
    Code,
    Privacy,
    Problem,
    Record,
    calendar_year,
    choice,
    day,
    flag,
    record,
    text,
    whole,
)
from fupin_desktop.domain.holidays import NOTHING, DaysOff, days_between
from fupin_desktop.domain.values import show_day

UNLESS = "确需如此，请写明理由"
UP, DOWN, PROOF = "张贴照片", "撤下照片", "期满证明"
"""What a photo or scan of a notice shows (``Attachment.paper``)."""
SUBJECT = "posting"
"""``Attachment.subject`` of photos and scans of a notice."""

SOURCES: Mapping[str, str] = {
    "identification": "各地识别工作流程的通行做法",
    "township_review": "各地识别工作流程的通行做法",
    "exit": "各地退出工作细则的通行做法",
    "exit_second": "各地退出工作细则的通行做法",
    "village_exit": "本办自定（中办发〔2016〕16号要求在乡镇内公示，没有规定天数）",
    "housing": "各地危房改造工作流程的通行做法",
    "housing_payment": "各地危房改造工作流程的通行做法",
    "monitoring": "各县防返贫监测工作流程的通行做法",
    "risk_removed": "各县风险消除工作流程的通行做法",
    "project_before": "国开办发〔2018〕11号",
    "project_after": "国开办发〔2018〕11号",
}
"""Where the usual days of each kind come from: only those of projects are laid down (乡村公示栏原则上不少于10天)."""
OWN_SOURCE = "本办“设置”"


class Finding(Code):
    """异议调查结果"""

    UPHELD = "upheld", "异议成立"
    REJECTED = "rejected", "异议不成立"


@record("公示")
class Posting(Record):
    """One notice in one village. ``sha256`` names the paper exactly as it was made; once posted it never changes.

    ``days`` None: a 公告, which hangs for good. ``working``: its days are working days. ``kind`` as in ``domain.notice``.
    """

    printed_id: int | None = None
    kind: str = text("公示种类", required=True, longest=40)
    village: str = text("行政村", required=True, longest=40, privacy=Privacy.OPEN)
    year: int = calendar_year("年度", required=True, width=6)
    heading: str = text("标题", required=True, longest=120, width=24)
    made_on: date = day("制作日期", required=True)
    sha256: str = text("文件指纹", default="", longest=64)
    pages: int = whole("页数", default=0, least=0, width=6)
    days: int | None = whole("公示天数", default=None, least=1, most=365, unit="天")
    working: bool = flag("按工作日", default=False)
    posted_on: date | None = day("张贴日期", default=None)
    posted_by: str = text("张贴人", default="", longest=60)
    place: str = text("张贴地点", default="", longest=80)
    until: date | None = day("公示截止", default=None)
    override: str = text("破例理由", default="", longest=200)
    certified_on: date | None = day("无异议证明日期", default=None)
    taken_down_on: date | None = day("撤下日期", default=None)
    taken_down_by: str = text("撤下人", default="", longest=60)
    archived_on: date | None = day("归档日期", default=None)
    withdrawn_on: date | None = day("撤回日期", default=None)
    withdrawn_reason: str = text("撤回原因", default="", longest=200)
    remark: str = text("备注", default="", longest=400)


@record("公示名单")
class Posted(Record):
    """A household on a posted notice, as it was shown there. ``shown`` is JSON: [[heading, value], …]."""

    household_id: int = 0
    posting_id: int = 0
    record_id: int | None = None
    head: str = text("户主姓名", default="", longest=60, privacy=Privacy.NAME)
    people: int = whole("家庭人口数", default=0, least=0, unit="人")
    shown: str = text("公示内容", default="")


@record("公示异议")
class Objection(Record):
    """What somebody had against a notice. ``result`` None: not yet investigated."""

    household_id: int | None = None
    posting_id: int = 0
    on: date = day("提出日期", required=True)
    who: str = text("提出人", default="", longest=60)
    about: str = text("异议内容", required=True, longest=400, width=24)
    investigator: str = text("调查人", default="", longest=60)
    investigated_on: date | None = day("调查日期", default=None)
    result: Finding | None = choice("调查结果", Finding, default=None)
    answer: str = text("答复内容", default="", longest=400, width=24)
    answered_on: date | None = day("答复日期", default=None)
    override: str = text("破例理由", default="", longest=200)


class State(Code):
    """公示状态"""

    DRAFT = "draft", "草稿"
    PRINTED = "printed", "已打印"
    POSTED = "posted", "已张贴"
    RUNNING = "running", "公示中"
    DISPUTED = "disputed", "有异议"
    ENDED = "ended", "期满"
    DOWN = "down", "已撤下"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤回"


class Act(Code):
    """公示下一步"""

    PRINT = "print", "打印"
    POST = "post", "张贴"
    ANSWER = "answer", "答复异议"
    CERTIFY = "certify", "期满证明"
    TAKE_DOWN = "take_down", "撤下"
    ARCHIVE = "archive", "归档"


@dataclass(frozen=True, slots=True)
class Life:
    """How a notice stands on a day: on which day of how many it is, and how many are left.

    The day of posting is day 0. ``of`` counts up to the true last day, which a day off may have moved on; for
    working days it is their number. All three are None before it is posted and for a 公告.
    """

    state: State
    day: int | None = None
    of: int | None = None
    left: int | None = None
    working: bool = False
    over: bool = False

    @property
    def counter(self) -> str:
        """第3天/共7天，还有4天; blank where nothing is counted."""
        if self.day is None:
            return ""
        unit = "个工作日" if self.working else "天"
        last = "已期满" if self.over else "今天期满"
        end = f"还有{self.left}{unit}" if self.left else last
        return (
            f"第{self.day}{unit}/共{self.of}{unit}，{end}" if self.day else f"共{self.of}{unit}，自次日起算"
        )

    @property
    def words(self) -> str:
        """公示中 第3天/共7天，还有4天: the state, with its count while that matters."""
        counts = self.counter if self.state in (State.POSTED, State.RUNNING, State.DISPUTED) else ""
        return f"{self.state.label} {counts}".strip()

    @property
    def short(self) -> str:
        """公示中 3/7天，还有4天: the same where there is little room."""
        return re.sub(r"第(\d+)(\D+)/共(\d+)\2", r"\1/\3\2", self.words)


def life(posting: Posting, objections: Iterable[Objection], on: date, own: DaysOff = NOTHING) -> Life:
    """How a notice stands on a day, computed from its dates. ``objections`` are those against it."""

    def by(day: date | None) -> bool:
        return day is not None and day <= on

    if by(posting.withdrawn_on):
        return Life(State.WITHDRAWN)
    if by(posting.archived_on):
        return Life(State.ARCHIVED)
    if by(posting.taken_down_on):
        return Life(State.DOWN)
    if posting.posted_on is None or posting.posted_on > on:
        return Life(State.DRAFT if posting.printed_id is None else State.PRINTED)
    disputed = any(each.on <= on and not by(each.answered_on) for each in objections)
    if posting.until is None:
        return Life(State.DISPUTED if disputed else State.POSTED)
    of = days_between(posting.posted_on, posting.until, posting.working, own)
    day = min(days_between(posting.posted_on, on, posting.working, own), of)
    state = State.ENDED if on > posting.until else State.POSTED if on == posting.posted_on else State.RUNNING
    return Life(State.DISPUTED if disputed else state, day, of, of - day, posting.working, on > posting.until)


def next_act(posting: Posting, now: Life) -> Act | None:
    """What is to be done next; None while one only waits, and when all is done."""
    match now.state:
        case State.DRAFT:
            return Act.PRINT
        case State.PRINTED:
            return Act.POST
        case State.DISPUTED:
            return Act.ANSWER
        case State.ENDED:
            return Act.TAKE_DOWN if posting.certified_on else Act.CERTIFY
        case State.DOWN:
            return Act.ARCHIVE if posting.certified_on or posting.until is None else Act.CERTIFY
    return None


@dataclass(frozen=True, slots=True)
class Term:
    """For how long a kind of notice must hang in this office, and who says so."""

    label: str
    days: int
    working: bool = False
    source: str = OWN_SOURCE

    @property
    def words(self) -> str:
        """7天, 5个工作日."""
        return f"{self.days}{'个工作日' if self.working else '天'}"


def too_short(term: Term, first: date, last: date, own: DaysOff = NOTHING) -> Iterator[Problem]:
    """A notice from ``first`` to ``last`` that is shorter than its term."""
    days = days_between(first, last, term.working, own)
    if days < term.days:
        said = f"{show_day(first)}张贴、{show_day(last)}截止只有{days}{'个工作日' if term.working else '天'}"
        yield Problem(
            "days",
            f"{term.label}应公示{term.words}（{term.source}，可在“设置”里改），{said}，请延长后重新制作；{UNLESS}",
        )


def not_yet(label: str, on: date, today: date) -> Iterator[Problem]:
    """What is registered has happened: a day that is to come is a slip, and what was posted is never undone."""
    if on > today:
        yield Problem("on", f"{label}{show_day(on)}还没有到（今天是{show_day(today)}），请填已经发生的日期")


def posting_problems(posting: Posting, on: date) -> Iterator[Problem]:
    """A day of posting that is not the one on the paper."""
    if on != posting.made_on:
        yield Problem(
            "posted_on",
            f"公示上印的张贴日期是{show_day(posting.made_on)}，登记的是{show_day(on)}，请改正日期或重新制作；{UNLESS}",
        )


def objection_problems(posting: Posting, on: date) -> Iterator[Problem]:
    """An objection to what opens none, or after the last day."""
    if posting.until is None:
        yield Problem("on", f"公告长期张贴，不设异议期，请按来信来访另行处理；{UNLESS}")
    elif on > posting.until:
        yield Problem(
            "on",
            f"公示期已于{show_day(posting.until)}届满（公示写明“在公示期内反映”），{show_day(on)}提出的是逾期异议；{UNLESS}",
        )


def ending_problems(posting: Posting, objections: Iterable[Objection], on: date) -> Iterator[Problem]:
    """Why it cannot be certified yet that nobody objects."""
    if posting.until is None:
        yield Problem("certified_on", "公告长期张贴，没有期满，不用出无异议证明")
    elif on <= posting.until:
        yield Problem(
            "certified_on", f"公示期到{show_day(posting.until)}止，还没有期满，请在期满次日以后再出证明"
        )
    if waiting := [each for each in objections if each.answered_on is None]:
        yield Problem("certified_on", f"还有{len(waiting)}件异议没有答复，请先调查、答复并登记结果")


def archive_problems(
    posting: Posting, objections: Iterable[Objection], papers: Sequence[str]
) -> Iterator[Problem]:
    """What the file of a notice lacks. ``papers``: which photos and scans there are."""
    lacking = []
    if UP not in papers:
        lacking.append(UP)
    if posting.taken_down_on is None:
        lacking.append("撤下登记")
    elif DOWN not in papers:
        lacking.append(DOWN)
    if posting.until is not None and posting.certified_on is None:
        lacking.append("公示无异议证明")
    if waiting := [each for each in objections if each.answered_on is None]:
        lacking.append(f"{len(waiting)}件异议的答复")
    if lacking:
        yield Problem("archived_on", f"还缺{'、'.join(lacking)}，不能归档，请补齐；{UNLESS}")


def difference(head: str, heading: str, was: str, now: str) -> str:
    """张三户公示后人口由4变5: how what hung differs from what would be shown now."""
    name = {"家庭人口数": "人口", "户主姓名": "户主"}.get(heading, heading)
    return f"{head}户公示后{name}由{was or '空白'}变{now or '空白'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What 无异议证明 says of a notice: where it hung, how long, and what became of each objection."""

    posting: Posting
    households: int
    people: int
    objections: tuple[Objection, ...]
    heads: Mapping[int, str]
    on: date
