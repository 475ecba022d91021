"""行政村, 标准线 and 名称变化 as tables that are typed in like a sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton

from fupin_desktop.domain import terms
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.fields import Code, Problem, Record, choice, day, record, text
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.village import Village
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.part import Part

ROWS = 16


@contextmanager
def refusing() -> Iterator[None]:
    """What the office says no to is said under the grid."""
    try:
        yield
    except (Stale, Trouble) as said:
        raise Refused([Problem("", str(said))]) from said


def tool(grid: GridPart, text: str, why: str, act: Callable[[], None]) -> QPushButton:
    """A button at the right of a grid's heading."""
    made = QPushButton(text)
    made.setToolTip(why)
    made.clicked.connect(act)
    grid.head.addWidget(made)
    return made


class VillagePart(Part):
    name = "village"
    title = "行政村"
    words = (
        "在最后一行接着填就是新增；改了村名，这个村的农户跟着改。"
        "排列顺序用于列表、报表和公示的编号。小组名称之间用顿号隔开。"
    )  # fmt: skip
    columns = ("name", "code", "key_village", "population", "households", "phone", "groups", "remark")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(Village, self.columns, today=desk.today)
        self.grid = self.add_grid(
            GridPart(desk, "行政村", model, self._keep, hint="可从 Excel 粘贴", rows=ROWS)
        )
        tool(self.grid, "删除所选", "删除所选的村；还有农户的村不能删除", self._remove)
        tool(self.grid, "上移", "所选的村往前排（Alt+↑）", lambda: self._move(-1)).setShortcut("Alt+Up")
        tool(self.grid, "下移", "所选的村往后排（Alt+↓）", lambda: self._move(1)).setShortcut("Alt+Down")
        self.column.addStretch(1)

    def fill(self) -> None:
        self.grid.show_records(self.office.settings.villages(), key="setting:village", label="设置 行政村")

    def _keep(self, lines: list[Line]) -> str:
        facts = self.office.settings.facts()
        place = max((each.place for each in self.office.settings.villages()), default=-1)
        with refusing():
            for line in lines:
                made: Village = self.grid.model.made(line)
                if made.id is None:
                    place += 1
                    made = dataclasses.replace(
                        made,
                        county=made.county or facts.county,
                        township=made.township or facts.township,
                        place=place,
                    )
                self.office.settings.save_village(made)
        return f"已保存{len(lines)}个行政村"

    def _remove(self) -> None:
        row = self.grid.grid.currentIndex().row()
        village = self.grid.model.lines[row].record if row >= 0 else None
        if self.grid.dirty or not isinstance(village, Village):
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的村", "red")
            return
        with self.desk.speaking():
            self.office.settings.remove_village(village)
            self.fill()
            self.desk.say(f"已删除行政村：{village.name}", "green", undo=True)

    def _move(self, step: int) -> None:
        if self.grid.dirty:
            self.desk.say("请先保存或放弃未保存的改动，再调整顺序", "red")
            return
        row = self.grid.grid.currentIndex().row()
        villages = self.office.settings.villages()
        if not 0 <= row < len(villages) or not 0 <= row + step < len(villages):
            return
        villages.insert(row + step, villages.pop(row))
        with self.desk.speaking():
            self.office.settings.order_villages([each.id or 0 for each in villages])
            self.fill()
            self.grid.grid.setCurrentIndex(self.grid.model.index(row + step, 0))
            self.desk.say(f"已把{villages[row + step].name}排到第{row + step + 1}位", "green", undo=True)


