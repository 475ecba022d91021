"""What the office decides about the rules, and what the doctor remembers."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.fields import Record, day, flag, record, text, whole


@record("规则设置")
class RuleSetting(Record):
    """How the office wants a rule in a year (0: every year). ``limits`` is JSON: threshold name → number."""

    rule: str = text("规则", required=True, longest=40)
    year: int = whole("年度", default=0, width=6)
    on: bool = flag("启用", default=True, width=6)
    limits: str = text("阈值", default="", longest=400)
    note: str = text("依据", default="", longest=200)


@record("情况属实")
class Waiver(Record):
    """已核实，情况属实: a finding that is right as it is, until a day, on somebody's word."""

    household_id: int | None = None
    person_id: int | None = None
    village: str = text("行政村", default="", longest=40)
    rule: str = text("规则", required=True, longest=40)
    said: str = text("问题", default="", longest=400, width=24)
    reason: str = text("核实情况", required=True, longest=200, width=20)
    person: str = text("核实人", required=True, longest=40)
    since: date = day("核实日期", required=True)
    until: date = day("有效期至", required=True)


@record("体检记录")
class CheckRun(Record):
    """One day's examination. ``by_rule`` and ``findings`` are JSON (counts; rule, household, person of each)."""

    on: date = day("体检日期", required=True)
    village: str = text("行政村", default="", longest=40)
    households: int = whole("户数", default=0, least=0)
    people: int = whole("人数", default=0, least=0)
    found: int = whole("问题数", default=0, least=0)
    by_rule: str = text("各规则", default="")
    findings: str = text("问题", default="")
