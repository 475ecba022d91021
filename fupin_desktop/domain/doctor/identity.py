"""Rules A 身份与人口."""

from __future__ import annotations

from fupin_desktop.domain.doctor.case import Case
from fupin_desktop.domain.doctor.rule import OK, E, I, Limits, Said, household_rule, limit


@household_rule("A011", E, "无户主或多户主", "PC #50；GZ 3_02_011、3_11_001", "person.relation")
def one_head(case: Case, _: Limits) -> Said:
    """Exactly one head."""
    if not case.members:
        return None
    heads = [each.person.name for each in case.heads]
    if not heads:
        return "没有户主，请确定一名成员为户主"
    return f"有{len(heads)}名户主（{'、'.join(heads)}），请只保留一名" if len(heads) > 1 else OK


@household_rule(
    "A015", I, "人口偏多", "PC", "household_year.people_listed", needs=(),
    limits={"most": limit("一户人口达到", 7, "人")},
)  # fmt: skip
def many_people(case: Case, limits: Limits) -> Said:
    """A household of many people may be two."""
    if not case.members:
        return None
    return f"一户有{len(case.members)}人，请核对是否应分户" if len(case.members) >= limits["most"] else OK
