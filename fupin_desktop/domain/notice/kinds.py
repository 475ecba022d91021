"""The kinds of public notices: what each says and may show, how long it hangs, who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Field, Privacy, Record
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring
from fupin_desktop.domain.housing import Renovation, Stage, Subsidy
from fupin_desktop.domain.village import Village


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a notice: a field whose privacy lets it be shown, under the heading that is printed.

    ``web``: whether it may also stand on a website, where nobody sees for himself who a villager is.
    """

    field: Field
    heading: str
    web: bool = True

    def __post_init__(self) -> None:
        if self.field.privacy is Privacy.HIDDEN:
            raise ValueError(f"{self.field.label} must not appear in a public notice")


def _column(kind: type[Record], name: str, heading: str = "", *, web: bool = True) -> Column:
    field = kind.fields[name]
    return Column(field, heading or field.label, web)


_TOWNSHIP = _column(Village, "township")
_VILLAGE = _column(Household, "village")
_GROUP = _column(Household, "group", web=False)
_HEAD = _column(Household, "head")
_PEOPLE = _column(HouseholdYear, "people_listed", "家庭人口数")
_MONITORED = _column(Monitoring, "kind", web=False)
_APPLICANT = _column(Renovation, "applicant", web=False)
_GRADE = _column(Renovation, "grade", "房屋等级")
_WAY = _column(Renovation, "way")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """One kind of notice. ``{village}``, ``{year}``, ``{poor}`` … in the words are filled in (``Notice.say``).

    ``days`` None: a 公告 or 承诺, which hangs for good and opens no time for objections. ``web`` False: for the
    village alone. ``lists`` False: no household is named. ``draft``: a higher office issues it, this is 代拟稿.
    ``needs``: the facts of the office without which it cannot be signed, besides those that all need.
    """

    key: str
    label: str
    title: str
    basis: str
    later_basis: str = ""
    procedure: str = ""
    decision: str = ""
    columns: tuple[Column, ...] = ()
    days: int | None = None
    signers: tuple[str, ...]
    qualifies: str = ""
    web: bool = True
    lists: bool = True
    draft: bool = False
    seal: bool = True
    landscape: bool = False
    needs: tuple[str, ...] = ()

    def basis_on(self, day: date) -> str:
        """The usual basis on a day: since 2021 it is 监测对象 that are identified."""
        return self.later_basis if self.later_basis and day.year > 2020 else self.basis

    @property
    def abreast(self) -> int:
        """Blocks of a long list that may stand side by side: short rows only."""
        return 2 if len(self.columns) < 5 else 1

    def columns_for(self, web: bool) -> tuple[Column, ...]:
        """What may be shown, on the board or on a website."""
        return tuple(each for each in self.columns if each.web or not web)


_TEAM = "{village}驻村工作队"
_BY_VILLAGE = ("{committee}", _TEAM)
_BY_TOWNSHIP = ("{government}",)
_BY_COUNTY = ("{county_office}",)
_REGISTER = "国家扶贫开发建档立卡工作有关规定"
_EXIT = "国家贫困户退出工作有关规定"
_VILLAGE_EXIT = "国家贫困村退出工作有关规定"
_MONITOR = "健全防止返贫动态监测和帮扶机制有关规定"
_FUNDS = "{fund}项目公告公示有关规定"

