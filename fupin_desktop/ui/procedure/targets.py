"""任务: what each village is to see off the register in a year, typed like a sheet or pasted as it stands in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Record, record, text, whole
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.procedure import ROADS, RoadKind
from fupin_desktop.domain.procedure.targets import Wanted
from fupin_desktop.services.procedure.targets import Board, Leaving, Target
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import Line as QuietLine
from fupin_desktop.ui.page import head, stacked, toned
from fupin_desktop.ui.procedure.yearly import YearSheetPart, headed, lay_rows
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.tables import refusing
from fupin_desktop.ui.theme import S

FIRST_YEAR = 2014
LAST_YEAR = ROADS[RoadKind.EXIT].last_year or 2020
FIXED = ("village", "started", "posted", "struck", "lifted", "ready", "outcome")


@record("退出任务")
class TargetForm(Record):
    """A village's line as it is typed; what has passed is read only."""

    village: str = text("行政村", required=True, width=14)
    households: int | None = whole("任务户数", default=None, least=0, unit="户", width=8)
    people: int | None = whole("任务人数", default=None, least=0, unit="人", width=8)
    started: str = text("已启动", default="", width=9)
    posted: str = text("已公示", default="", width=9)
    struck: str = text("已销号", default="", width=9)
    lifted: str = text("登记脱贫", default="", width=9)
    ready: str = text("可提名", default="", width=6)
    outcome: str = text("情况", default="", width=12)


