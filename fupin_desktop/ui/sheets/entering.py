"""国扶录入清单: a household after the other, each value to copy and to tick once it is typed into the national system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.services.entering import Item
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import empty, head, quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.sheets.files import ask_save
from fupin_desktop.ui.theme import S

NOTHING = (
    "没有待录入的内容。\n"
    "本办更正过的值、新增的户和人、自然减少，国扶系统还没有的，会按它的页面顺序列在这里；\n"
    "下次导入的表里有了，就自动消去。本程序只列清单，录入由人在国扶系统里做。"
)

BIG = "min-height: 38px"
_SHOWN = frozenset(
    {"entered", "correction", "household", "person", "household_year", "person_year", "monitoring", "relocation",
     "work_spell", "import_batch"}
)  # fmt: skip
"""Tables whose change changes the list."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household with something to type."""

    id: int
    village: str
    number: str
    head: str
    items: tuple[Item, ...]

    @property
    def left(self) -> int:
        return sum(1 for each in self.items if not each.done)


class EnteringPart(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.items: list[Item] = []
        self.actions_by_key = actions(self)
        self.words = quiet("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setStyleSheet("max-height: 6px;")
        self.village = PickBox([(None, "全部村")])
        self.village.setMinimumWidth(120)
        self.village.currentIndexChanged.connect(lambda _: self._fill())
        self.all = QCheckBox("已录入的也显示")
        self.all.toggled.connect(lambda _: self._fill())
        self.plain = QCheckBox("写出完整证件号码")
        self.homes: LineTable[Home] = LineTable(
            (
                Column("户主", lambda each: each.head, 12),
                Column("行政村", lambda each: each.village, 10),
                Column("还有", lambda each: f"{each.left}项" if each.left else "完成", 6, right=True,
                       tone=lambda each: "" if each.left else "green"),
                Column("户编号", lambda each: each.number, 0),
            )
        )  # fmt: skip
        self.homes_view = LineView(self.homes, "待录入的户")
        self.homes_view.entered.connect(lambda _: self._show_home())
        self.table: LineTable[Item] = LineTable(_columns(), key=lambda each: each.key)
        self.view = LineView(self.table, "要录入的值")
        self.view.entered.connect(lambda _: self._show_value())
        self.view.opened.connect(lambda _: self.copy())
        self.homes_view.opened.connect(lambda _: self.view.setFocus())
        self.table.ticked_changed.connect(self._tick)
        self.who, self.value = QLabel(), QPushButton("复制")
        head(self.who, 2.0)
        self.value.setStyleSheet(BIG)
        self.value.setToolTip("复制这个值，到国扶系统里粘贴（回车）")
        self.value.clicked.connect(self.copy)
        desk.changed.connect(self._hear)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.words, 1)
        for each in (self.all, self.village):
            top.addWidget(each)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.who)
        column.addWidget(self.view, 1)
        big = QHBoxLayout()
        big.setSpacing(S)
        big.addWidget(self.value, 1)
        done = button(self.actions_by_key["entering.done"], primary=True)
        done.setStyleSheet(BIG)
        big.addWidget(done)
        column.addLayout(big)
        both = QSplitter()
        both.addWidget(self.homes_view)
        both.addWidget(right)
        both.setSizes([380, 820])
        both.setHandleWidth(1)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(quiet("回车复制，空格打勾；打了勾的随时可以取消，关掉程序也记得"), 1)
        foot.addWidget(button(self.actions_by_key["entering.open"]))
        foot.addWidget(self.plain)
        foot.addWidget(button(self.actions_by_key["entering.write"]))
        some = QWidget()
        whole = QVBoxLayout(some)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(top)
        whole.addWidget(self.bar)
        whole.addWidget(both, 1)
        whole.addLayout(foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(empty(NOTHING))
        self.pages.addWidget(some)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, S, 0, 0)
        outer.addWidget(self.pages)

    def _hear(self, tables: object) -> None:
        if isinstance(tables, frozenset) and self.isVisible() and ("" in tables or tables & _SHOWN):
            self.load()

    def load(self) -> None:
        entering = self.desk.office.entering

        def task(_: Watch) -> list[Item]:
            return entering.items()

        self.read_beside(task, self._take)

    def _take(self, items: list[Item]) -> None:
        self.items = items
        villages = list(dict.fromkeys(each.village for each in items))
        chosen = self.village.value()
        self.village.renew([(None, "全部村"), *((name, name) for name in villages)], chosen)
        self.pages.setCurrentIndex(1 if items else 0)
        progress = self.desk.office.entering.progress(items)
        self.words.setText(progress.sentence)
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.done)
        self._fill()

    def _fill(self) -> None:
        """Show the households; the one that was shown stays, else the first with something left."""
        here = self.homes_view.current()
        village = self.village.value()
        by_home: dict[int, list[Item]] = {}
        for each in self.items:
            if village in (None, each.village):
                by_home.setdefault(each.household_id, []).append(each)
        homes = [
            Home(id, items[0].village, items[0].household, items[0].head, tuple(items))
            for id, items in by_home.items()
        ]
        shown = [each for each in homes if each.left or self.all.isChecked() or (here and each.id == here.id)]
        self.homes.show(shown)
        place = next((row for row, each in enumerate(shown) if here and each.id == here.id), 0)
        self.homes_view.go_to_row(place)
        self._show_home()

    def _show_home(self) -> None:
        home = self.homes_view.current()
        row = self.view.currentIndex().row()
        lines = home.items if home else ()
        self.who.setText(f"{home.head}　{home.village}　{home.number}" if home else "")
        self.table.ticked = {each.key for each in lines if each.done}
        self.table.show(lines)
        first = next((place for place, each in enumerate(lines) if not each.done), 0)
        kept = 0 <= row < len(lines) and self.view.hasFocus()
        self.view.go_to_row(row if kept else first)
        self._show_value()

    def _show_value(self) -> None:
        here = self.view.current()
        self.value.setText(f"复制　{_short(here, here.value)}" if here else "复制")
        for key in ("entering.done", "entering.open"):
            self.actions_by_key[key].setEnabled(here is not None)
        self.value.setEnabled(here is not None)

    def copy(self) -> None:
        """Put the value of the line on the clipboard."""
        if (here := self.view.current()) is not None:
            QGuiApplication.clipboard().setText(here.value)
            self.desk.say(f"已复制 {here.label}，请到国扶系统里粘贴", "green")
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        """Keep what was ticked or unticked in the table."""
        changed = [each for each in self.table.lines if each.done != self.table.is_ticked(each)]
        if not changed:
            return
        on, entering = self.desk.today(), self.desk.office.entering
        with self.desk.speaking():
            for done in (True, False):
                entering.tick([each for each in changed if each.done is not done], on, done=done)

    @command(
        "entering.done", text="已录入，下一项", shortcut="Ctrl+Return", icon="checkmark_circle",
        help="这一项已经在国扶系统里录好，去下一项",
    )  # fmt: skip
    def done(self) -> None:
        here = self.view.current()
        if here is None:
            return
        row = self.view.currentIndex().row()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        following = next(
            (place for place, each in enumerate(self.table.lines) if place > row and not each.done), None
        )
        if following is not None:
            self.view.go_to_row(following)
        self.table.tick([here], True)
        if following is None:
            self._next_home()

    def _next_home(self) -> None:
        row = self.homes_view.currentIndex().row()
        later = (place for place, each in enumerate(self.homes.lines) if place > row and each.left)
        if (place := next(later, None)) is not None:
            self.view.clearFocus()
            self.homes_view.go_to_row(place)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @command("entering.open", text="打开这一户", icon="open", help="在农户页打开这一户")
    def open_home(self) -> None:
        if (home := self.homes_view.current()) is not None:
            self.desk.go("household", household=home.id)

    @command("entering.write", text="写出清单…", icon="arrow_export", help="把清单写成工作簿")
    def write(self) -> None:
        if path := ask_save(self, "写出国扶录入清单", "国扶录入清单.xlsx"):
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the list that is shown as a workbook."""
        items = [
            each for home in self.homes.lines for each in home.items if self.all.isChecked() or not each.done
        ]
        plain, entering = self.plain.isChecked(), self.desk.office.entering
        self.desk.run(
            "写出国扶录入清单", lambda _: entering.export(items, path, plain=plain),
            lambda rows: self.desk.say(f"已写出{rows}项：{path.name}", "green"),
        )  # fmt: skip

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "village" in state:
            self.village.put(state["village"])

    def take_focus(self) -> None:
        self.homes_view.setFocus()


def _columns() -> tuple[Column[Item], ...]:
    return (
        Column("页面", lambda each: each.screen, 12),
        Column("成员", lambda each: each.name, 10),
        Column("字段", lambda each: each.label, 18),
        Column("国扶系统的值", lambda each: _short(each, each.national) or "空", 20, tone=lambda _: "quiet"),
        Column("应录入", lambda each: _short(each, each.value), 22),
        Column("事由", lambda each: "　".join(word for word in (each.why, each.evidence) if word), 0),
    )


def _short(item: Item, value: str) -> str:
    """On the screen a number is shown as 前6后4; what is copied is whole."""
    return mask_number(value) if item.key.field in ("id_number", "account") else value