# Procedures, who signs and for how many days: 中办发〔2016〕16号 (exit), 国开办发〔2014〕24号 (register), 国开办发〔2018〕11号
# (projects, 10 days), 中农组发〔2021〕7号 (monitoring). Days differ by county and can be changed under 设置.
_KINDS = (
    NoticeKind(
        key="identification",
        label="识别初选名单公示",
        title="{village}{year}年{poor}初选名单公示",
        basis=_REGISTER,
        later_basis=_MONITOR,
        procedure="农户申请、入户调查、村民代表会议民主评议",
        decision="初步选定以下{count}为{year}年{poor}",
        columns=(_GROUP, _HEAD, _PEOPLE),
        days=7,
        signers=_BY_VILLAGE,
        qualifies="本年度提出申请、尚未纳入的农户",
    ),
    NoticeKind(
        key="township_review",
        label="乡镇审核公示",
        title="{government}关于{year}年{poor}审核名单的公示",
        basis=_REGISTER,
        later_basis=_MONITOR,
        procedure="农户申请、入户调查、民主评议、村级公示和乡镇审核",
        decision="拟确定{village}以下{count}为{year}年{poor}",
        columns=(_VILLAGE, _GROUP, _HEAD, _PEOPLE),
        days=7,
        signers=_BY_TOWNSHIP,
        qualifies="本年度提出申请、尚未纳入的农户",
        needs=("township",),
    ),
    NoticeKind(
        key="county_announcement",
        label="县级公告",
        title="{county}{year}年{identified}公告",
        basis=_REGISTER,
        later_basis=_MONITOR,
        procedure="农户申请、入户调查、民主评议、村级公示、乡镇审核公示和县级复审",
        decision="确定{village}以下{count}为{year}年{identified}",
        columns=(_TOWNSHIP, _VILLAGE, _GROUP, _HEAD, _PEOPLE),
        signers=_BY_COUNTY,
        qualifies="本年度新纳入的户和提出申请的农户",
        draft=True,
        needs=("township", "county"),
    ),
    NoticeKind(
        key="exit",
        label="拟退出公示",
        title="{village}{year}年{poor}拟退出公示",
        basis=_EXIT,
        procedure="村民主评议、村“两委”和驻村工作队核实、拟退出户认可",
        decision="以下{count}符合退出标准，拟于{year}年退出",
        columns=(_GROUP, _HEAD, _PEOPLE),
        days=7,
        signers=_BY_VILLAGE,
        qualifies="未脱贫、收入超过标准线且“两不愁三保障”没有未达标项目的户",
    ),
    NoticeKind(
        key="exit_second",
        label="退出第二次公示",
        title="{government}关于{year}年{poor}退出名单的第二次公示",
        basis=_EXIT,
        procedure="村民主评议、入户核实、拟退出户认可、第一次公示和乡镇核实",
        decision="{village}以下{count}符合退出标准，拟于{year}年退出",
        columns=(_VILLAGE, _GROUP, _HEAD, _PEOPLE),
        days=7,
        signers=_BY_TOWNSHIP,
        qualifies="未脱贫、收入超过标准线且“两不愁三保障”没有未达标项目的户",
        needs=("township",),
    ),
    NoticeKind(
        key="exit_announcement",
        label="退出公告",
        title="{county}{year}年{poor}退出公告",
        basis=_EXIT,
        procedure="村民主评议、入户核实、拟退出户认可、两次公示和县级审定",
        decision="确定{village}以下{count}为{year}年{lifted}",
        columns=(_TOWNSHIP, _VILLAGE, _GROUP, _HEAD, _PEOPLE),
        signers=_BY_COUNTY,
        qualifies="本年度已标注脱贫的户和符合退出标准的户",
        draft=True,
        needs=("township", "county"),
    ),
    NoticeKind(
        key="village_exit",
        label="村出列公示",
        title="{village}{year}年贫困村出列公示",
        basis=_VILLAGE_EXIT,
        procedure="村申请、指标核查和乡镇审核",
        decision="{village}达到贫困村退出标准，拟于{year}年出列",
        days=7,
        signers=_BY_TOWNSHIP,
        qualifies="本年度已登记出列指标核查的村",
        lists=False,
        needs=("township",),
    ),
    NoticeKind(
        key="village_exit_announcement",
        label="村出列公告",
        title="{village}{year}年贫困村出列公告",
        basis=_VILLAGE_EXIT,
        procedure="村申请、指标核查、乡镇审核和公示、县级审定",
        decision="{village}达到贫困村退出标准，{year}年出列",
        signers=_BY_COUNTY,
        qualifies="本年度已登记出列指标核查的村",
        lists=False,
        draft=True,
        needs=("township", "county"),
    ),
    NoticeKind(
        key="housing",
        label="危房改造补助对象公示",
        title="{village}{year}年农村危房改造补助对象公示",
        basis="{year}年农村危房改造工作有关规定",
        procedure="{procedure}",
        decision="拟将以下{count}列为{year}年农村危房改造补助对象",
        columns=(
            _GROUP, _HEAD, _PEOPLE, _APPLICANT, _GRADE, _WAY,
            _column(Renovation, "planned_subsidy", "拟补助金额（元）"),
        ),
        days=7,
        signers=("{committee}",),
        qualifies="本年度已评议、尚未公示的危房改造户",
    ),
    NoticeKind(
        key="housing_payment",
        label="危改竣工与补助发放公示",
        title="{village}{year}年农村危房改造竣工和补助资金发放公示",
        basis="{year}年农村危房改造工作有关规定",
        decision="以下{count}的危房改造已经{procedure}，补助资金已经发放",
        columns=(
            _GROUP, _HEAD, _PEOPLE, _APPLICANT, _GRADE, _WAY,
            _column(Stage, "on", "竣工日期"),
            _column(Subsidy, "amount", "补助金额（元）"),
            _column(Subsidy, "paid_on", "发放日期"),
        ),
        days=7,
        signers=_BY_TOWNSHIP,
        qualifies="本年度已拨付补助资金的危房改造户",
        landscape=True,
        needs=("township",),
    ),
    NoticeKind(
        key="monitoring",
        label="监测对象公示",
        title="{village}{year}年拟纳入防止返贫监测对象名单公示",
        basis=_MONITOR,
        procedure="入户核实、信息比对、村民代表会议民主评议",
        decision="拟将以下{count}纳入防止返贫监测对象",
        columns=(_GROUP, _HEAD, _PEOPLE, _MONITORED),
        days=5,
        signers=_BY_VILLAGE,
        qualifies="已发现、尚未认定的监测线索",
        web=False,
    ),
    NoticeKind(
        key="monitoring_announcement",
        label="监测对象公告",
        title="{government}关于{village}{year}年防止返贫监测对象名单的公告",
        basis=_MONITOR,
        procedure="入户核实、信息比对、村级民主评议和公示、乡镇审核、县级审定",
        decision="将{village}以下{count}纳入防止返贫监测对象",
        columns=(_GROUP, _HEAD, _PEOPLE, _MONITORED),
        signers=_BY_TOWNSHIP,
        qualifies="本年度认定的监测对象",
        web=False,
        needs=("township",),
    ),
    NoticeKind(
        key="risk_removed",
        label="风险消除公示",
        title="{village}{year}年监测对象拟消除风险名单公示",
        basis=_MONITOR,
        procedure="入户核实、村民代表会议民主评议",
        decision="以下{count}返贫致贫风险已经稳定消除，拟标注为风险消除",
        columns=(_GROUP, _HEAD, _PEOPLE, _MONITORED),
        days=7,
        signers=_BY_VILLAGE,
        qualifies="认定满六个月、风险尚未消除的监测对象",
        web=False,
    ),
    NoticeKind(
        key="risk_removed_announcement",
        label="风险消除公告",
        title="{government}关于{village}{year}年监测对象风险消除的公告",
        basis=_MONITOR,
        procedure="入户核实、村级民主评议和公示、乡镇审核、县级确认",
        decision="{village}以下{count}返贫致贫风险已经稳定消除，标注为风险消除",
        columns=(_GROUP, _HEAD, _PEOPLE, _MONITORED),
        signers=_BY_TOWNSHIP,
        qualifies="本年度已消除风险的监测对象",
        web=False,
        needs=("township",),
    ),
    NoticeKind(
        key="commitment",
        label="工作队承诺公示",
        title="{village}驻村工作队公开承诺",
        basis="驻村帮扶工作有关规定",
        signers=(_TEAM,),
        lists=False,
        seal=False,
    ),
    NoticeKind(
        key="project_before",
        label="项目资金事前公示",
        title="{village}{year}年{fund}项目安排公示",
        basis=_FUNDS,
        days=10,
        signers=_BY_TOWNSHIP,
        lists=False,
        needs=("township",),
    ),
    NoticeKind(
        key="project_after",
        label="项目资金事后公示",
        title="{village}{year}年{fund}项目完成情况公示",
        basis=_FUNDS,
        days=10,
        signers=_BY_TOWNSHIP,
        lists=False,
        needs=("township",),
    ),
)  # fmt: skip

KINDS = {kind.key: kind for kind in _KINDS}


def notice_kind(key: str) -> NoticeKind:
    """The kind of a key. Raises Trouble for one that is not known (yet)."""
    if key in KINDS:
        return KINDS[key]
    known = "、".join(f"{kind.key}（{kind.label}）" for kind in KINDS.values())
    raise Trouble(f"没有名为“{key}”的公示，可以生成的有：{known}")


def committee(village: str) -> str:
    """Who signs for a village: 月亮村村民委员会, 东湖社区居民委员会."""
    if village.endswith(("委员会", "委会")):
        return village
    return f"{village}{'居民委员会' if village.endswith('社区') else '村民委员会'}"


def government(township: str) -> str:
    """Who signs for a township: 星星镇人民政府, 东湖街道办事处."""
    if township.endswith("街道"):
        return f"{township}办事处"
    return f"{township}人民政府" if township.endswith(("镇", "乡", "苏木")) else township
