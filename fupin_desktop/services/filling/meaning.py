"""What the headings of forms from above mean: a figure of a village, a fact of it, a field of a person's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fupin_desktop.domain.filling import FIGURE, RowKind, Slot
from fupin_desktop.domain.traces import FIGURES, Expression, Name
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.filling import BlankColumn, BlankForm
from fupin_desktop.exchange.headings import normal, unit

_BASES: Mapping[str, str] = {
    "贫困户": "all", "贫困": "all", "建档立卡": "all", "建档立卡贫困户": "all", "在册": "all", "建档立卡贫困": "all",
    "未脱贫": "poor", "未脱贫户": "poor", "脱贫户": "lifted", "已脱贫": "lifted", "已脱贫户": "lifted", "稳定脱贫": "stable",
    "稳定脱贫户": "stable", "返贫": "returned", "返贫户": "returned", "监测对象": "at_risk", "未消除风险监测对象": "at_risk",
    "累计监测对象": "monitored", "低保": "allowance", "低保户": "allowance", "享受低保": "allowance", "低保对象": "allowance",
    "预计本年脱贫": "targeted", "本年计划脱贫": "targeted", "计划脱贫": "targeted", "本年脱贫": "turned_lifted",
    "有劳动能力/低保对象": "form_able_allowance", "有劳动能力/低收入困难家庭": "form_able_low",
    "无劳动能力/低保对象": "form_unable_allowance", "无劳动能力/低收入困难家庭": "form_unable_low",
}  # fmt: skip
"""Figures that come as 户 and 人: what is left of a heading without 户数, 人数, (户), (人)."""
_SINGLE: Mapping[str, str] = {
    "危房户": "unsafe_houses", "危房": "unsafe_houses", "危房改造任务": "unsafe_houses", "完成危房改造": "houses_finished",
    "危房改造竣工": "houses_finished", "危房改造开工": "houses_started", "危房改造入住": "houses_moved_in",
    "贫困户去世失踪等情况": "form_died", "自然减少": "left", "自然增加": "came",
    "农业生产/种植": "form_crops", "种植": "form_crops", "农业生产/养殖": "form_livestock", "养殖": "form_livestock",
    "劳动力转移/务工": "working", "务工": "working", "外出务工": "working", "县外务工": "working_far",
    "劳动力转移/创业": "form_founding", "创业": "form_founding", "公益性岗位": "posts", "公益岗位": "posts",
    "保障/参加农村合作医疗": "insured", "参加农村合作医疗": "insured", "参加基本医疗保险": "insured", "参加新农合": "insured",
    "保障/参加农村养老保险": "pension", "参加农村养老保险": "pension", "参加养老保险": "pension",
    "参加大病保险": "illness_insured", "特困供养": "destitute", "在校生": "pupils", "学生": "pupils",
    "助学/义务教育阶段": "form_pupils[compulsory]", "助学/高中职高技校中专等": "form_pupils[senior]",
    "助学/大专本科以上": "form_pupils[college]", "产业发展带动农户": "measures.households_by_kind[industry]",
    "规划投入资金": "funds", "已投入帮扶资金": "form_used", "已投入资金": "form_used",
    "用于帮扶到户资金": "form_used", "到户资金": "form_used",
    "财政专项": "form_used_by[budget]", "信贷资金": "form_used_by[credit]", "信贷": "form_used_by[credit]",
    "单位自筹": "form_used_by[own]", "社会募捐": "form_used_by[donated]", "社会引资": "form_used_by[invested]",
    "帮扶责任人": "cadres", "未落实帮扶责任人": "unpaired", "制定帮扶计划": "plans.households",
    "未参加基本医疗保险": "uninsured", "户籍人口": "population", "总人口": "population",
}  # fmt: skip
"""Figures of one unit, by the whole heading or its last level. 到户 counts all money of measures: they all are of households."""
_PLACES: Mapping[str, str] = {
    "区县": "village.county", "县": "village.county", "县市区": "village.county", "县区": "village.county", "旗区": "village.county",
    "镇名称": "village.township", "乡镇": "village.township", "乡镇名称": "village.township", "镇": "village.township",
    "村名称": "village.name", "村": "village.name", "行政村": "village.name", "村名": "village.name", "贫困村": "village.name",
    "帮扶单位": "village.helpers", "村委会电话": "village.phone", "序号": "row.number",
    "上年村级集体经济收入": "village_year.collective_income~ago", "村级集体经济收入": "village_year.collective_income",
}  # fmt: skip
_OF_ROW: Mapping[str, str] = {
    "序号": "row.number", "户主": "household.head", "户主身份证号": "head.id_number", "户主证件号码": "head.id_number",
    "是否户主": "person.is_head", "是否劳动力": "person_year.able", "是否脱贫": "standing.lifted",
    "家庭人口": "household.people", "人口": "household.people", "人数": "household.people", "劳动力人口": "household.able",
    "搬迁人员姓名": "person.name", "搬迁人员身份证号": "person.id_number", "区县": "village.county", "乡镇": "village.township",
    "联系方式": "person.any_phone", "联系电话": "person.any_phone", "脱贫时间": "household.lifted_year",
    "迁出地": "relocation.moved_from", "迁入地": "relocation.moved_to", "安置方式": "relocation.settling",
    "安置点名称": "relocation.site", "房屋面积": "relocation.house_area", "是否实际入住": "relocation.living",
    "目前具体地址": "relocation.address", "是否拆旧复垦": "relocation.demolished",
}  # fmt: skip
_MARKS: Mapping[str, str] = {
    "name": "person.name", "idCard": "person.id_number", "hostId": "head.id_number", "host": "household.head",
    "relationship": "person.relation", "phone": "person.any_phone", "education": "person_year.education",
    "stateOfHealth": "person_year.health", "laborSkills": "person_year.skill", "causePoverty": "household.cause",
    "averageIncome": "household_year.income_recorded", "village": "household.village", "group": "household.group",
}  # fmt: skip
"""Marks that templates of cities use; the heading above a mark goes before."""
LABELS: Mapping[str, str] = {
    "填报单位": "office.unit", "填表单位": "office.unit", "报送单位": "office.unit", "单位": "office.unit", "填报人": "office.by",
    "填表人": "office.by", "制表人": "office.by", "经办人": "office.by", "审核人": "office.reviewer", "负责人": "office.leader",
    "单位负责人": "office.leader", "联系电话": "office.phone", "填报日期": "office.day", "填表日期": "office.day",
    "上报日期": "office.day", "填报时间": "office.day", "报告期": "office.period", "乡镇": "office.township",
}  # fmt: skip
"""Words before a colon above or below a table."""

_WORDS = {
    "village.county": "县", "village.township": "乡镇", "village.name": "行政村", "village.helpers": "帮扶单位（结对最多的）",
    "village.phone": "村委会电话", "row.number": "序号", "village_year.collective_income~ago": "上年村级集体经济收入",
    "village_year.collective_income": "村级集体经济收入", "head.id_number": "户主证件号码", "person.is_head": "是否户主",
    "person_year.able": "是否有劳动能力", "standing.lifted": "是否脱贫", "household.people": "在册人口", "household.able": "有劳动能力人数",
    "person.any_phone": "联系电话（本人，没有则户）", "relocation.moved_from": "迁出地", "relocation.moved_to": "迁入地",
    "relocation.settling": "安置方式", "relocation.site": "安置点名称", "relocation.house_area": "安置房面积",
    "relocation.living": "是否实际入住", "relocation.address": "目前具体地址", "relocation.demolished": "是否拆旧复垦",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading may mean: a key, how sure (1: certain), and why."""

    key: str
    score: float
    reason: str


