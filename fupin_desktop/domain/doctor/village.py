"""Rules H 村级 (domain rows 100-102, 105, 110) and what waits for its subject; papers of households: ``papers``."""

from __future__ import annotations

from fupin_desktop.domain.doctor.case import VillageCase
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, W, village_rule, waiting_rule
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.village import VillageYear

_EXPECTED = (
    "households", "people", "collective_income", "primary_schools", "bus", "clinics", "doctors", "toilets",
    "rubbish_points", "culture_rooms",
)  # fmt: skip


def _keys(*names: str) -> tuple[str, ...]:
    return tuple(f"village_year.{name}" for name in names)


@village_rule("H100", W, "出列村指标空或为0", "GZ countryside 1_03_*", *_keys(*_EXPECTED))
def listed_out_without(case: VillageCase, _: Limits) -> Said:
    """A village that was taken off the list of poor villages has each of these; 0, 否 and blank are all wanting."""
    year = case.year
    if year is None or not year.listed_out:
        return None
    wanting = [VillageYear.fields[name].label for name in _EXPECTED if not getattr(year, name)]
    return f"是出列村，{year.year}年度{'、'.join(wanting)}为空或为0，请核实" if wanting else OK


@village_rule("H101", E, "村未通硬化路", "GZ 2_03_001", *_keys("paved"))
def unpaved(case: VillageCase, _: Limits) -> Said:
    """The road to the township is paved."""
    if case.year is None or case.year.paved is None:
        return None
    return OK if case.year.paved else f"{case.year.year}年度到乡镇没有通沥青（水泥）路，请核实"


@village_rule(
    "H101a",
    E,
    "饮水不安全户与危房户超过总户数",
    "GZ 3_03_001",
    *_keys("no_safe_water", "unsafe_houses", "households"),
)
def more_than_all(case: VillageCase, _: Limits) -> Said:
    """未实现饮水安全户数 + 危房户数 are not more than 总户数."""
    year = case.year
    if year is None or year.households is None or year.no_safe_water is None or year.unsafe_houses is None:
        return None
    if year.no_safe_water + year.unsafe_houses <= year.households:
        return OK
    sums = f"未实现饮水安全{year.no_safe_water}户和危房{year.unsafe_houses}户之和"
    return f"{year.year}年度{sums}，超过总户数{year.households}户，请核对"


@village_rule("H102", W, "村土地面积小于各户之和", "GZ 3_03_002", *_keys("land"))
def land_of_all(case: VillageCase, _: Limits) -> Said:
    """A village's land is not less than its households' 耕地."""
    if case.year is None or case.year.land is None:
        return None
    if case.year.land >= case.land:
        return OK
    show = VillageYear.fields["land"].show
    return f"村土地面积{show(case.year.land)}亩，小于各户耕地之和{show(case.land)}亩，请核对"


waiting_rule(
    "H104",
    W,
    "项目资金、验收、公示、受益名单",
    "国开办发〔2018〕11号",
    "项目库（项目、资金、验收和受益名单还没有登记的地方）",
)


@village_rule("H105", E, "公示天数不足", "各类公示天数见“设置”", "printed.until")
def notice_too_short(case: VillageCase, _: Limits) -> Said:
    """From the day of posting to the last day there are as many days as the office's settings ask of this kind.

    That 监督电话 is there, and no ID number, account or illness, is looked to when a notice is written: it is refused else.
    """
    asked = [(each, days) for each in case.notices if each.until and (days := _days(case, each))]
    if not asked:
        return None
    short = [
        f"“{each.heading}”{show_day(each.posted_on)}至{show_day(each.until)}只有{(each.until - each.posted_on).days}天，应为{days}天"
        for each, days in asked
        if each.until and each.posted_on and (each.until - each.posted_on).days < days
    ]
    return f"公示天数不足：{'；'.join(short)}，请重新公示" if short else OK


def _days(case: VillageCase, notice: Printed) -> int:
    """How many days this kind must hang; 0 where nothing is fixed."""
    return case.around.notice_days.get(notice.kind.removeprefix("notice:"), 0)


@village_rule("H105a", E, "公示提前撤下", "各类公示天数见“设置”", "printed.taken_down_on")
def notice_down_too_soon(case: VillageCase, _: Limits) -> Said:
    """A notice hangs until its last day."""
    down = [each for each in case.notices if each.until and each.taken_down_on]
    if not down:
        return None
    early = [
        f"“{each.heading}”应公示到{show_day(each.until)}，{show_day(each.taken_down_on)}就撤下了"
        for each in down
        if each.until and each.taken_down_on and each.taken_down_on < each.until
    ]
    return f"{'；'.join(early)}，请重新公示" if early else OK


@village_rule("H106", I, "责任人本月未走访、年度未走访户", "走访率统计口径", "visit.on")
def not_visited(case: VillageCase, _: Limits) -> Said:
    """Each registered household was visited in the month and in the year; an office that writes no visits down is not asked."""
    if case.unvisited is None:
        return None
    month, year = case.unvisited
    on = case.around.on
    said = [f"{on.month}月还有{month}户没有走访"] if month else []
    if year:
        said.append(f"{on.year}年还有{year}户一次也没有走访")
    return f"{'，'.join(said)}，名单见“走访”的“覆盖”" if said else OK


waiting_rule(
    "H108", W, "驻村天数不足、请假未批", "驻村每月不少于20天的规定", "驻村考勤和请假（还没有登记的地方）"
)


@village_rule(
    "H110", E, "村汇总数小于在册明细", "汇总表核对", *_keys("households", "people", "unsafe_houses")
)
def less_than_parts(case: VillageCase, _: Limits) -> Said:
    """总户数, 总人口数, 危房户数 of the whole village are not less than what is on the register alone."""
    year = case.year
    if year is None:
        return None
    sums = (("总户数", year.households, case.households, "户"), ("总人口数", year.people, case.people, "人"),
            ("危房户数", year.unsafe_houses, case.unsafe, "户"))  # fmt: skip
    known = [each for each in sums if each[1] is not None]
    if not known:
        return None
    wrong = [
        f"{what}{said}{unit}小于在册明细{have}{unit}"
        for what, said, have, unit in known
        if said is not None and said < have
    ]
    return f"{year.year}年度{'、'.join(wrong)}，请核对" if wrong else OK