class LinePart(Part):
    name = "line"
    title = "标准线"
    words = (
        "按收入年度和地区。计算时先找本单位“标准线适用地区”的标准，没有才用国家的。"
        "带“（待核）”的请对照文件核实后再用。"
    )  # fmt: skip
    columns = ("year", "region", "kind", "amount", "basis")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(PovertyLine, self.columns, today=desk.today)
        self.grid = self.add_grid(GridPart(desk, "标准线", model, self._keep, hint="元每人每年", rows=ROWS))
        self.grid.grid.setColumnWidth(1, 170)
        self.grid.grid.horizontalHeader().setStretchLastSection(True)
        tool(self.grid, "删除所选", "删除所选的标准线，可以撤销", self._remove)
        self.column.addStretch(1)

    def fill(self) -> None:
        kept = sorted(
            self.office.settings.lines(), key=lambda each: (each.kind is not LineKind.POVERTY, -each.year)
        )
        self.grid.show_records(kept, key="setting:line", label="设置 标准线")

    def _keep(self, lines: list[Line]) -> str:
        with refusing():
            for line in lines:
                self.office.settings.save_line(self.grid.model.made(line))
        return f"已保存{len(lines)}条标准线"

    def _remove(self) -> None:
        rows = {index.row() for index in self.grid.grid.selectionModel().selectedIndexes()}
        gone = [
            kept for row in sorted(rows) if isinstance(kept := self.grid.model.lines[row].record, PovertyLine)
        ]
        if self.grid.dirty or not gone:
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的标准线", "red")
            return
        with self.desk.speaking():
            for each in gone:
                self.office.settings.remove_line(each)
            self.fill()
            self.desk.say(
                f"已删除{gone[-1].year}年{gone[-1].region}等{len(gone)}条标准线", "green", undo=True
            )


class TermKey(Code):
    """名称"""

    OFFICE = terms.OFFICE, "机构全称"
    OFFICE_SHORT = terms.OFFICE_SHORT, "机构简称"
    POOR = terms.POOR, "帮扶对象"
    REGISTERED = terms.REGISTERED, "在册户"
    LIFTED = terms.LIFTED, "脱贫户"
    WORK = terms.WORK, "工作名称"
    HOTLINE = terms.HOTLINE, "举报热线"


@record("名称")
class TermForm(Record):
    """A name with the days on which it is used."""

    key: TermKey = choice("名称", TermKey, required=True, width=12)
    text: str = text("写作", required=True, longest=40, width=24)
    since: date | None = day("自", default=None, width=12)
    until: date | None = day("至", default=None, width=12)


class TermPart(Part):
    name = "term"
    title = "名称变化"
    words = (
        "机构和对象的名称随年份变化：2021年起改称“防止返贫监测对象”“脱贫户”“乡村振兴办”。"
        "本办有自己写法的填在这里，按公示、报表的日期取用。"
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(TermForm, ("key", "text", "since", "until"), today=desk.today)
        self.grid = self.add_grid(
            GridPart(desk, "本办的写法", model, self._keep, hint="空着的一端表示没有限制", rows=8)
        )
        tool(self.grid, "删除所选", "删除所选的名称", self._remove)
        usual = quiet("通用写法：\n" + "\n".join(f"　{_said(term)}" for term in terms.DEFAULT_TERMS))
        self.column.addWidget(usual)
        self.column.addStretch(1)

    def fill(self) -> None:
        self.grid.show_records(self._kept(), key="setting:term", label="设置 名称变化")

    def _kept(self) -> list[TermForm]:
        found = []
        for number, each in enumerate(self.office.settings.facts().terms, 1):
            since, until = (
                date.fromisoformat(said) if (said := each.get(end)) else None for end in ("since", "until")
            )
            found.append(
                TermForm(id=number, key=TermKey.of(each["key"]), text=each["text"], since=since, until=until)
            )
        return found

    def _keep(self, _lines: list[Line]) -> str:
        every = [self.grid.model.made(line) for line in self.grid.model.lines if not line.blank]
        self._save(every)
        return f"已保存{len(every)}个名称"

    def _save(self, every: list[TermForm]) -> None:
        said = tuple(_as_term(each) for each in every)
        facts = self.office.settings.facts()
        with refusing():
            self.office.settings.save(dataclasses.replace(facts, terms=said))

    def _remove(self) -> None:
        rows = {index.row() for index in self.grid.grid.selectionModel().selectedIndexes()}
        kept = self._kept()
        if self.grid.dirty or not any(row < len(kept) for row in rows):
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的名称", "red")
            return
        with self.desk.speaking():
            self._save([each for row, each in enumerate(kept) if row not in rows])
            self.fill()
            self.desk.say("已删除所选的名称", "green", undo=True)


def _as_term(form: TermForm) -> dict[str, Any]:
    ends = {"since": form.since, "until": form.until}
    return {"key": form.key.value, "text": form.text} | {
        end: said.isoformat() for end, said in ends.items() if said
    }


def _said(term: terms.Term) -> str:
    since = f"{term.since}起" if term.since else ""
    until = f"{term.until}止" if term.until else ""
    return (
        f"{TermKey.of(term.key).label}：{term.text}（{since}{until or '至今' if since else until or '不限'}）"
    )
