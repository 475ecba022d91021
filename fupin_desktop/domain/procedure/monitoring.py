"""What the road of 防止返贫监测 asks for: the clue, the visit, the authorisation, the comparison, measures.

Kinds of 监测对象 and the course of the work follow 中农组发〔2021〕7号; what counties add (two visitors, what departments
compare) is a number or can be waived with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fupin_desktop.domain.codes import LIFTED, STILL_POOR, HouseholdType, MonitoringKind, Risk
from fupin_desktop.domain.fields import Code, Field, Kind
from fupin_desktop.domain.household import Monitoring, Standing
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    choice_field,
    choices_field,
    flag_field,
    money_field,
    names,
    text_field,
)
from fupin_desktop.domain.values import show_day

_KINDS = "中农组发〔2021〕7号对三类监测对象的划分"
AUTHORISATION = "承诺授权书"
"""The paper by which a household lets the departments look into its assets."""


class Source(Code):
    """线索来源"""

    SELF = "self", "自主申报", "农户自主申报", "申报"
    CADRE = "cadre", "干部排查", "排查"
    DEPARTMENT = "department", "部门预警", "部门筛查预警", "预警"


_KIND = choice_field("kind", "监测对象类别", MonitoringKind)
_RISKS = choices_field("risks", "致贫返贫风险", Risk)


def months_between(first: date, last: date) -> int:
    """Whole months from a day to a later one."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def lifted(standing: Standing | None) -> bool:
    """Whether the register calls the household 脱贫户, in the words of either time."""
    if standing is None:
        return False
    return standing.status in LIFTED or standing.household_type in (
        HouseholdType.LIFTED, HouseholdType.LIFTED_OFF, HouseholdType.STABLE,
    )  # fmt: skip


def usual_kind(standing: Standing | None) -> MonitoringKind:
    """The kind that a household with a risk is usually found as."""
    return MonitoringKind.UNSTABLE if lifted(standing) else MonitoringKind.MARGINAL


# 线索


def _unmonitored(case: Case) -> Iterator[Hindrance]:
    running = [each for each in case.episodes if each.at_risk(case.step.on)]
    for each in running[:1]:
        kind = each.kind.label if each.kind else "类别未填"
        since = show_day(each.identified_on) if each.identified_on else ""
        yield Hindrance(
            "kind",
            f"这户已是监测对象（{kind}，{since}认定，风险未消除），不能同时有两次监测；"
            "有新风险请在原来的监测里补充，风险消除以后再发现的才另行登记",
        )


UNMONITORED = add(Ask("unmonitored", "没有正在监测", (), _unmonitored, entry=True))


def _clue(case: Case) -> Iterator[Hindrance]:
    if case.facts.get("source") is Source.DEPARTMENT and not case.facts.get("department"):
        yield Hindrance(
            "department", "线索来源是部门预警，请写明是哪个部门（医保、教育、住建、民政、残联、人社等）"
        )
    yield from _kind_fits(case)


def _kind_fits(case: Case) -> Iterator[Hindrance]:
    kind = case.facts.get("kind")
    if kind is MonitoringKind.UNSTABLE and not lifted(case.standing):
        yield Hindrance(
            "kind", f"脱贫不稳定户应是脱贫户，这户不是脱贫户（依据：{_KINDS}），请改为边缘易致贫户或先核对户情状态；{REASON}",
            waivable=True,
        )  # fmt: skip
    if kind is MonitoringKind.MARGINAL and lifted(case.standing):
        yield Hindrance(
            "kind",
            f"边缘易致贫户应是一般农户，这户是脱贫户（依据：{_KINDS}），请改为脱贫不稳定户；{REASON}",
            waivable=True,
        )
    if (
        kind is not None
        and case.standing is not None
        and case.standing.status in STILL_POOR
        and not lifted(case.standing)
    ):
        yield Hindrance(
            "kind",
            f"这户还没有脱贫（{case.standing.status.label}），本来就在帮扶范围内，一般不作为监测对象（依据：{_KINDS}），请核对；{REASON}",
            waivable=True,
        )  # fmt: skip


CLUE = add(
    Ask(
        "clue",
        "线索",
        (
            choice_field("source", "线索来源", Source, required=True),
            text_field("department", "预警部门", longest=60),
            _KIND,
            _RISKS,
            text_field("said", "线索内容", longest=400),
        ),
        _clue,
    )
)


# 入户核实


