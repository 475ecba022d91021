"""规模: what each village may identify in a year, typed like a sheet, with what of it is used and left."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QLabel

from fupin_desktop.domain.fields import Record, decimal, record, text, whole
from fupin_desktop.domain.procedure import ROADS, Quota, RoadKind
from fupin_desktop.domain.procedure.preparation import KINDS, shown_rate
from fupin_desktop.services.procedure.quotas import QuotaLine
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import toned
from fupin_desktop.ui.procedure.yearly import FIRST_YEAR, YearSheetPart, lay_rows
from fupin_desktop.ui.records.editors import leave_field
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.tables import refusing

LAST_YEAR = ROADS[RoadKind.IDENTIFICATION].last_year or 2020


@record("识别规模")
class QuotaForm(Record):
    """A village's line as it is typed; what is used and left is read only."""

    village: str = text("行政村", required=True, width=14)
    kind: str = text("类别", default="", width=8)
    population: int | None = whole("户籍人口", default=None, unit="人", width=8)
    rate: Decimal | None = decimal("发生率", default=None, least=0, most=100, unit="%", width=8)
    people: int | None = whole("规模人数", default=None, least=0, unit="人", width=8)
    households: int | None = whole("规模户数", default=None, least=0, unit="户", width=8)
    used_households: int = whole("已列入户数", default=0, width=8)
    used_people: int = whole("已列入人数", default=0, width=8)
    left_people: int | None = whole("剩余人数", default=None, width=8)
    reason: str = text("调整或超出理由", default="", longest=200, width=30)


FIXED = ("village", "kind", "population", "used_households", "used_people", "left_people")
KEPT = ("rate", "people", "households", "reason")


class QuotaPart(YearSheetPart):
    """One line a village; the sums of both kinds of villages below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LAST_YEAR)
        self._lines: dict[str, QuotaLine] = {}
        self.words, self.sums = QLabel(), QLabel()
        for label in (self.words, self.sums):
            label.setWordWrap(True)
        model = GridModel(
            QuotaForm, tuple(QuotaForm.fields), today=desk.today, doubt=_doubt, grows=False, fixed=FIXED
        )
        self.grid = GridPart(
            desk, "各村规模", model, self._keep, hint="发生率、人数、户数可以直接改；空着的不控制"
        )
        self.grid.grid.horizontalHeader().setStretchLastSection(True)
        self._lay_out()
        self.begin_with(self._first_year())

    def _lay_out(self) -> None:
        top = self.head_row(self.words, "quota.allot", "quota.print", primary="quota.allot")
        lay_rows(self, top, self.grid, self.sums, grows=self.grid)

    def _first_year(self) -> int:
        kept: list[int] = []
        with self.desk.speaking():
            gone = [year for year in self.office.procedures.years() if FIRST_YEAR <= year <= LAST_YEAR]
            kept = [*self.office.quotas.years(), *gone]
        return next(iter(kept), min(self.desk.today().year, LAST_YEAR))

    def load(self) -> None:
        year = self.year.value()
        with self.desk.speaking():
            lines = self.office.quotas.lines(year)
            self._lines = {each.village.name: each for each in lines}
            self.grid.show_records(
                [_form(each) for each in lines], key=f"quota:{year}", label=f"识别规模 {year}年"
            )
            self._say(year)

    def _say(self, year: int) -> None:
        numbers = self.office.procedures.rules().numbers
        source = numbers.source("quota.key", year)
        if self.office.quotas.on(year):
            rates = "、".join(
                f"{KINDS[kind]}平均{shown_rate(numbers.number(key, year))}%"
                for kind, key in ((True, "quota.key"), (False, "quota.other"))
            )
            toned(self.words, f"{rates}（依据：{source}）；列入超过规模要写明理由", "quiet")
        else:
            toned(
                self.words,
                f"{year}年没有启用规模控制（依据：{numbers.source('quota.on', year)}），下面只供参考",
                "amber",
            )
        said, wrong = [], False
        for each in self.office.quotas.sums(year):
            gap = each.given - each.wanted
            wrong |= bool(gap) and each.given > 0
            more = "" if not gap or not each.given else f"，{'多' if gap > 0 else '少'}{abs(gap)}人"
            said.append(
                f"{each.label}：{each.population}人×{shown_rate(each.rate)}%＝应分解{each.wanted}人，现有{each.given}人{more}"
            )
        toned(self.sums, "　　".join(said), "amber" if wrong else "quiet")

    def _keep(self, lines: list[Line]) -> str:
        year = self.year.value()
        quotas = []
        for line in lines:
            kept = self._lines[line.values["village"]].quota
            base = kept or Quota(road=RoadKind.IDENTIFICATION, year=year, village=line.values["village"])
            quotas.append(dataclasses.replace(base, **{name: line.values[name] for name in KEPT}))
        with refusing():
            self.office.quotas.save(quotas)
        return f"已保存{len(quotas)}个村的识别规模"

    @command(
        "quota.allot", text="按平均分解", shortcut="Ctrl+Return", icon="table",
        help="按两类村的平均发生率分到各村；改了发生率还没有保存的村按所填的算，其余的村分摊剩下的",
    )  # fmt: skip
    def allot(self) -> None:
        leave_field()
        typed = {
            line.values["village"]: Fraction(line.values["rate"])
            for line in self.grid.model.changed()
            if line.values["rate"] is not None and line.values["rate"] != getattr(line.record, "rate", None)
        }
        year = self.year.value()
        with self.desk.speaking():
            made = self.office.quotas.allot(year, typed)
            self.grid.give_up()
            self.load()
            self.desk.say(f"已把{year}年识别规模分解到{len(made)}个村", "green", undo=True)

    @command("quota.save", text="保存规模", shortcut="Ctrl+S", help="保存改过的发生率、人数、户数和理由")
    def save(self) -> None:
        self.save_typed()

    @command("quota.give_up", text="放弃修改", shortcut="Esc", help="放弃没有保存的改动")
    def give_up(self) -> None:
        self.drop_typed()

    @command("quota.print", text="打印分解表", icon="print", help="打印这一年的规模分解表")
    def print(self) -> None:
        self.desk.go("paper", kind="quota", year=self.year.value())

    def take_focus(self) -> None:
        self.begin_typing("rate")


def _form(line: QuotaLine) -> QuotaForm:
    quota = line.quota
    return QuotaForm(
        id=line.village.id, village=line.village.name, kind=KINDS[line.village.key_village],
        population=line.village.population, rate=quota.rate if quota else None, people=quota.people if quota else None,
        households=quota.households if quota else None, used_households=line.used[0], used_people=line.used[1],
        left_people=line.left[1], reason=quota.reason if quota else "",
    )  # fmt: skip


def _doubt(values: Mapping[str, Any], name: str) -> str:
    """Where a village has listed more than its size."""
    if (
        name in ("left_people", "used_people")
        and values["people"] is not None
        and values["used_people"] > values["people"]
    ):
        return f"已列入{values['used_people']}人，超出规模{values['used_people'] - values['people']}人"
    given = values["households"]
    if name == "used_households" and given is not None and values["used_households"] > given:
        return f"已列入{values['used_households']}户，超出规模{values['used_households'] - given}户"
    return ""
