"""村级小表: one press makes a workbook for each village; what comes back is held against the office, value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Stale
from fupin_desktop.domain.sheets import VillageSheet
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.folders import last_folder, open_place, remember
from fupin_desktop.ui.page import outcome, panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.sheets.asking import AskingBand
from fupin_desktop.ui.sheets.files import SHEETS, ask_folder
from fupin_desktop.ui.sheets.returned import ReturnedBand
from fupin_desktop.ui.sheets.sent import SentBand
from fupin_desktop.ui.theme import M, S

if TYPE_CHECKING:
    from fupin_desktop.services.village_sheets import Sent, SheetDraft

BOOKS = (".xlsx", ".xls", ".xlsm")
AGAIN = "◷ 读取小表之后，本办数据又有改动，已重新对照，您的选择还在；请看过再采用"


class VillagePart(Drops, Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._paths: list[Path] = []
        self.actions_by_key = actions(self)
        self.asking = AskingBand(desk, button(self.actions_by_key["village.send"], primary=True))
        tools = [button(self.actions_by_key[f"village.{key}"]) for key in ("forget", "take_back")]
        self.sent = SentBand(desk, tools)
        self.sent.struck.connect(self.forget)
        self.back = ReturnedBand(desk)
        self.back.chosen.connect(self._name_button)
        self.done = outcome()
        self.done.linkActivated.connect(self._follow)
        self.setAcceptDrops(True)
        desk.changed.connect(self._hear)
        self._lay_out()
        self._name_button()

    def _lay_out(self) -> None:
        self.apply_button = button(self.actions_by_key["village.apply"], primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.apply_button)
        foot.addWidget(button(self.actions_by_key["village.drop"]))
        foot.addWidget(quiet("一次采用，要么全成，要么一点不动；随时可以撤销"), 1)
        self.returned = QWidget()
        column = QVBoxLayout(self.returned)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.back, 1)
        column.addLayout(foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.sent)
        self.pages.addWidget(self.returned)
        right = QWidget()
        self._beside = column = QVBoxLayout(right)
        column.setContentsMargins(M, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.done)
        column.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.addWidget(panes(self.asking, right, (290, 900), grows=1))

    def load(self) -> None:
        """The villages and years there are, and the sheets that are out."""
        office = self.desk.office

        def task(_: Watch) -> tuple[list[str], date | None, list[VillageSheet]]:
            names = [each.name for each in office.settings.villages()]
            return names, office.figures.last_day(), office.village_sheets.sent()

        self.read_beside(task, lambda found: self._take(*found))

    def _take(self, villages: list[str], newest: date | None, sent: list[VillageSheet]) -> None:
        self.asking.offer(villages, newest)
        self.sent.show_sent(sent)
        self.actions_by_key["village.forget"].setEnabled(bool(sent))

    def _hear(self, tables: object) -> None:
        if isinstance(tables, frozenset) and self.isVisible() and tables & {"", "village_sheet", "village"}:
            self.load()

    def _say(self, words: str, tone: str, links: str = "") -> None:
        toned(self.done, f"{escape(words)}{links}", tone)
        self.done.show()

    # out

    @command(
        "village.send", text="生成小表…", shortcut="Ctrl+S", icon="document_multiple",
        help="每村一份工作簿，已知的都填好，只有要填的列能改；存到选定的文件夹里",
    )  # fmt: skip
    def send(self) -> None:
        if self.asking.wanted() is None:
            return
        if folder := ask_folder(self, "小表保存到"):
            self.send_to(folder)

    def send_to(self, folder: Path) -> None:
        """Write the sheets into a new folder of their own there: filled ones that lie about are never overwritten."""
        wanted, sheets, today = self.asking.wanted(), self.desk.office.village_sheets, self.desk.today()
        if wanted is None:
            return
        out = _fresh(folder, wanted.folder)

        def task(watch: Watch) -> Sent:
            return sheets.send(
                wanted.list, out, villages=wanted.villages, ask=wanted.columns, due_on=wanted.due_on,
                year=wanted.year, whole_ids=wanted.whole_ids, on=today, watch=watch,
            )  # fmt: skip

        self.desk.run("生成村级小表", task, lambda sent: self._went(sent, out), self.asking.refuse)

    def _went(self, sent: Sent, out: Path) -> None:
        link = f'　<a href="open:{escape(str(out))}">打开文件夹</a>'
        self._say(f"✓ 已生成{len(sent.files)}份小表，共{sent.rows}行：{out.name}", "green", link)
        self.load()

    def _follow(self, link: str) -> None:
        what, _, rest = link.partition(":")
        if what == "open":
            open_place(Path(rest))
            return
        office = self.desk.office
        self.desk.run(
            "撤销", lambda _: office.undo(int(rest)), lambda label: self._say(f"✓ 已撤销：{label}", "green"),
            lambda error: self._say(f"！ {error}", "red"),
        )  # fmt: skip

    @command(
        "village.forget",
        text="作废",
        icon="delete",
        help="所选的小表不再收回，交回来也不认（Delete）；可以撤销",
    )
    def forget(self) -> None:
        chosen = self.sent.view.selected()
        if chosen:
            with self.desk.speaking():
                self.desk.office.village_sheets.forget(*chosen)
                self.desk.say(f"已作废{len(chosen)}份小表", "green", undo=True)

    # back

    @command(
        "village.take_back", text="收回小表…", shortcut="Ctrl+O", icon="folder_open",
        help="选村里交回来的文件，可以一次选几个，叫什么名字都行",
    )  # fmt: skip
    def take_back(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择村里交回来的小表", str(last_folder()), SHEETS)
        if chosen:
            remember(Path(chosen[0]).parent)
            self.open_files([Path(each) for each in chosen])

    def open_files(self, paths: Sequence[Path], *, again: bool = False) -> None:
        """Read what came back, and hold it against the office. A file that is none of ours is named and left out."""
        sheets = self.desk.office.village_sheets
        self._paths = files = _books(paths)
        self.done.hide()

        def task(watch: Watch) -> tuple[SheetDraft, list[str]]:
            return sheets.read_ours(files, watch)

        self.desk.run(
            "读取村级小表", task, lambda read: self._came(*read, again=again), self._not_read,
            stopped="没有采用任何内容",
        )  # fmt: skip

    def _came(self, draft: SheetDraft, refused: list[str], *, again: bool) -> None:
        self.back.show_draft(draft, refused, keep=again)
        if again:
            self._say(AGAIN, "amber")
        self._turn(self.returned)
        self._name_button()
        if self.isVisible():
            self.back.take_focus()

    def _not_read(self, error: Exception) -> None:
        self._put_down()
        self._say(f"！ {error}", "red")

    def _turn(self, page: QWidget) -> None:
        """Show the sheets that are out, or, over the whole width, what came back."""
        self.pages.setCurrentWidget(page)
        self.asking.setVisible(page is self.sent)
        self._beside.setContentsMargins(M if page is self.sent else 0, 0, 0, 0)
        self.actions_by_key["village.send"].setEnabled(page is self.sent)

    def _name_button(self) -> None:
        taken = sum(1 for each in self.back.take().values() if each == "village")
        action = self.actions_by_key["village.apply"]
        action.setText(f"采用{taken}处改动" if taken else "登记收回，本办不改")
        self.apply_button.setText(action.text())
        for key in ("village.apply", "village.drop"):
            self.actions_by_key[key].setEnabled(self.back.draft is not None)

    @command(
        "village.apply", text="采用", shortcut="Ctrl+Return", icon="checkmark_circle",
        help="把打勾的改动一次写进本办数据，并记下哪些村交回来了",
    )  # fmt: skip
    def apply(self) -> None:
        draft, office, take = self.back.draft, self.desk.office, self.back.take()
        if draft is None:
            return
        self.actions_by_key["village.apply"].setEnabled(False)
        today = self.desk.today()

        def task(_: Watch) -> tuple[str, int]:
            return office.village_sheets.apply(draft, take, today), office.history.newest()

        self.desk.run("采用村级小表", task, lambda did: self._applied(*did), self._not_applied)

    def _applied(self, said: str, act: int) -> None:
        self._put_down()
        self._say(f"✓ {said}", "green", f'　<a href="undo:{act}">撤销</a>')
        self.load()

    def _not_applied(self, error: Exception) -> None:
        self._name_button()
        if isinstance(error, Stale):
            self.open_files(self._paths, again=True)
        else:
            self._say(f"！ {error}", "red")

    def _put_down(self) -> None:
        self.back.forget()
        self._turn(self.sent)
        self._name_button()
        self.done.hide()
        if self.isVisible():
            self.sent.view.setFocus()

    @command("village.drop", text="不采用", shortcut="Esc", help="放下读取的小表，本办数据不动")
    def drop(self) -> None:
        if self.back.draft is not None:
            count = len(self.back.draft.returned)
            self._put_down()
            self.desk.say(f"已放下{count}份小表，没有采用任何内容")

    # from outside

    def take_files(self, paths: list[Path]) -> None:
        self.open_files(paths)

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "list" in state:
            self.asking.list.put(state["list"])
        if "villages" in state:
            self.asking.villages.put(state["villages"])
        if files := state.get("files"):
            self.open_files([Path(each) for each in files])

    def take_focus(self) -> None:
        if self.back.draft is not None:
            self.back.take_focus()
        else:
            self.asking.take_focus()


def _fresh(folder: Path, name: str) -> Path:
    """A folder that is not there yet."""
    names = (f"{name}{f'（{number}）' if number > 1 else ''}" for number in count(1))
    return next(found for each in names if not (found := folder / each).exists())


def _books(paths: Sequence[Path]) -> list[Path]:
    """The files, and the workbooks of folders among them."""
    found: list[Path] = []
    for each in paths:
        if each.is_dir():
            found += sorted(
                path for path in each.iterdir() if path.suffix.lower() in BOOKS and path.name[:1] not in "~."
            )
        else:
            found.append(each)
    return found