class TargetsPart(YearSheetPart):
    """One line a village; below it whom the village of the line sees off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LAST_YEAR, FIRST_YEAR)
        self.board: Board | None = None
        self.source = QLineEdit()
        self.source.setAccessibleName("任务的依据")
        self.source.setPlaceholderText("任务的依据，如文件名称和文号")
        self.sums, self.whose = QuietLine(), QLabel()
        head(self.whose, 0.5)
        model = GridModel(
            TargetForm, tuple(TargetForm.fields), today=desk.today, doubt=_doubt, grows=False, fixed=FIXED
        )
        self.grid = GridPart(desk, "各村退出任务", model, self._keep, hint="任务只作对照，超出不限制")
        self.grid.grid.horizontalHeader().setStretchLastSection(True)
        self.grid.grid.selectionModel().currentRowChanged.connect(self._follow)
        self.table: LineTable[Leaving] = LineTable(
            [
                Column("小组", lambda each: each.group, 8),
                Column("户主", lambda each: each.head, 18),
                Column("人口", lambda each: str(each.people), 5, right=True),
                Column("情况", lambda each: each.words, 0, tone=lambda each: "quiet" if each.ready else ""),
            ]
        )
        self.view = LineView(self.table, "这个村退出的农户")
        self.view.opened.connect(lambda each: self.desk.go("household", household=each.household_id))
        self._lay_out()
        self.begin_with(self._first_year())

    def _lay_out(self) -> None:
        keys = ("targets.paste", "targets.nominate", "targets.meet")
        both = stacked(self.grid, headed(self.whose, self.view, top=S), (3, 2))
        lay_rows(self, self.head_row(self.source, *keys, primary=keys[0]), both, self.sums, grows=both)

    def _first_year(self) -> int:
        years = self.office.targets.years()
        return years[0] if years else min(self.desk.today().year, LAST_YEAR)

    # what is shown

    def load(self) -> None:
        """Read the year beside the window: who is ready takes a judgement of everybody."""
        year, on, office = self.year.value(), self.desk.today(), self.office

        def task(_: Watch) -> Board:
            return office.targets.board(year, on)

        self.read_beside(task, self._take)

    def _take(self, board: Board) -> None:
        year, row = self.year.value(), max(self.grid.grid.currentIndex().row(), 0)
        self.board = board
        self.grid.show_records(
            [_form(each, board.ready(each.village)) for each in board.targets],
            key=f"targets:{year}", label=f"退出任务 {year}年",
        )  # fmt: skip
        kept = [each.quota for each in board.targets if each.quota]
        if not self.source.isModified():
            self.source.setText(next((each.source for each in kept if each.source), ""))
        self._say_sums(board)
        if self.grid.model.lines and not self.grid.grid.currentIndex().isValid():
            self.grid.grid.setCurrentIndex(self.grid.model.index(min(row, len(self.grid.model.lines) - 1), 1))
        self._show_village()

    def _say_sums(self, board: Board) -> None:
        kept = [each.quota for each in board.targets if each.quota]
        wanted = (
            f"任务{sum(each.households or 0 for each in kept)}户{sum(each.people or 0 for each in kept)}人"
        )
        passed = {
            words: sum((getattr(each, name) for each in board.targets), Count())
            for name, words in (
                ("started", "已启动"),
                ("posted", "已公示"),
                ("struck", "已销号"),
                ("lifted", "登记脱贫"),
            )
        }
        said = "　".join(f"{words}{_words(count) or '0户'}" for words, count in passed.items())
        toned(
            self.sums, f"合计：{wanted if kept else '还没有任务'}　{said}　可提名{board.ready()}户", "quiet"
        )

    def _follow(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._show_village()

    def _show_village(self) -> None:
        village = self.village
        if self.board is None or village is None:
            return
        mine = self.board.of(village)
        self.table.show(mine)
        gone = sum(not each.ready for each in mine)
        self.whose.setText(f"{village}：退出{gone}户，可以提名{len(mine) - gone}户")

    @property
    def village(self) -> str | None:
        """The village of the line that has the keyboard."""
        row = self.grid.grid.currentIndex().row()
        return (
            str(self.grid.model.lines[row].values["village"])
            if 0 <= row < len(self.grid.model.lines)
            else None
        )

    # what is done

    def _keep(self, lines: list[Line]) -> str:
        wanted = [
            Wanted(line.values["village"], line.values["households"] or 0, line.values["people"])
            for line in lines
        ]
        with refusing():
            over = self.office.targets.save(self.year.value(), wanted, self.source.text())
        self.source.setModified(False)
        return "；".join([f"已保存{len(wanted)}个村的退出任务", *over])

    @command(
        "targets.paste", text="粘贴任务", shortcut="Ctrl+Shift+V", icon="clipboard_task",
        help="把文件里的一段话（月亮村5户22人，花儿村4户14人…）或表格里村名、户数、人数三列复制后，在这里粘贴",
    )  # fmt: skip
    def paste(self) -> None:
        year = self.year.value()
        try:
            read = self.office.targets.read(QGuiApplication.clipboard().text())
            over = self.office.targets.save(year, read.wanted, self.source.text())
        except Refused as refused:
            self.desk.say(str(refused), "red")
            return
        self.grid.give_up()
        self.source.setModified(False)
        said = "；".join([f"已登记{len(read.wanted)}个村{year}年退出任务", *read.remarks, *over])
        self.desk.say(said, "amber" if read.remarks else "green", undo=True)

    @command(
        "targets.nominate", text="提名评议", shortcut="Ctrl+Return", icon="add",
        help="把下面选中的（没有选中的就是这个村全部）可以提名的户列入退出程序，等待民主评议",
    )  # fmt: skip
    def nominate(self) -> None:
        """Those that are selected below, else all of the village that are ready."""
        picked = [each for each in self.view.selected() if each.ready] if self.view.hasFocus() else []
        mine = picked or [each for each in self.table.lines if each.ready]
        if not mine:
            self.desk.say(f"{self.village or '这个村'}没有可以提名的户", "amber")
            return
        with self.desk.speaking():
            self.office.targets.nominate(
                [each.household_id for each in mine], self.year.value(), self.desk.today()
            )
            said = f"已提名{mine[0].village}{mine[0].head}户" + (f"等{len(mine)}户" if len(mine) > 1 else "")
            self.desk.say(f"{said}，等待民主评议", "green", undo=True)
            self.load()

    @command("targets.meet", text="去评议会", help="到“评议会”，登记这个村对提名户的票数")
    def meet(self) -> None:
        self.desk.go("procedure", part="meeting", road=RoadKind.EXIT.value, village=self.village or "")

    @command("targets.save", text="保存任务", shortcut="Ctrl+S", help="保存改过的任务户数、人数")
    def save(self) -> None:
        self.save_typed()

    @command("targets.give_up", text="放弃修改", shortcut="Esc", help="放弃没有保存的改动")
    def give_up(self) -> None:
        self.drop_typed()

    def take_focus(self) -> None:
        self.begin_typing("households")


def _form(target: Target, ready: int) -> TargetForm:
    quota = target.quota
    return TargetForm(
        village=target.village, households=quota.households if quota else None, people=quota.people if quota else None,
        started=_words(target.started), posted=_words(target.posted), struck=_words(target.struck),
        lifted=_words(target.lifted), ready=f"{ready}户" if ready else "", outcome=target.words,
    )  # fmt: skip


def _words(count: Count) -> str:
    return f"{count.households}户{count.people}人" if count.households else ""


def _doubt(values: Mapping[str, Any], name: str) -> str:
    """More than was asked for is shown, and no hindrance."""
    return str(values["outcome"]) if name == "outcome" and "超出" in str(values["outcome"]) else ""