def visitors(case: Case, number: str, field: str = "visitors") -> Iterator[Hindrance]:
    """Too few people went to see the household. ``number`` is the procedure number with the least."""
    who, least = names(str(case.facts.get(field) or "")), case.number(number)
    if len(who) < least:
        yield Hindrance(
            field,
            f"{case.kind.label}应不少于{least}人（依据：{case.source(number)}），现在是{len(who)}人"
            f"（{'、'.join(who) or '没有填写'}），多人用顿号隔开，请补上；{REASON}",
            waivable=True,
        )


def _visit(case: Case) -> Iterator[Hindrance]:
    yield from visitors(case, "monitoring.verifiers")
    yield from _kind_fits(case)
    known = case.facts.get("kind") or (case.episode.kind if case.episode else None)
    if known is None:
        yield Hindrance(
            "kind", "入户核实后应确定监测对象类别（脱贫不稳定户、边缘易致贫户、突发严重困难户），请选择"
        )
    risks = case.facts.get("risks") or (case.episode.risks if case.episode else ())
    if not risks:
        yield Hindrance("risks", f"还没有填写致贫返贫风险，请至少选一项；{REASON}", waivable=True)


VISIT = add(
    Ask(
        "visit",
        "入户核实",
        (
            text_field("visitors", "核实人", required=True),
            text_field("findings", "入户情况", required=True, longest=400),
            _KIND,
            _RISKS,
            money_field("income", "核实的人均纯收入"),
        ),
        _visit,
    )
)


# 承诺授权书


def _authorisation(case: Case) -> Iterator[Hindrance]:
    signed_by, signed_on = str(case.facts.get("signed_by") or ""), case.facts.get("signed_on")
    members = [each.name for each in case.people]
    if members and signed_by not in members:
        yield Hindrance(
            "signed_by",
            f"签字人“{signed_by}”不是这户的成员（{'、'.join(members)}），请核对；{REASON}",
            waivable=True,
        )
    if signed_on is not None and signed_on > case.step.on:
        yield Hindrance(
            "signed_on", f"签字日期{show_day(signed_on)}晚于登记日期{show_day(case.step.on)}，请改正其中一个"
        )
    if AUTHORISATION not in case.papers and not case.facts.get("on_file"):
        yield Hindrance(
            "on_file", f"还没有附上签了字的《承诺授权书》，请拍照附上，纸质件已存入户档的请勾选“纸质件已存档”；{REASON}",
            waivable=True,
        )  # fmt: skip


AUTHORISED = add(
    Ask(
        "authorisation",
        "承诺授权书",
        (
            text_field("signed_by", "签字人", required=True, longest=60),
            Field(name="signed_on", label="签字日期", kind=Kind.DATE),
            flag_field("on_file", "纸质件已存档"),
        ),
        _authorisation,
    )
)


# 部门信息比对

COMPARED = (
    ("estate", "商品房、门面"), ("car", "车辆"), ("deposit", "大额存款"), ("business", "工商登记"), ("payroll", "财政供养人员"),
)  # fmt: skip
"""What the departments look up (永城、枞阳等县的做法): facts of the step, by name."""


def _comparison(case: Case) -> Iterator[Hindrance]:
    blank = [label for name, label in COMPARED if case.facts.get(name) is None]
    hits = [label for name, label in COMPARED if case.facts.get(name)]
    if blank:
        yield Hindrance(
            COMPARED[0][0],
            f"还没有比对：{'、'.join(blank)}，请逐项填写查到（是）或没有查到（否）；{REASON}",
            waivable=True,
        )
    if hits and not case.facts.get("explained"):
        yield Hindrance(
            "explained",
            f"比对查到{'、'.join(hits)}，结论是“需核实”，不能据此直接排除，请入户核实后填写核实说明",
        )


COMPARISON = add(
    Ask(
        "comparison",
        "部门信息比对",
        (
            *(flag_field(name, label) for name, label in COMPARED),
            text_field("explained", "核实说明", longest=400),
        ),
        _comparison,
    )
)


# 帮扶措施


def _measures(case: Case) -> Iterator[Hindrance]:
    episode = case.episode
    if not case.measures and not case.facts.get("measures") and not (episode and episode.measures):
        yield Hindrance(
            "measures",
            f"这户还没有登记帮扶措施，请先在“计划”里登记{case.passage.year}年的措施，或在这里选已落实的措施种类",
        )


MEASURES = add(
    Ask(
        "measures",
        "帮扶措施",
        (
            choices_field("measures", "已落实的帮扶措施", MeasureKind),
            text_field("measure_words", "措施明细", longest=400),
        ),
        _measures,
    )
)


def open_episode(episodes: Sequence[Monitoring], on: date) -> Monitoring | None:
    """The newest episode whose risk is not removed on a day."""
    running = [each for each in episodes if each.at_risk(on)]
    return max(running, key=lambda each: (each.identified_on or on, each.id or 0), default=None)