def label_of(key: str) -> str:
    """A key in words."""
    if key.startswith(FIGURE):
        from fupin_desktop.domain.traces import read

        return f"统计数：{read(key).label}"
    if key in _WORDS:
        return _WORDS[key]
    return layouts.fields()[key].label if key in layouts.fields() else key


def kind_of(form: BlankForm) -> RowKind:
    """What the rows of a form are about."""
    here = {_plain(each.parts[-1]) for each in form.columns}
    person = any("姓名" in text and not text.startswith("户主") for text in here)
    if person and (any("证" in text for text in here) or any("关系" in text for text in here)):
        return RowKind.PERSON
    if any(text in ("户主姓名", "户主", "户编号") for text in here):
        return RowKind.HOUSEHOLD
    return RowKind.VILLAGE


def choices(kind: RowKind) -> dict[str, str]:
    """Key → words of everything that a column can be filled with."""
    if kind is RowKind.VILLAGE:
        found = {key: label_of(key) for key in dict.fromkeys(_PLACES.values())}
        for name, counted in FIGURES.items():
            every = [None] if counted.codes is None else [each.value for each in counted.codes]
            for of in every:
                if not (of is None and name.endswith("_by")):
                    key = Expression(Name(name, of)).key
                    found[key] = label_of(key)
        return found
    keys = [key for key in layouts.fields() if not key.startswith("sheet.")]
    if kind is RowKind.HOUSEHOLD:
        keys = [key for key in keys if not key.startswith(("person.", "person_year."))]
    return {key: label_of(key) for key in (*dict.fromkeys(_OF_ROW.values()), *keys)}


