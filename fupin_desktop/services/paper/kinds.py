"""Every kind of paper the office prints for itself and its households: what it is called, whom it is of, where it is made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fupin_desktop.domain.errors import Trouble


class Scope(Enum):
    """Whom one paper is of."""

    HOUSEHOLD = "household"
    VILLAGE = "village"
    OFFICE = "office"


class Group(Enum):
    """Where a kind stands in the list of 文书."""

    NOTICE = "公示公告"
    HOUSEHOLD = "农户文书"
    FILE = "档案"
    MEETING = "会议与名册"
    REPORT = "报告"
    POSTER = "挂图"


FORMATS = ("pdf", "docx", "xlsx", "txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind. ``module`` below ``services.paper.forms`` has ``make(asked, source)``, which gives its papers.

    A ``bound`` kind is a file of its own for each household, printed page by page (只补打变动页).
    """

    key: str
    label: str
    group: Group
    scope: Scope
    module: str
    bound: bool = False
    formats: tuple[str, ...] = FORMATS


_FORMS = (
    PaperKind(
        key="plan", label="一户一策帮扶计划表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="plan"
    ),
    PaperKind(key="card", label="扶贫明白卡", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="card"),
    PaperKind(
        key="application", label="贫困户申请书", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="application"
    ),
    PaperKind(key="survey", label="入户调查表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="survey"),
    PaperKind(
        key="review", label="乡镇审核意见表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="review"
    ),
    PaperKind(
        key="exit_check", label="退出核查表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="exit_check"
    ),
    PaperKind(
        key="exit_consent", label="农户认可书", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="exit_consent"
    ),
    PaperKind(
        key="income", label="家庭收入核算表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="income"
    ),
    PaperKind(
        key="authorisation", label="防返贫监测承诺授权书", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="monitoring"
    ),
    PaperKind(
        key="monitoring_survey", label="防止返贫动态监测排查表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD,
        module="monitoring",
    ),
    PaperKind(
        key="removal_check", label="风险消除核查表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="monitoring"
    ),
    PaperKind(key="visits", label="走访记录表", group=Group.HOUSEHOLD, scope=Scope.HOUSEHOLD, module="visits"),
    PaperKind(
        key="housing_file", label="农村危房改造档案", group=Group.FILE, scope=Scope.HOUSEHOLD, module="housing_file",
        bound=True,
    ),
    PaperKind(
        key="household_file", label="一户一档", group=Group.FILE, scope=Scope.HOUSEHOLD, module="household_file",
        bound=True,
    ),
    PaperKind(key="photos", label="照片页", group=Group.FILE, scope=Scope.HOUSEHOLD, module="photos"),
    PaperKind(
        key="assembly", label="民主评议会议材料", group=Group.MEETING, scope=Scope.VILLAGE, module="assembly"
    ),
    PaperKind(
        key="quota", label="识别规模分解表", group=Group.MEETING, scope=Scope.OFFICE, module="quota"
    ),
    PaperKind(
        key="work_calendar", label="工作日程表", group=Group.MEETING, scope=Scope.OFFICE, module="work_calendar"
    ),
    PaperKind(
        key="applications", label="申请登记簿", group=Group.MEETING, scope=Scope.VILLAGE, module="applications"
    ),
    PaperKind(
        key="village_check", label="村出列指标核查表", group=Group.MEETING, scope=Scope.VILLAGE, module="village_check"
    ),
    PaperKind(
        key="no_objection", label="公示无异议证明", group=Group.MEETING, scope=Scope.VILLAGE, module="no_objection"
    ),
    PaperKind(
        key="handover", label="责任人移交清单", group=Group.MEETING, scope=Scope.OFFICE, module="handover"
    ),
    PaperKind(key="due", label="催办单", group=Group.MEETING, scope=Scope.VILLAGE, module="due"),
    PaperKind(key="change", label="家庭变动登记表", group=Group.MEETING, scope=Scope.VILLAGE, module="change"),
    PaperKind(key="roster", label="花名册（签领表）", group=Group.MEETING, scope=Scope.VILLAGE, module="roster"),
)  # fmt: skip

FORMS = {each.key: each for each in _FORMS}


def form_kind(key: str) -> PaperKind:
    """The kind of a key. Raises Trouble for one that is not known."""
    if key in FORMS:
        return FORMS[key]
    known = "、".join(f"{each.key}（{each.label}）" for each in _FORMS)
    raise Trouble(f"没有名为“{key}”的文书，可以生成的有：{known}")
