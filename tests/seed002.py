"""The whole calendar of one village as seed 002 planned it for 贫困户识别, in one table of acts.

The year is 2014. The same table is done by command line and in the window; see ``as_words`` and tests/ui.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.household import HouseholdYear
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.services.office import Office
from tests.builders import a_household

VILLAGE = "水村"
LAST = date(2014, 8, 31)
HEADS = ("赵大山", "钱二河", "孙三林", "李四海", "周五田", "吴六泉", "郑七石", "王八方")
NUMBER = {head: f"65000000000{place}" for place, head in enumerate(HEADS, 1)}
_PEOPLE = dict(zip(HEADS, (4, 3, 2, 5, 4, 3, 2, 3), strict=True))
_INCOME = dict(zip(HEADS, ("2100", "2650", "3000", "3600", "2900", "3100", "3300", "2800"), strict=True))


def prepare(office: Office) -> None:
    """水村 has exactly 1,000 people and counts as large; eight households with their incomes of 2013, nobody registered."""
    village = next(each for each in office.settings.villages() if each.name == VILLAGE)
    office.settings.save_village(_replace(village, key_village=True, population=1000, groups="1组、2组"))
    other = next(each for each in office.settings.villages() if each.name == "月亮村")
    office.settings.save_village(_replace(other, population=640))
    office.settings.save(_replace(office.settings.facts(), region="山东省临沂市", people=("李经办",)))
    office.settings.save_line(
        PovertyLine(year=2013, region="山东省", kind=LineKind.POVERTY, amount=Decimal("3322.00"), basis="山东省农村扶贫标准")
    )  # fmt: skip
    office.cadres.save(Cadre(name="陈干部", unit="镇农业站"))
    for head in HEADS:
        saved = a_household(office, NUMBER[head], head, people=_PEOPLE[head], status=None)
        with office.store.write("登记2013年收入") as unit:
            unit.household_years.save(
                HouseholdYear(household_id=saved.id or 0, year=2013, income_recorded=Decimal(_INCOME[head]))
            )


def _replace(record: Any, **changes: Any) -> Any:
    import dataclasses

    return dataclasses.replace(record, **changes)


@dataclass(frozen=True)
class Act:
    """One thing that is done on a day: a word of the command line with what is said to it."""

    word: str
    on: date
    who: tuple[str, ...] = ()  # households by their heads
    road: str = "identification"
    step: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)


def _day(month: int, day: int) -> date:
    return date(2014, month, day)


def _prepared(step: str, month: int, day: int, **facts: str) -> Act:
    return Act("step", _day(month, day), road="preparation", step=step, facts=facts)


def _step(
    step: str, month: int, day: int, who: tuple[str, ...], facts: dict[str, str] | None = None, **more: str
) -> Act:
    return Act("step", _day(month, day), who, step=step, facts=facts or {}, more=more)


_SAFE = {"surveyors": "刘调查、马调查", "housing": "是", "schooling": "是", "medical": "是"}
_REGISTERED = ("赵大山", "钱二河", "孙三林", "李四海", "周五田", "王八方")
_FIRST = ("赵大山", "钱二河", "孙三林", "李四海", "周五田")
_ILL = "户主重病，医药费支出大，住院票据附后"

ACTS: tuple[Act, ...] = (
    # 第一阶段：组织培训（5月13日至5月22日）
    Act("calendar", _day(5, 13), more={"act": "offer"}),
    Act("quota", _day(5, 13), more={"act": "allot"}),
    _prepared("scheme", 5, 14, scheme="临涧镇农村扶贫开发精准识别工作实施方案", number="临政发〔2014〕5号"),
    _prepared("team", 5, 16, members="刘调查、马调查、陈调查", leader="刘调查"),
    _prepared("training", 5, 20, people="46", place="镇政府会议室"),
    # 第二阶段：农户申请（5月23日至5月26日）
    _step("applied", 5, 23, ("赵大山",), {"labour": "2", "cause": "因病", "grounds": "家中有长期病人"}),
    _step("applied", 5, 23, ("钱二河",), {"labour": "1", "cause": "缺劳动力"}),
    _step("applied", 5, 24, ("李四海",), {"labour": "2", "cause": "因病", "grounds": "户主重病"}),
    _step("applied", 5, 24, ("孙三林", "郑七石"), {"labour": "1", "cause": "缺技术"}),
    _step("applied", 5, 25, ("周五田", "吴六泉"), {"labour": "2", "cause": "缺资金"}),
    _step("applied", 5, 26, ("王八方",), {"labour": "1", "cause": "因学"}),
    # 第三阶段：入户调查（5月27日至6月2日），形成初选名单
    _step("surveyed", 5, 27, ("赵大山",), _SAFE | {"housing": "否", "findings": "土坯房，一间漏雨"}),
    _step("surveyed", 5, 28, ("钱二河", "孙三林"), _SAFE),
    _step("surveyed", 5, 29, ("李四海",), _SAFE, override=_ILL),
    _step("surveyed", 5, 30, ("周五田",), _SAFE | {"ticked": "小汽车", "verified": "车辆为其弟所有，借名登记，车管所证明附后"}),
    _step("surveyed", 5, 31, ("吴六泉",), _SAFE | {"ticked": "商品房", "verified": "县城有商品房一套，2012年购买，长期居住"},
          result="不通过", reason="县城有住房且收入稳定，不符合条件"),
    _step("surveyed", 6, 2, ("郑七石", "王八方"), _SAFE),
    _step("listed", 6, 2, (*_FIRST, "郑七石", "王八方")),
    # 第四阶段：民主评议（6月3日至6月4日）
    Act("meeting", _day(6, 4), facts={"赵大山": "31/1/0", "钱二河": "30/2/0", "孙三林": "28/3/1", "李四海": "22/8/2",
                                      "周五田": "19/11/2", "郑七石": "12/18/2", "王八方": "25/5/2"},
        more={"due": "40", "present": "32", "chair": "马主任", "recorder": "孙文书", "place": "村委会",
              "minutes": "逐户介绍申请和调查情况，代表发言后投票"}),
    # 第一次公示（6月5日至6月12日），一户有异议
    _step("posted", 6, 5, (*_FIRST, "王八方"), person="孙文书"),
    _step("posted", 6, 9, ("王八方",), result="有异议待查", reason="有村民反映其子已外出务工，收入没有计入"),
    _step("surveyed", 6, 11, ("王八方",), _SAFE | {"findings": "其子4月起务工，已计入，人均3050元", "income": "3050",
                                             "income_year": "2013"}),
    _step("listed", 6, 11, ("王八方",)),
    Act("meeting", _day(6, 12), facts={"王八方": "24/6/2"}, more={"due": "40", "present": "32", "chair": "马主任"}),
    _step("posted", 6, 13, ("王八方",), person="孙文书"),
    # 乡镇审核、第二次公示、县级复审、公告
    _step("reviewed", 6, 16, ("赵大山", "钱二河"), {"sampled": "是", "opinion": "抽查属实，同意"}),
    _step("reviewed", 6, 16, ("孙三林", "李四海", "周五田"), {"sampled": "否", "opinion": "同意"}),
    _step("reviewed", 6, 23, ("王八方",), {"sampled": "是", "opinion": "异议已查清，同意"}),
    _step("posted_again", 6, 24, _REGISTERED, person="刘办事"),
    _step("county", 7, 3, _REGISTERED, {"sampled": "否", "opinion": "同意"}),
    _step("announced", 7, 4, _REGISTERED),
    # 结对帮扶、帮扶计划、扶贫手册
    Act("pair", _day(7, 10), _REGISTERED, more={"name": "陈干部", "unit": "镇农业站"}),
    _step("paired", 7, 10, _REGISTERED),
    Act("plan", _day(7, 20), _REGISTERED, more={"person": "陈干部", "measure": "产业帮扶=养羊10只"}),
    _step("planned", 7, 21, _REGISTERED),
    _step("booklet", 8, 8, _REGISTERED),
)  # fmt: skip


def as_words(act: Act) -> list[str]:
    """An act as it is typed on the command line."""
    day, numbers = act.on.isoformat(), ",".join(NUMBER[head] for head in act.who)
    said = [
        part
        for name, value in act.more.items()
        if name not in ("act", "name")
        for part in (f"--{name}", value)
    ]
    match act.word:
        case "step":
            facts = [part for name, value in act.facts.items() for part in ("--set", f"{name}={value}")]
            subject = VILLAGE if act.road == "preparation" else numbers
            return ["step", act.road, subject, act.step, "--on", day, "--today", day, *facts, *said]
        case "meeting":
            votes = [
                part for head, counts in act.facts.items() for part in ("--vote", f"{NUMBER[head]}={counts}")
            ]
            return ["meeting", "hold", VILLAGE, "--on", day, "--today", day, *said, *votes]
        case "calendar" | "quota":
            return [
                act.word,
                act.more["act"],
                "--year",
                "2014",
                *(["--on", day] if act.word == "calendar" else []),
            ]
        case "pair":
            return ["pair", numbers, act.more["name"], "--since", day, "--unit", act.more["unit"]]
        case "plan":
            return ["plan", numbers, "--year", "2014", "--made", day, *said]
        case _:
            raise ValueError(act.word)