def slots(form: BlankForm, kind: RowKind) -> Iterator[Slot]:
    """Each column with what it is filled with, where that is certain; the reason says why, or what comes near."""
    for column in form.columns:
        found = meanings(column, kind)
        best = found[0] if found else None
        certain = best is not None and best.score >= 1
        key, reason = (best.key if best and certain else "", best.reason if best else "")
        yield Slot(column.column, column.heading, key, reason, certain=certain)


def meanings(column: BlankColumn, kind: RowKind) -> list[Meaning]:
    """Up to three things that a column may mean, the likeliest first."""
    found = list(_exact(column, kind))
    if not found:
        found = _near(column, kind)
    return sorted(found, key=lambda each: -each.score)[:3]


def _plain(text: str) -> str:
    return re.sub(r"[、，,“”\"'（）()]", "", normal(text))


def _readings(parts: Sequence[str]) -> Iterator[str]:
    """The heading's levels from the whole to the last alone; a number before a group (1.贫困户基本情况) says nothing."""
    levels = [re.sub(r"^\d+[.、．]", "", _plain(each)) for each in parts]
    for first in range(len(levels)):
        yield "/".join(levels[first:])


def _exact(column: BlankColumn, kind: RowKind) -> Iterator[Meaning]:
    said = unit(column.parts[-1])
    for text in _readings(column.parts):
        if kind is not RowKind.VILLAGE:
            if key := _row_key(text):
                yield Meaning(key, 1.0, f"列名“{text}”")
                return
            continue
        if text in _PLACES:
            yield Meaning(_PLACES[text], 1.0, f"列名“{text}”")
            return
        if text in _SINGLE and _fits(_SINGLE[text], said):
            yield Meaning(FIGURE + _SINGLE[text], 1.0, f"列名“{text}”")
            return
        if key := _of_both(text, said):
            yield Meaning(FIGURE + key, 1.0, f"列名“{text}”")
            return
    if kind is not RowKind.VILLAGE and column.mark in _MARKS:
        yield Meaning(_MARKS[column.mark], 1.0, f"标记“{{.{column.mark}}}”")


def _row_key(text: str) -> str:
    if text in _OF_ROW:
        return _OF_ROW[text]
    key = layouts.vocabulary().get(text, "")
    return "" if key.startswith("sheet.") or "#" in key else key


def _fits(key: str, said: str) -> bool:
    """A heading in 人次 asks for another count than one in 人."""
    own = FIGURES[key.partition("[")[0]].unit
    return not said or said == own or {said, own} <= {"元", "万元"}


def _of_both(text: str, said: str) -> str:
    """A figure that is counted in 户 and 人, by the end of its heading or its unit."""
    found = re.fullmatch(r"(.+?)(户数|人口数|人数|人口)?", text)
    assert found
    base, ending = found[1], found[2] or ""
    part = {"户数": "households", "人口数": "people", "人数": "people", "人口": "people"}.get(ending)
    part = part or {"户": "households", "人": "people"}.get(said)
    name = _BASES.get(base)
    return f"{name}.{part}" if name and part else ""


@cache
def _labels(kind: RowKind) -> tuple[tuple[str, str], ...]:
    return tuple((key, re.sub(r"^统计数：", "", words)) for key, words in choices(kind).items())


def _near(column: BlankColumn, kind: RowKind) -> list[Meaning]:
    """What comes near by the words of the heading; never certain."""
    from rapidfuzz import fuzz, process

    text = _plain(column.parts[-1])
    every = [each for each in _labels(kind) if len(each[1]) > 1]  # 县 comes near everything
    found = process.extract(text, [words for _, words in every], scorer=fuzz.WRatio, limit=3, score_cutoff=72)
    return [Meaning(every[place][0], score / 101, f"与“{words}”相近") for words, score, place in found]
