"""The five roads of a township (with what prepares and follows them), as data.

Sources: 国开办发〔2014〕24号 and the township of seed 002 (识别); 中办发〔2016〕16号 (退出、出列); 中农组发〔2021〕7号 and county rules
that follow it (监测、消除); county rules on rural unsafe houses (危改). Days, quorums and tiers are ``numbers``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fupin_desktop.domain.housing import DEFAULT_ORDER, StageKind
from fupin_desktop.domain.procedure.records import RoadKind
from fupin_desktop.domain.procedure.road import OPENED, Road, StepKind, Term

ASSEMBLY_LAW = "村民委员会组织法第二十六条"
_REGISTER = "国开办发〔2014〕24号"
_EXIT = "中办发〔2016〕16号"
_MONITOR = "中农组发〔2021〕7号"
_POVERTY_ENDS = 2020  # 脱贫攻坚 was over with that year
_COMMITTEE, _BOTH = "村民委员会", "村“两委”和驻村工作队"
_ASSEMBLY, _TOWNSHIP, _COUNTY, _HEAD = "村民代表会议", "乡镇人民政府", "县主管部门", "户主"

PREPARATION = Road(
    kind=RoadKind.PREPARATION,
    last_year=_POVERTY_ENDS,
    label="识别准备",
    of_village=True,
    source=_REGISTER,
    steps=(
        StepKind(key="quota", label="规模分解", actor="县、乡镇", asks=("quota",), optional=True),
        StepKind(key="scheme", label="制定实施方案", actor=_TOWNSHIP, asks=("scheme",)),
        StepKind(key="team", label="成立入户调查组", actor=_TOWNSHIP, asks=("team",)),
        StepKind(key="training", label="动员和业务培训", actor=_TOWNSHIP, asks=("training",)),
    ),
)

IDENTIFICATION = Road(
    kind=RoadKind.IDENTIFICATION,
    last_year=_POVERTY_ENDS,
    label="贫困户识别",
    source=_REGISTER,
    steps=(
        StepKind(key="applied", label="农户申请", actor=_HEAD, asks=("application",), forms=("application",),
                 effect="applied"),
        StepKind(key="surveyed", label="入户调查", actor="入户调查组", asks=("survey", "checklist"), forms=("survey", "income"),
                 term=Term("identification.survey")),
        StepKind(key="listed", label="列入初选名单", actor=_BOTH, asks=("quota_left",),
                 term=Term("identification.list"), objection="surveyed"),
        StepKind(key="assembly", label="民主评议", actor=_ASSEMBLY, asks=("votes",), forms=("assembly",),
                 term=Term("identification.assembly"), objection="surveyed", source=ASSEMBLY_LAW),
        StepKind(key="posted", label="第一次公示", actor=_COMMITTEE, notice="identification", objection="surveyed",
                 term=Term("notice.after")),
        StepKind(key="reviewed", label="乡镇审核", actor=_TOWNSHIP, asks=("review",), forms=("review",), objection="surveyed",
                 term=Term("identification.review")),
        StepKind(key="posted_again", label="第二次公示", actor=_TOWNSHIP, notice="township_review", objection="surveyed",
                 term=Term("notice.after")),
        StepKind(key="county", label="县级复审", actor=_COUNTY, asks=("review",), objection="reviewed",
                 term=Term("identification.county")),
        StepKind(key="announced", label="公告", actor=_COUNTY, notice="county_announcement", effect="registered",
                 objection="reviewed", term=Term("notice.after")),
        StepKind(key="paired", label="结对帮扶", actor=_TOWNSHIP, asks=("pairing",), term=Term("identification.pair")),
        StepKind(key="planned", label="制定帮扶计划", actor="帮扶责任人", asks=("plan",), forms=("plan",),
                 term=Term("identification.plan")),
        StepKind(key="booklet", label="填写扶贫手册", actor="村和驻村工作队", forms=("household_file",),
                 term=Term("identification.booklet")),
    ),
)  # fmt: skip

EXIT = Road(
    kind=RoadKind.EXIT,
    last_year=_POVERTY_ENDS,
    label="贫困户退出",
    source=_EXIT,
    steps=(
        StepKind(key="assembly", label="民主评议", actor=_ASSEMBLY, asks=("still_poor", "votes"), forms=("assembly",), source=ASSEMBLY_LAW),
        StepKind(key="verified", label="入户核实", actor=_BOTH, asks=("standard",), forms=("exit_check",),
                 term=Term("exit.verify")),
        StepKind(key="consented", label="农户认可", actor=_HEAD, asks=("consent",), forms=("exit_consent",),
                 papers=("农户认可书",), objection="verified", term=Term("exit.consent")),
        StepKind(key="posted", label="公示", actor=_COMMITTEE, notice="exit", objection="verified", term=Term("notice.after")),
        StepKind(key="posted_again", label="第二次公示", actor=_TOWNSHIP, notice="exit_second", objection="verified",
                 optional=True),
        StepKind(key="announced", label="公告", actor=_COUNTY, notice="exit_announcement", objection="verified",
                 term=Term("notice.after")),
        StepKind(key="struck", label="销号", actor=_TOWNSHIP, effect="lifted", term=Term("exit.strike")),
    ),
)  # fmt: skip

VILLAGE_EXIT = Road(
    kind=RoadKind.VILLAGE_EXIT,
    last_year=_POVERTY_ENDS,
    label="贫困村出列",
    of_village=True,
    source=_EXIT,
    steps=(
        StepKind(key="proposed", label="村申请", actor=_BOTH, asks=("key_village",)),
        StepKind(key="verified", label="指标核查", actor=_TOWNSHIP, asks=("indicators",), forms=("village_check",),
                 term=Term("village_exit.verify")),
        StepKind(key="reviewed", label="乡镇审核", actor=_TOWNSHIP, asks=("review",), objection="verified"),
        StepKind(key="posted", label="公示", actor=_TOWNSHIP, notice="village_exit", objection="verified",
                 term=Term("notice.after")),
        StepKind(key="county", label="县级审定", actor=_COUNTY, asks=("review",), objection="verified"),
        StepKind(key="announced", label="公告出列", actor=_COUNTY, notice="village_exit_announcement", effect="village_out",
                 objection="verified"),
    ),
)  # fmt: skip

MONITORING = Road(
    kind=RoadKind.MONITORING,
    label="防止返贫监测",
    source=_MONITOR,
    whole=Term("monitoring.whole", OPENED),
    until="entered",
    steps=(
        StepKind(key="clue", label="线索登记", actor="农户、干部、部门", asks=("unmonitored", "clue"), effect="found"),
        StepKind(key="verified", label="入户核实", actor="村干部、驻村工作队", asks=("visit", "checklist"),
                 forms=("monitoring_survey",), effect="judged", term=Term("monitoring.verify")),
        StepKind(key="authorised", label="签订承诺授权书", actor=_HEAD, asks=("authorisation",), forms=("authorisation",),
                 term=Term("monitoring.authorise")),
        StepKind(key="compared", label="部门信息比对", actor="县行业部门", asks=("comparison",), objection="verified",
                 term=Term("monitoring.compare")),
        StepKind(key="assembly", label="民主评议", actor=_ASSEMBLY, asks=("votes",), forms=("assembly",), objection="verified",
                 source=ASSEMBLY_LAW),
        StepKind(key="posted", label="公示", actor=_COMMITTEE, notice="monitoring", objection="verified",
                 term=Term("notice.after")),
        StepKind(key="reviewed", label="乡镇审核", actor=_TOWNSHIP, asks=("review",), forms=("review",), objection="verified"),
        StepKind(key="county", label="县级审批", actor=_COUNTY, asks=("review",), objection="verified"),
        StepKind(key="announced", label="公告", actor=_TOWNSHIP, notice="monitoring_announcement", effect="identified",
                 objection="verified", term=Term("notice.after")),
        StepKind(key="entered", label="录入系统", actor=_TOWNSHIP, term=Term("monitoring.enter")),
        StepKind(key="measured", label="落实帮扶措施", actor="帮扶责任人", asks=("measures",), forms=("plan",), effect="measured",
                 term=Term("monitoring.measures", "announced")),
    ),
)  # fmt: skip

REMOVAL = Road(
    kind=RoadKind.REMOVAL,
    label="风险消除",
    source=_MONITOR,
    steps=(
        StepKind(key="verified", label="入户核实", actor="村干部、驻村工作队", asks=("monitored", "safe"), forms=("removal_check",)),
        StepKind(key="assembly", label="民主评议", actor=_ASSEMBLY, asks=("votes",), forms=("assembly",), objection="verified",
                 source=ASSEMBLY_LAW),
        StepKind(key="posted", label="公示", actor=_COMMITTEE, notice="risk_removed", objection="verified",
                 term=Term("notice.after")),
        StepKind(key="reviewed", label="乡镇审核", actor=_TOWNSHIP, asks=("review",), forms=("review",), objection="verified"),
        StepKind(key="county", label="县级确认", actor=_COUNTY, asks=("review",), objection="verified"),
        StepKind(key="announced", label="公告", actor=_TOWNSHIP, notice="risk_removed_announcement", effect="removed",
                 objection="verified", term=Term("notice.after")),
        StepKind(key="lookback", label="回头看", actor="帮扶责任人", asks=("lookback",), effect="looked_back",
                 term=Term("removal.lookback")),
    ),
)  # fmt: skip

RELOCATION = Road(
    kind=RoadKind.RELOCATION,
    label="易地扶贫搬迁",
    source="国家易地扶贫搬迁有关规定，后续帮扶按本办计划",
    steps=(
        StepKind(key="chosen", label="确定搬迁方式", actor="农户、乡镇", asks=("move_way",), effect="move_chosen"),
        StepKind(key="settled", label="落实安置", actor=_TOWNSHIP, asks=("settling",), effect="move_settled"),
        StepKind(key="moved_in", label="入住", actor=_HEAD, asks=("moving_in",), effect="moved_in"),
        StepKind(key="old_house", label="旧房处置", actor=_TOWNSHIP, asks=("old_house",), effect="old_house",
                 term=Term("relocation.old_house")),
        StepKind(key="employed", label="后续就业", actor="帮扶责任人", asks=("employment",), term=Term("relocation.employ", "moved_in")),
        StepKind(key="supported", label="低保和后续帮扶", actor=_TOWNSHIP, asks=("support",),
                 term=Term("relocation.support", "moved_in")),
        StepKind(key="lookback", label="回头看（防返贫、防回流）", actor="帮扶责任人", asks=("moved_lookback",),
                 effect="moved_looked_back", term=Term("relocation.lookback", "moved_in")),
    ),
)  # fmt: skip

_STAGES: Mapping[StageKind, StepKind] = {
    each.key: each  # type: ignore[misc]
    for each in (
        StepKind(key=StageKind.APPLIED, label="农户申请", actor=_HEAD, asks=("house_application",), forms=("housing_file",),
                 effect="house_told"),
        StepKind(key=StageKind.REVIEWED, label="民主评议", actor=_ASSEMBLY, asks=("votes",), forms=("assembly",),
                 source=ASSEMBLY_LAW),
        StepKind(key=StageKind.POSTED, label="公示", actor=_COMMITTEE, notice="housing", objection=StageKind.REVIEWED,
                 term=Term("notice.after")),
        StepKind(key=StageKind.APPRAISED, label="房屋鉴定", actor="住建部门或第三方", asks=("appraisal",), effect="house_appraised"),
        StepKind(key=StageKind.CHECKED, label="乡镇审核", actor=_TOWNSHIP, asks=("house_review",), effect="house_told"),
        StepKind(key=StageKind.APPROVED, label="县级审批", actor="县住建部门"),
        StepKind(key=StageKind.SIGNED, label="签订协议", actor="乡镇与农户", asks=("agreement",), effect="house_told"),
        StepKind(key=StageKind.STARTED, label="开工", actor="施工方"),
        StepKind(key=StageKind.BUILT, label="主体完成", actor="施工方"),
        StepKind(key=StageKind.FINISHED, label="竣工", actor="施工方"),
        StepKind(key=StageKind.ACCEPTED, label="验收", actor="乡镇初验、县验收", asks=("acceptance",), effect="house_told",
                 term=Term("housing.accept")),
        StepKind(key=StageKind.MOVED_IN, label="入住", actor=_HEAD, term=Term("housing.move_in")),
        StepKind(key=StageKind.PAID, label="资金拨付", actor="财政部门", asks=("payment",), effect="house_paid",
                 term=Term("housing.pay", "accepted")),
    )
}  # fmt: skip
AFTER_PAYMENT = (
    StepKind(key="payment_posted", label="发放公示", actor=_TOWNSHIP, notice="housing_payment",
             after=(StageKind.PAID,), term=Term("housing.payment_notice", StageKind.PAID)),
    StepKind(key="archived", label="归档", actor=_TOWNSHIP, asks=("dossier",), forms=("housing_file",),
             term=Term("housing.archive")),
)  # fmt: skip
"""What follows the last stage, in whatever order an office keeps its stages."""


def housing_road(order: Sequence[StageKind] = DEFAULT_ORDER) -> Road:
    """农村危房改造 in the order of stages that an office keeps."""
    return Road(
        kind=RoadKind.HOUSING,
        label="农村危房改造",
        source="农村危房改造工作流程，各县不同，本办可改",
        steps=(*(_STAGES[each] for each in order), *AFTER_PAYMENT),
    )


ROADS: Mapping[RoadKind, Road] = {
    each.kind: each
    for each in (
        PREPARATION, IDENTIFICATION, EXIT, VILLAGE_EXIT, MONITORING, REMOVAL, housing_road(), RELOCATION,
    )
}  # fmt: skip
"""Every road, unsafe houses in the usual order."""
