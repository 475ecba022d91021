"""What the office has decided for itself: names, phones, notice days, lines, orders of stages."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.office import Setting

if TYPE_CHECKING:
    from fupin_desktop.db.repository import Repository
    from fupin_desktop.domain.holidays import DaysOff
    from fupin_desktop.domain.office import PovertyLine
    from fupin_desktop.domain.village import Village

NOTICE_DAYS = {
    "identification": 7, "township_review": 7, "exit": 7, "exit_second": 7, "housing": 7, "housing_payment": 7,
    "monitoring": 5, "risk_removed": 7, "village_exit": 7, "project_before": 10, "project_after": 10,
}  # fmt: skip
"""Defaults in days by kind (识别、退出、危改、风险消除 7；监测 5；项目资金 10), as the offices of the sources do; changeable."""
NOTICE_WORKING = dict.fromkeys(NOTICE_DAYS, False)
"""Whether the days of a kind are working days: nobody of the sources counts so, an office may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What is asked on one page at first start, and may be changed under 设置."""

    unit: str = ""
    county: str = ""
    township: str = ""
    phone: str = ""
    office_phone: str = ""
    hotline: str = "12317"
    address: str = ""
    basis: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    reviewer: str = ""
    leader: str = ""
    region: str = ""
    notice_days: Mapping[str, int] = field(default_factory=lambda: dict(NOTICE_DAYS))
    notice_working: Mapping[str, bool] = field(default_factory=lambda: dict(NOTICE_WORKING))
    holidays: tuple[Mapping[str, str], ...] = ()
    stage_order: tuple[str, ...] = ()
    terms: tuple[Mapping[str, str], ...] = ()
    checklist: tuple[str, ...] = ()  # 四不列、红线; empty: the usual ones (domain.procedure.identification)
    report_day: int = 25
    demo: bool = False

    @property
    def days_off(self) -> DaysOff:
        """Days off and days to work that the office typed in (see ``domain.holidays``)."""
        from fupin_desktop.domain.holidays import typed_in

        return typed_in(self.holidays)

    def missing(self) -> list[Problem]:
        """What a notice or report cannot do without."""
        wanted = {"unit": "单位全称", "phone": "监督电话"}
        return [
            Problem(name, f"还没有填写{label}，请在“设置”里填写后再生成")
            for name, label in wanted.items()
            if not getattr(self, name)
        ]


LABELS = {
    "unit": "单位全称", "county": "县", "township": "乡镇", "phone": "监督电话", "office_phone": "办公电话",
    "hotline": "监督举报热线", "address": "通讯地址", "basis": "依据文号", "people": "经办人", "reviewer": "审核人",
    "leader": "负责人", "region": "标准线适用地区", "notice_days": "公示天数",
    "checklist": "需核实的情形",
    "notice_working": "公示按工作日", "holidays": "放假安排", "stage_order": "危改阶段顺序", "terms": "名称变化",
    "report_day": "月报日",
}  # fmt: skip


class OfficeSettings:
    """Reads and keeps the office's decisions. Every change is an act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def facts(self) -> OfficeFacts:
        """The office's facts, defaults where nothing was decided."""
        with self._store.read() as unit:
            kept = {each.key: json.loads(each.value) for each in unit.settings.all()}
        return _facts(kept)

    def save(self, facts: OfficeFacts) -> OfficeFacts:
        """Keep the facts. Raises Refused when one is impossible."""
        if wrong := list(_wrong(facts)):
            raise Refused(wrong)
        with self._store.write("修改单位设置") as unit:
            _keep(unit, facts)
        return facts

    def begin(self, facts: OfficeFacts, villages: Sequence[Village] = ()) -> None:
        """Keep the first facts of an office with its villages and the default lines, as one act."""
        from fupin_desktop.domain.lines import DEFAULT_LINES

        with self._store.write("新建办公室") as unit:
            _keep(unit, facts)
            for place, village in enumerate(villages):
                unit.villages.save(dataclasses.replace(village, place=place))
            for line in DEFAULT_LINES:
                unit.poverty_lines.save(line)

    def lines(self) -> list[PovertyLine]:
        """All lines of poverty and monitoring the office keeps."""
        with self._store.read() as unit:
            return unit.poverty_lines.all(order=("year", "region"))

    def line(self, year: int, kind: LineKind = LineKind.POVERTY) -> Decimal | None:
        """The line of an income year in yuan: the office's region before 国家; None when none is kept."""
        from fupin_desktop.domain.lines import pick

        found = pick(self.lines(), year, self.facts().region, kind)
        return found.amount if found else None

    def save_line(self, line: PovertyLine) -> PovertyLine:
        """Keep a line of a year and region. Raises Refused when a field is wrong."""
        if wrong := list(problems(type(line), as_values(line))):
            raise Refused(wrong)
        with self._store.write(f"修改标准线：{line.year}年{line.region}") as unit:
            return unit.poverty_lines.save(line)

    def remove_line(self, line: PovertyLine) -> None:
        with self._store.write(f"删除标准线：{line.year}年{line.region}") as unit:
            unit.poverty_lines.remove(line)

    def villages(self) -> list[Village]:
        """The villages in the office's order."""
        with self._store.read() as unit:
            return unit.villages.all(order=("place", "id"))

    def order_villages(self, ids: Sequence[int]) -> None:
        """Put the villages in this order, as one act."""
        with self._store.write("调整行政村顺序") as unit:
            kept = {each.id: each for each in unit.villages.all()}
            for place, id in enumerate(ids):
                unit.villages.save(dataclasses.replace(kept[id], place=place))

    def save_village(self, village: Village) -> Village:
        """Keep a village; its households and procedures follow a change of name. Raises Refused for a name already there."""
        if wrong := list(problems(type(village), as_values(village))):
            raise Refused(wrong)
        with self._store.write(f"{'新增' if village.id is None else '修改'}行政村：{village.name}") as unit:
            if any(each.name == village.name and each.id != village.id for each in unit.villages.all()):
                raise Refused([Problem("name", f"已有名为“{village.name}”的行政村，请换一个名字")])
            if village.id is not None and (old := unit.villages.get(village.id)).name != village.name:
                _rename(unit, old.name, village.name)
            return unit.villages.save(village)

    def remove_village(self, village: Village) -> None:
        """Take a village off the list. Raises Refused while households belong to it."""
        with self._store.write(f"删除行政村：{village.name}") as unit:
            if belong := unit.households.count(village=village.name):
                raise Refused(
                    [Problem("name", f"{village.name}还有{belong}户，不能删除；请先把这些农户改到别的村")]
                )
            unit.villages.remove(village)


