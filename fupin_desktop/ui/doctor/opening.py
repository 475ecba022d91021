"""From a finding to the field where it is put right."""

from __future__ import annotations

from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.ui.desk import Desk


def open_field(desk: Desk, key: str, household: int | None, person: int | None, village: str) -> None:
    """Open the household at the field that a rule looks at; a village's facts stand in 设置, its notices in 公示, visits in 走访."""
    rule = rules().get(key)
    field = rule.fields[0] if rule and rule.fields else ""
    if household is not None:
        desk.go("household", household=household, person=person, field=field)
    elif field.startswith("printed."):
        desk.go("notice", village=village)
    elif field.startswith("visit."):
        desk.go("visit", part="coverage", by="village")
    else:
        desk.go("setting", part="village_year", field=field.partition(".")[2], village=village)


def open_of_file(desk: Desk, finding: Finding, row: str) -> None:
    """A finding of a file is put right in the file; the household is opened where the office has it."""
    try:
        known = desk.office.households.by_number(finding.household)
    except Trouble:
        desk.say(f"这一户还没有导入；请在原表第{row}行改正，再查一遍", "amber")
        return
    open_field(desk, finding.rule, known, None, finding.village)
    desk.say(f"这是本办的数据；文件里的在第{row}行", "amber")
