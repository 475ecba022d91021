"""张贴: the notices on the villages' boards at the left, the one under the cursor at the right, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.paper import How
from fupin_desktop.domain.posting import Act, Objection, State
from fupin_desktop.services.paper.writing import plain
from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.commands import actions, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, open_place
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.notice.acting import Asking, ProofForm
from fupin_desktop.ui.notice.doing import Doing
from fupin_desktop.ui.notice.shown import TONES, PostingView, state_words
from fupin_desktop.ui.page import panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.printing import print_papers
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.posting import PostingFile

SHOWN = {"open": "在办", "waiting": "要办的", "all": "全部"}
URGENT = (State.DISPUTED, State.ENDED, State.DOWN, State.PRINTED, State.DRAFT)
OVER = (State.ARCHIVED, State.WITHDRAWN)


class BoardPart(Part):
    """A notice begins here when it is printed or saved in 制作."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self.doing = Doing(desk)
        self._which = "open"
        self._all: list[PostingFile] = []
        self._written: Path | None = None
        self.village = PickBox([(None, "全部村")])
        self.village.setAccessibleName("行政村")
        self.village.currentIndexChanged.connect(lambda _: self._narrow())
        self.table: LineTable[PostingFile] = LineTable(
            (
                Column("公示", self._label, 16),
                Column("村", lambda each: each.posting.village, 8),
                Column("户数", lambda each: str(each.households or ""), 5, right=True),
                Column(
                    "状态",
                    lambda each: state_words(each, short=True),
                    0,
                    tone=lambda each: TONES.get(each.life.state, ""),
                ),
                Column("下一步", lambda each: each.next.label if each.next else "", 9),
            )
        )
        self.list = LineView(self.table, "公示")
        self.list.entered.connect(self._enter)
        self.list.opened.connect(lambda _: self.next())
        self.view = PostingView(desk, self.actions_by_key)
        self.view.answered.connect(self.answer)
        self.view.opened.connect(lambda id: desk.go("household", household=id))
        self.view.photos.added.connect(self.add_photos)
        self.view.photos.removed.connect(self._remove_photo)
        self.view.form.done.connect(lambda said: desk.say(said, "green"))
        self.view.form.closed.connect(self.list.setFocus)
        self.view.done.linkActivated.connect(lambda _: self._open_written())
        self.none = quiet("")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        chips, self.chips = chip_row(self, SHOWN, self.only)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addLayout(chips, 1)
        top.addWidget(self.village)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, S, S, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(panes(left, self.view, (640, 560), grows=1))
        self.stack.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.chips[self._which].setChecked(True)

    # the list

    def load(self) -> None:
        """Read the notices again; the one under the cursor stays."""
        with self.desk.speaking():
            names = [each.name for each in self.office.settings.villages()]
            if names != [self.village.itemText(n) for n in range(1, self.village.count())]:
                kept = self.village.value()
                self.village.offer([(None, "全部村"), *((name, name) for name in names)])
                self.village.put(kept)
            self._all = self.office.postings.all(on=self.desk.today())
            self.desk.counted.emit("notice", sum(each.next is not None for each in self._all))
            self._narrow()

    def only(self, which: str) -> None:
        """Show which of the notices: in hand, to be acted on, all."""
        self._which = which
        self.chips[which].setChecked(True)
        self._narrow()

    def _narrow(self) -> None:
        village, kept = self.village.value(), self.current()
        found = [each for each in self._all if village in (None, each.posting.village) and self._is(each)]
        found.sort(key=_urgency)
        self.table.show(found)
        id = kept.posting.id if kept else None
        row = next((n for n, each in enumerate(found) if each.posting.id == id), 0)
        self.list.go_to_row(row)
        if not self._all:
            self.none.setText("还没有公示。在“制作”里打印或生成公示以后，到这里登记张贴、异议、期满和撤下")
        self.stack.setCurrentIndex(0 if self._all else 1)
        self.view.setVisible(bool(found))
        if found:
            self.view.show_file(found[row])

    def _label(self, each: PostingFile) -> str:
        """What its kind is called, with its year where that is not this one."""
        label = each.label.removesuffix("公示")
        year = each.posting.year
        return label if year == self.desk.today().year else f"{year}年{label}"

    def _is(self, each: PostingFile) -> bool:
        if self._which == "waiting":
            return each.next is not None
        return self._which == "all" or each.life.state not in OVER

    def current(self) -> PostingFile | None:
        """The notice under the cursor."""
        return self.list.current()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if id := state.get("posting"):
            self.go_to(id)

    def place(self) -> dict[str, Any]:
        """What Alt+← must bring back."""
        here = self.current()
        return {"posting": here.posting.id if here else None}

    def take_focus(self) -> None:
        self.list.setFocus()

    def go_to(self, id: int) -> None:
        """Put the cursor on a notice."""
        self.only("all")
        self.village.put(None)
        rows = [n for n, each in enumerate(self.table.lines) if each.posting.id == id]
        if rows:
            self.list.go_to_row(rows[0])

    def _enter(self, each: PostingFile) -> None:
        self.view.show_file(each)

    # what is done

    @command(
        "notice.next",
        text="办下一步",
        shortcut="Ctrl+Return",
        icon="checkmark_circle",
        help="登记所选公示的下一步：打印、张贴、答复异议、期满证明、撤下、归档；可以一次选几份",
    )
    def next(self) -> None:
        """Do what comes next; while a form is open, register it."""
        if self.view.form.asking is not None:
            self.view.form.submit()
            return
        file = self.current()
        if file is None or file.next is None:
            self.desk.say("这份公示现在没有要办的" if file else "请先选一份公示")
            return
        match file.next:
            case Act.PRINT:
                self.again()
            case Act.ANSWER:
                self.answer(file.open_objections[0])
            case Act.CERTIFY:
                self.view.form.ask(
                    Asking(
                        "公示无异议证明", ProofForm, {"on": self.desk.today()}, "生成证明",
                        lambda typed: self._prove(file, typed["on"]),
                    )
                )  # fmt: skip
            case act:
                several = [each for each in self.list.selected() if each.next is act]
                self.view.form.ask(self.doing.step(file, several, act))

    @command("notice.object", text="登记异议", shortcut="Ctrl+N", icon="add", help="有人对张贴的公示提出异议")
    def object_(self) -> None:
        """Register an objection against the notice under the cursor."""
        file = self.current()
        if file is None or file.posting.posted_on is None or file.life.state in OVER:
            self.desk.say("请先选一份已经张贴的公示，再登记异议", "red")
            return
        self.view.tabs.setCurrentIndex(2)
        self.view.form.ask(self.doing.objection(file))

    def answer(self, objection: Objection) -> None:
        """Register what became of an objection."""
        self.view.tabs.setCurrentIndex(2)
        self.view.form.ask(self.doing.answer(objection))

    @command(
        "notice.withdraw", text="撤回…", icon="dismiss", help="这份公示不再算数；要写明原因，原件和经过都保留"
    )
    def withdraw(self) -> None:
        """Withdraw the notice under the cursor, with a reason."""
        file = self.current()
        if file is None or file.life.state is State.WITHDRAWN:
            self.desk.say("请先选一份没有撤回的公示", "red")
            return
        self.view.form.ask(self.doing.withdrawal(file))

    @command(
        "notice.renew",
        text="照原件重新登记",
        icon="arrow_redo",
        help="撤回的公示只是登记错了，原件不变，重新登记张贴",
    )
    def renew(self) -> None:
        """Begin the withdrawn notice under the cursor anew."""
        file = self.current()
        if file is None:
            return
        with self.desk.speaking():
            made = self.office.postings.renew(file.posting.id or 0, self.desk.today())
            self.load()
            self.go_to(made.id or 0)
            self.desk.say(f"已照原件重新登记：{made.heading}", "green", undo=True)

    @command(
        "notice.again",
        text="原样补打",
        shortcut="Ctrl+P",
        icon="print",
        help="打印与张贴的一模一样的公示，数据后来变了也不变",
    )
    def again(self) -> None:
        """Print the very paper."""
        file = self.current()
        if file is None:
            self.desk.say("请先选一份公示", "red")
            return
        id, today = file.posting.id or 0, self.desk.today()
        with self.desk.speaking():
            paper = self.office.postings.paper(id)
            print_papers(
                self.desk, self, file.posting.heading, [paper],
                lambda: self.office.postings.sent(id, How.PRINTED, today),
            )  # fmt: skip

    def _prove(self, file: PostingFile, on: date) -> str:
        """Refused at once where it cannot be; the file itself is written beside the window."""
        posting, office = file.posting, self.office
        id = posting.id or 0
        office.postings.certificate(id, on)
        out = last_folder() / "公示" / f"{plain(posting.heading)}_无异议证明.pdf"
        self.desk.run(
            "生成无异议证明", lambda _: office.postings.end(id, on, out), lambda _: self._proved(out)
        )
        return "正在生成无异议证明"

    def _proved(self, out: Path) -> None:
        self._written = out
        words = (
            f'✓ 已生成无异议证明，签字盖章后可拍照存到“照片”里　<a href="file">打开</a>　{escape(str(out))}'
        )
        toned(self.view.done, words, "green")
        self.view.done.show()

    def _open_written(self) -> None:
        if self._written is not None:
            open_place(self._written)

    # photos

    @command(
        "notice.photo",
        text="添加照片",
        shortcut="Ctrl+Shift+I",
        icon="image_add",
        help="张贴和撤下的照片、签字盖章的证明",
    )
    def photo(self) -> None:
        """Choose photos of the notice under the cursor."""
        if self.current() is not None:
            self.view.tabs.setCurrentIndex(3)
            self.view.photos.ask(self.view.photos.kind)

    def add_photos(self, files: list[Path], kind: str) -> None:
        """Keep photos or scans, beside the window."""
        file = self.current()
        if file is None:
            return
        id, office, today = file.posting.id or 0, self.office, self.desk.today()
        self.desk.run(
            f"添加{kind}", lambda _: office.postings.add_photos(id, files, kind, today),
            lambda count: self.desk.say(f"已添加{kind}{count}张", "green", undo=True),
        )  # fmt: skip

    def _remove_photo(self, photo: Any) -> None:
        with self.desk.speaking():
            self.office.postings.remove_photo(photo)
            self.desk.say(f"已移除{photo.paper}", "green", undo=True)


def _urgency(each: PostingFile) -> tuple[int, date]:
    """What waits for the clerk first, then what ends next."""
    state = each.life.state
    return URGENT.index(state) if state in URGENT else len(URGENT), each.posting.until or date.max
