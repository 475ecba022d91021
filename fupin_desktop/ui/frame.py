"""The one window: navigation left, search above, a page in the middle, the status line below."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.carried import CarriedChip
from fupin_desktop.ui.commands import actions, button, command, dress
from fupin_desktop.ui.demo_chip import WORDS, DemoChip
from fupin_desktop.ui.desk import Desk, Place
from fupin_desktop.ui.helping import Helping, help_button
from fupin_desktop.ui.navigation import ENTRIES, Navigation
from fupin_desktop.ui.noting import Noting
from fupin_desktop.ui.page import Page
from fupin_desktop.ui.search import SearchBox
from fupin_desktop.ui.status import StatusLine
from fupin_desktop.ui.theme import SIZES, XS, M, S, theme
from fupin_desktop.ui.worker import WorkerButton

if TYPE_CHECKING:
    from fupin_desktop.ui.palette import Palette

KEPT_PLACES = 60
ERRORS_AFTER = 2000
"""Milliseconds that a change has to rest before the office's errors are counted again."""
NOTES = frozenset({"check_run"})


class Frame(Helping, Noting, QMainWindow):
    """Puts the parts together and knows where one is and was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pages: dict[str, Page] = {}
        self._been: list[Place] = []
        self._ahead: list[Place] = []
        self._here: Place | None = None
        self.acts = actions(self)
        self.navigation = Navigation()
        self.search = SearchBox(desk, self)
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        self._number_pages()
        self.setAcceptDrops(True)
        self.name_window()

    @cached_property
    def palette_of_commands(self) -> Palette:
        """Made when first asked for, as the page of keys."""
        from fupin_desktop.ui.palette import Palette

        return Palette(self)

    def _lay_out(self) -> None:
        self.who = WorkerButton(self.desk)
        top = QHBoxLayout()
        top.setContentsMargins(S, XS + 2, M, XS)
        top.setSpacing(XS)
        for key in ("window.back", "window.forward"):
            top.addWidget(button(self.acts[key], words=False))
        top.addSpacing(S)
        top.addWidget(self.who)
        top.addWidget(DemoChip(self.desk))
        top.addWidget(CarriedChip(self.desk))
        top.addStretch(1)
        top.addWidget(self.search, 2)
        top.addWidget(help_button(self.acts))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        self.stack.setProperty("part", "surface")
        middle.addWidget(self.stack, 1)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(ground)

    def _wire(self) -> None:
        desk = self.desk
        self.navigation.chosen.connect(lambda name: self.visit(Place(name)))
        self.search.found.connect(
            lambda household, person: desk.go("household", household=household, person=person)
        )
        desk.wanted.connect(self.visit)
        desk.said.connect(self.status.say)
        desk.noted.connect(self.note)
        desk.moved.connect(self._focus_page)
        desk.working.connect(self.status.begin)
        desk.progressed.connect(self.status.progress)
        desk.rested.connect(self.status.end)
        desk.worker_changed.connect(self.name_window)
        desk.counted.connect(self.navigation.show_count)
        desk.changed.connect(self._hear_of_facts)
        desk.changed.connect(lambda _: self.count())
        desk.changed.connect(
            lambda _: desk.run_quietly(lambda _: desk.office.search.warm(), lambda _: None, "draw")
        )
        self.status.undo_wanted.connect(self.undo)
        self.status.bigger.connect(self.bigger)
        self.status.smaller.connect(self.smaller)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.dress())

    def _number_pages(self) -> None:
        for entry in ENTRIES:
            action = QAction(f"到{entry.text}", self)
            action.setShortcut(QKeySequence(entry.keys))
            action.triggered.connect(lambda _=False, name=entry.name: self.visit(Place(name)))
            self.addAction(action)

    def name_window(self) -> None:
        """Say in the title whose office this is and who works."""
        office = self.desk.office
        by = f" ─ 经办人：{office.by}" if office.by else ""
        facts = office.settings.facts()
        self.setWindowTitle(f"{facts.township}扶贫工作台{f'（{WORDS}）' if facts.demo else ''}{by}")

    def _hear_of_facts(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables & {"", "setting"}:
            self.name_window()
            self.who.name()

    def count(self) -> None:
        """Show in the navigation how many there are."""
        with self.desk.speaking():
            from fupin_desktop.domain.lists import Search

            registered = Search(registered=True)
            self.navigation.show_count("household", len(self.desk.office.households.ids(registered)))

    def count_errors(self) -> None:
        """Show in the navigation how many errors the doctor finds, now and after changes; counted beside the window."""
        desk = self.desk
        soon = QTimer(self)
        soon.setSingleShot(True)
        soon.setInterval(ERRORS_AFTER)
        soon.timeout.connect(
            lambda: desk.run_quietly(
                lambda _: desk.office.doctor.errors(desk.examined_on),
                lambda count: desk.counted.emit("doctor", count),
                "draw",
            )
        )

        def hear(tables: object) -> None:
            page = self.pages.get("doctor")
            if tables != NOTES and not (page and page.isVisible()):
                soon.start()

        desk.changed.connect(hear)
        soon.start()

    # where one is

    def visit(self, place: object, *, passing: bool = False) -> None:
        """Go somewhere; Alt+← comes back, but not to where one was only ``passing``."""
        assert isinstance(place, Place)
        if self._here and not passing:
            self._been.append(self._now())
            del self._been[:-KEPT_PLACES]
        self._ahead.clear()
        self._show(place)

    def page(self, name: str) -> Page:
        """The page of that name, made at its first visit."""
        if name not in self.pages:
            entry = next(each for each in ENTRIES if each.name == name)
            self.pages[name] = entry.load()(self.desk)
            self.stack.addWidget(self.pages[name])
        return self.pages[name]

    def place_now(self) -> Place | None:
        """The page that is shown and what it shows; None before the first one."""
        return self._here and self._now()

    def _now(self) -> Place:
        assert self._here
        return Place(self._here.page, self.pages[self._here.page].place())

    def _show(self, place: Place) -> None:
        if self._here:
            self.pages[self._here.page].set_aside()
        page = self.page(place.page)
        self._here = place
        self.navigation.show_page(place.page)
        self.stack.setCurrentWidget(page)
        with self.desk.speaking():
            page.refresh_if_stale()
            page.show_place(place.state)
        page.take_focus()
        self._enable()

    def _enable(self) -> None:
        self.acts["window.back"].setEnabled(bool(self._been))
        self.acts["window.forward"].setEnabled(bool(self._ahead))

    def _focus_page(self) -> None:
        if self._here:
            self.pages[self._here.page].take_focus()

    @command("window.back", text="后退", shortcut="Alt+Left", icon="arrow_left", help="回到刚才看的地方")
    def back(self) -> None:
        if self._been:
            self._ahead.append(self._now())
            self._show(self._been.pop())

    @command(
        "window.forward", text="前进", shortcut="Alt+Right", icon="arrow_right", help="再到后退之前的地方"
    )
    def forward(self) -> None:
        if self._ahead:
            self._been.append(self._now())
            self._show(self._ahead.pop())

    @command(
        "window.search",
        text="搜索",
        shortcut="Ctrl+F",
        icon="search",
        help="按姓名、拼音、证件后四位、电话找人",
    )
    def begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @command("window.next_hit", text="下一个搜索结果", shortcut="F3", help="打开下一个搜索结果")
    def next_hit(self) -> None:
        self.search.step(1)

    @command("window.previous_hit", text="上一个搜索结果", shortcut="Shift+F3", help="打开上一个搜索结果")
    def previous_hit(self) -> None:
        self.search.step(-1)

    @command("window.commands", text="全部命令", shortcut="Ctrl+K", help="按拼音找到要做的事")
    def show_commands(self) -> None:
        page = list(self.pages[self._here.page].actions()) if self._here else []
        self.palette_of_commands.open([*page, *self.actions()])

    @command("window.worker", text="换经办人", icon="person_note", help="换一个人接着用，不必重新启动")
    def change_worker(self) -> None:
        self.who.offer()

    @command("window.office", text="换一个办公室…", help="新建、打开或恢复另一个办公室，现在这个原样留着")
    def change_office(self) -> None:
        self.desk.office_wanted.emit()

    @command("window.tour", text="快速导览", help="一分钟看一遍这个窗口能做什么")
    def show_tour(self) -> None:
        from fupin_desktop.ui.tour.overlay import Tour

        Tour(self).begin()

    @command(
        "window.refresh", text="刷新", shortcut="F5", icon="arrow_clockwise", help="重新读取正在看的内容"
    )
    def refresh(self) -> None:
        if self._here:
            with self.desk.speaking():
                self.pages[self._here.page].refresh()
            self.count()

    @command("window.undo", text="撤销上一步", shortcut="Ctrl+Z", icon="arrow_undo", help="撤回最近一次改动")
    def undo(self) -> None:
        self.desk.take_back()

    @command(
        "window.redo",
        text="恢复撤销的一步",
        shortcut="Ctrl+Y",
        icon="arrow_redo",
        help="把刚才撤销的改动再做回来",
    )
    def redo(self) -> None:
        self.desk.take_back(redo=True)

    def offer_drafts(self) -> None:
        """After a crash: say what was typed and not saved; it stands in its form when that is opened."""
        drafts = self.desk.office.drafts.all()
        if drafts:
            names = "、".join(draft.label for draft in drafts[:3])
            more = f" 等{len(drafts)}处" if len(drafts) > 3 else ""
            self.desk.say(f"上次有没保存的内容：{names}{more}。打开那一户即可继续填写", "amber")

    # size and look

    @command("window.bigger", text="文字放大", shortcut="Ctrl+= Ctrl++", help="整个窗口的文字大一号")
    def bigger(self) -> None:
        self._resize_text(1)

    @command("window.smaller", text="文字缩小", shortcut="Ctrl+-", help="整个窗口的文字小一号")
    def smaller(self) -> None:
        self._resize_text(-1)

    def _resize_text(self, step: int) -> None:
        nearest = min(range(len(SIZES)), key=lambda each: abs(SIZES[each] - theme.size))
        theme.size = SIZES[max(0, min(len(SIZES) - 1, nearest + step))]
        self.dress()

    def dress(self) -> None:
        """Take the theme again after its colours or size changed."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.dress(app)
        self.navigation.dress()
        dress(self)
        for page in self.pages.values():
            page.dress()

    # from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and paths[0].lower().endswith(".fupin"):
            self.desk.package_wanted.emit(Path(paths[0]))
        elif paths:
            self.desk.go("importing", files=paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._here:
            self.pages[self._here.page].set_aside()
        self.close_help()
        self.close_selfcheck()
        self.desk.jobs.close()
        super().closeEvent(event)
