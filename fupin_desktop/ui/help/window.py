"""帮助: a window beside the program, contents and search at the left, the chapter at the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop import settings
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.help import Book, Hit, find, read_book
from fupin_desktop.ui import era
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.help.hits import Hits
from fupin_desktop.ui.help.made import OPEN, made, place_of
from fupin_desktop.ui.help.picture import PictureWindow
from fupin_desktop.ui.help.text import HelpText
from fupin_desktop.ui.page import panes, quiet
from fupin_desktop.ui.theme import S, theme
from fupin_desktop.ui.timing import pause

PAGE = "fupin:"
CHAPTER = Qt.ItemDataRole.UserRole
TYPED = 120
CONTENTS_WIDE = 210


@dataclass(frozen=True)
class Been:
    """A place one has been at: chapter and heading, and how far it was scrolled."""

    target: str
    scrolled: int


class HelpWindow(QWidget):
    """``page_wanted``: a link named a page of the program and one of its parts (may be empty).

    Without ``leads`` there is no page to go to, and the chapters have no such links.
    """

    page_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, leads: bool = True) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.book: Book = read_book(made(), words=era.words if leads else unled)
        self.target = ""
        self._been: list[Been] = []
        self._ahead: list[Been] = []
        self._enlarged: PictureWindow | None = None
        self.acts = actions(self)
        self.box = QLineEdit()
        self.box.setPlaceholderText("在帮助里查找：文字或拼音首字母，几个词用空格隔开")
        self.box.setClearButtonEnabled(True)
        self.box.setAccessibleName("在帮助里查找")
        self.contents = _Contents(self.book)
        self.hits = Hits()
        self.nothing = quiet("没有找到。换一个说法，或只打一两个字")
        self.text = HelpText(self.book.folder)
        self._lay_out()
        self._wire()
        self._bring_back_size()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(S, S, S, S)
        for key in ("help.back", "help.forward"):
            top.addWidget(button(self.acts[key], words=False))
        top.addWidget(self.box, 1)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(S, S, S, S)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.left = QStackedWidget()
        for widget in (self.contents, self.hits, self.nothing):
            self.left.addWidget(widget)
        self.left.setMinimumWidth(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(panes(self.left, self.text, (CONTENTS_WIDE, 600), grows=1), 1)

    def _wire(self) -> None:
        self._soon = pause(self, TYPED, self.search)
        self.box.textChanged.connect(self._soon.start)
        self.box.installEventFilter(self)
        self.contents.chosen.connect(self.show_topic)
        self.hits.itemActivated.connect(lambda _: self._open_hit())
        self.hits.itemClicked.connect(lambda _: self._open_hit())
        self.text.followed.connect(self.follow)
        self.text.enlarged.connect(self._enlarge)

    # chapters

    def show_topic(self, target: str, hit: Hit | None = None) -> None:
        """Show ``chapter#heading``; what is not there shows the nearest there is."""
        if self.target:
            self._been.append(self._here())
            self._ahead.clear()
        self._show(target, hit)

    def _here(self) -> Been:
        return Been(self.target, self.text.verticalScrollBar().value())

    def _show(self, target: str, hit: Hit | None = None) -> None:
        name, _, heading = target.partition("#")
        self.target = target
        chapter = self.book.chapter(name)
        self.text.show_chapter(chapter, heading, hit.marks if hit else ())
        self.setWindowTitle(f"{chapter.title} ─ 帮助")
        if hit:
            self.text.reveal(hit.sentence)
        self.contents.mark(chapter.name)
        self.acts["help.back"].setEnabled(bool(self._been))
        self.acts["help.forward"].setEnabled(bool(self._ahead))

    def follow(self, link: str) -> None:
        """A link of a chapter: to a chapter or section, to a page of the program, or to a folder."""
        if link.startswith(PAGE):
            page, _, part = link.removeprefix(PAGE).partition("/")
            self.page_wanted.emit(page, part)
        elif link.startswith(OPEN):
            open_place(place_of(link.removeprefix(OPEN)))
        else:
            name, _, heading = link.partition("#")
            self.show_topic(
                f"{name.removesuffix('.md') or self.target.partition('#')[0]}#{heading}".rstrip("#")
            )

    def _enlarge(self, file: str) -> None:
        self._enlarged = PictureWindow(self.book.folder / file, self)
        self._enlarged.show()
        self._enlarged.activateWindow()

    # looking for something

    def search(self) -> None:
        """Show what is found; with nothing typed the contents."""
        self._soon.stop()
        typed = self.box.text().strip()
        if not typed:
            self.left.setCurrentWidget(self.contents)
            return
        found: Sequence[Hit] = find(self.book, typed)
        self.hits.show_hits(found)
        self.left.setCurrentWidget(self.hits if found else self.nothing)

    def _open_hit(self) -> None:
        if hit := self.hits.chosen:
            self.show_topic(f"{hit.chapter}#{hit.heading}".rstrip("#"), hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self.hits.step(1 if event.key() == Qt.Key.Key_Down else -1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if self._soon.isActive():
                        self.search()
                    self._open_hit()
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)

    @command("help.search", text="在帮助里查找", shortcut="Ctrl+F", help="查找帮助里的话")
    def begin_search(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    @command("help.back", text="后退", shortcut="Alt+Left", icon="arrow_left", help="回到刚才看的一章")
    def back(self) -> None:
        if self._been:
            self._ahead.append(self._here())
            self._return_to(self._been.pop())

    @command("help.forward", text="前进", shortcut="Alt+Right", icon="arrow_right", help="再到后退之前的一章")
    def forward(self) -> None:
        if self._ahead:
            self._been.append(self._here())
            self._return_to(self._ahead.pop())

    @command("help.itself", text="怎样用帮助", shortcut="F1", help="帮助窗口里能做什么")
    def explain(self) -> None:
        self.show_topic("start#随时按 F1")

    @command("help.close", text="关闭帮助", shortcut="Esc", help="关上帮助；正在查找时先清掉查找的字")
    def put_away(self) -> None:
        if self.box.hasFocus() and self.box.text():
            self.box.clear()
            self.search()
        else:
            self.close()

    def _return_to(self, been: Been) -> None:
        self._show(been.target)
        self.text.verticalScrollBar().setValue(been.scrolled)

    # the window

    def _bring_back_size(self) -> None:
        kept = settings.load().help_geometry
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(round(theme.size * 86), 640)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "text"):
            self.contents.dress()
            self.text.again.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        with suppress(Trouble):  # the next time it has its usual size
            settings.change(help_geometry=geometry)
        super().closeEvent(event)


def unled(text: str) -> str:
    """Without links to pages, where there are none yet."""
    return era.words(re.sub(rf"\[([^\]]+)\]\({PAGE}[^)]*\)", r"\1", text))


class _Contents(QTreeWidget):
    """The chapters in their groups; the arrows show them one after the other."""

    chosen = Signal(str)

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.setStyleSheet("QTreeView { border: none; }")
        self.setHeaderHidden(True)
        self.setIndentation(10)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setAccessibleName("帮助的目录")
        self._items: dict[str, QTreeWidgetItem] = {}
        groups: dict[str, QTreeWidgetItem] = {}
        for chapter in book:
            if chapter.group not in groups:
                groups[chapter.group] = group = QTreeWidgetItem(self, [chapter.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
            item = QTreeWidgetItem(groups[chapter.group], [chapter.title])
            item.setData(0, CHAPTER, chapter.name)
            self._items[chapter.name] = item
        self.expandAll()
        self.dress()
        self.currentItemChanged.connect(self._choose)

    def dress(self) -> None:
        """Take the colours of the theme again."""
        for place in range(self.topLevelItemCount()):
            self.topLevelItem(place).setForeground(0, QColor(theme.colours.quiet))

    def mark(self, name: str) -> None:
        """Show which chapter is open."""
        self.blockSignals(True)
        self.setCurrentItem(self._items[name])
        self.blockSignals(False)
        self.viewport().update()

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (name := item.data(0, CHAPTER)):
            self.chosen.emit(name)