def _rename(unit: Unit, old: str, new: str) -> None:
    """What belongs to a village goes with its name: its households, what it has done, what hangs there."""
    tables: tuple[Repository[Any], ...] = (
        unit.households, unit.passages, unit.meetings, unit.quotas, unit.postings,
    )  # fmt: skip
    for table in tables:
        for each in table.all(village=old):
            table.save(dataclasses.replace(each, village=new))


def _keep(unit: Unit, facts: OfficeFacts) -> None:
    kept = {each.key: each for each in unit.settings.all()}
    for name, value in dataclasses.asdict(facts).items():
        said = json.dumps(value, ensure_ascii=False, sort_keys=True)
        unit.settings.save(dataclasses.replace(kept.get(name, Setting(key=name)), value=said))


def _facts(kept: Mapping[str, Any]) -> OfficeFacts:
    known = {each.name for each in dataclasses.fields(OfficeFacts)}
    said = {name: value for name, value in kept.items() if name in known}
    for name in ("people", "stage_order", "terms", "holidays", "checklist"):
        said[name] = tuple(said.get(name, ()))
    said["notice_days"] = {**NOTICE_DAYS, **said.get("notice_days", {})}
    said["notice_working"] = {**NOTICE_WORKING, **said.get("notice_working", {})}
    return OfficeFacts(**said)


def _wrong(facts: OfficeFacts) -> list[Problem]:
    found = []
    for kind, days in facts.notice_days.items():
        if not 1 <= days <= 365:
            found.append(Problem("notice_days", f"公示天数（{kind}）应在1到365之间，现在是{days}"))
    if not 1 <= facts.report_day <= 31:
        found.append(
            Problem("report_day", f"月报日应在1到31之间（每月几日报出月报），现在是{facts.report_day}")
        )
    found += [
        Problem("holidays", f"放假安排{each['since']}至{each['until']}的截止日期早于开始日期，请改正")
        for each in facts.holidays
        if each["until"] < each["since"]
    ]
    return found
