"""文书: choose a paper and whom it is of at the left, see its very pages at the right; print, save, open it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.lists import Search
from fupin_desktop.services.paper import Written
from fupin_desktop.services.paper.look import Look
from fupin_desktop.ui.commands import button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import FolderLine
from fupin_desktop.ui.jobs import Job
from fupin_desktop.ui.page import Page, refusal, toned
from fupin_desktop.ui.paper.asking import AskForm
from fupin_desktop.ui.paper.catalogue import Item, catalogue
from fupin_desktop.ui.paper.kinds import KindList
from fupin_desktop.ui.paper.order import Order, Unmade, seen
from fupin_desktop.ui.paper.outcome import OutcomePart
from fupin_desktop.ui.paper.outgoing import Outgoing
from fupin_desktop.ui.paper.places import Places
from fupin_desktop.ui.paper.records import RecordsPart
from fupin_desktop.ui.paper.wording import WordingPart
from fupin_desktop.ui.preview import Preview
from fupin_desktop.ui.theme import M, S, theme
from fupin_desktop.ui.timing import pause

WAIT = 200
OUTPUTS = ("paper.write", "paper.print", "paper.save", "paper.word", "paper.changed")
NOBODY_YET = '还没有农户，没有可以生成的文书。<br><br><a href="importing">导入国扶导出表</a>　<a href="household">登记农户</a>'


class PaperPage(Page):
    title = "文书"
    tables = frozenset(
        {"setting", "village", "household", "person", "standing", "monitoring", "household_year", "person_year",
         "income_item", "verdict", "renovation", "stage", "subsidy", "photo", "poverty_line", "plan", "measure",
         "measure_fund", "progress", "pairing", "cadre", "scheme", "wording"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._round = 0
        self._shown: Order | None = None
        self._look: Look | None = None
        self._job: Job[Look | Unmade] | None = None
        self._at = ("", 0)
        """Which page of which kind is read: the same after its data have changed."""
        self.kinds = KindList(catalogue(self.office))
        self.ask = AskForm(desk, self)
        self.preview = Preview(thumbnails=True)
        self.outcome = OutcomePart()
        self.records = RecordsPart(desk)
        self.places = Places(desk)
        self.outgoing = Outgoing(desk, self)
        self._timer = pause(self, WAIT, self.show_pages)
        self._lay_out()
        self._wire()
        self.kinds.put("")

    def _lay_out(self) -> None:
        self.tools("paper.reword", "paper.follow")
        self.past_button = button(self.actions_by_key["paper.records"])
        self.head.addWidget(self.past_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.kinds, 1)
        column.addWidget(self.ask)
        self.folder = FolderLine("文书")
        column.addWidget(self.folder)
        self.buttons = {
            key: button(self.actions_by_key[key], primary=key == "paper.write") for key in OUTPUTS
        }
        column.addWidget(self.buttons["paper.write"])
        column.addWidget(self.buttons["paper.changed"])
        foot = QGridLayout()
        foot.setSpacing(S)
        for place, key in enumerate(("paper.print", "paper.save", "paper.word")):
            foot.addWidget(self.buttons[key], 0, place)
        column.addLayout(foot)
        self.right = QStackedWidget()
        self.wording = WordingPart(self.desk)
        self.wording.hide()
        reading = QSplitter(Qt.Orientation.Vertical)
        reading.addWidget(self.preview)
        reading.addWidget(self.wording)
        reading.setHandleWidth(1)
        reading.setSizes([500, 220])
        reading.setStretchFactor(0, 1)
        reading.setChildrenCollapsible(False)
        self.right.addWidget(reading)
        self.right.addWidget(self.outcome)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setHandleWidth(1)
        split.setSizes([round(theme.size * 28), 700])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        past = QWidget()
        column = QVBoxLayout(past)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.records)
        self.records.offer(
            button(self.actions_by_key["paper.sign"]), button(self.actions_by_key["paper.down"])
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(past)
        self.body.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.kinds.chosen.connect(self._choose)
        self.ask.changed.connect(self._timer.start)
        self.ask.reformed.connect(self._name_buttons)
        self.preview.followed.connect(self._follow_link)
        self.preview.spot_chosen.connect(self._go_behind)
        self.preview.turned.connect(lambda _: self._say_page())
        self.outcome.closed.connect(self.close_outcome)
        self.outcome.followed.connect(self._follow_link)
        self.outgoing.written.connect(self._written)
        self.outgoing.refused.connect(self._refused)
        self.wording.closed.connect(self._close_wording)
        self.records.opened.connect(lambda id: self.desk.go("household", household=id))

    @property
    def looks_back(self) -> bool:
        """Whether the papers that went out are shown."""
        return self.stack.currentIndex() == 1

    # what is wanted

    def _choose(self, item: Item) -> None:
        self.ask.show_item(item)
        self.buttons["paper.changed"].setVisible(item.bound)
        self.close_outcome()
        self._timer.start()

    def show_pages(self) -> None:
        """Make the first pages beside the window, and show them."""
        self._timer.stop()
        order = self.ask.order()
        if order is not None and order == self._shown and self.preview.pages:
            return
        if self._job:
            self._job.cancel()
        self._round += 1
        self._shown = self._look = None
        self.remark.setText("")
        self.right.setCurrentIndex(0)
        self._name_buttons()
        if order is None:
            self._say_unasked()
            return
        if not self.preview.pages or self._at[0] != order.item.key:
            self.preview.say(f"正在排{order.item.label}…")
        now, office = self._round, self.office
        self._job = self.desk.jobs.start(
            Job(
                lambda watch: seen(office, order, watch),
                done=lambda made: self._show(now, order, made),
                failed=lambda error: self._fail(now, error),
            ),
            "draw",
        )

    def _say_unasked(self) -> None:
        if problem := self.ask.problem():
            self.preview.say(f"！ {escape(problem)}", "red")
            return
        self.preview.say(NOBODY_YET)

    def _show(self, now: int, order: Order, made: Look | Unmade) -> None:
        if now != self._round:
            return
        if isinstance(made, Unmade):
            nobody = not self.office.households.totals(Search()).households
            self.preview.say(NOBODY_YET if nobody else refusal(made.problems), "quiet" if nobody else "red")
            return
        self._shown, self._look = order, made
        more = [f"先看前{len(made.pages)}页，打印和生成包括全部"] if not made.whole else []
        warned = [f"◷ {each}" for each in made.remarks]
        toned(self.remark, "；".join([*more, *warned]), "amber" if warned else "quiet")
        kind, at = self._at
        self.preview.show_pdf(made.pdf, made.pages)
        if kind == order.item.key:
            self.preview.go_to(at)
        self._say_page()
        self._name_buttons()
        self.wording.setVisible(self.wording.isVisibleTo(self) and bool(made.said))
        if not self.wording.isHidden():
            self.wording.show_paragraphs(order, made.said)

    def _fail(self, now: int, error: Exception) -> None:
        self.desk.tell(error)
        if now == self._round:
            self.preview.say("！ 程序出错，页面没有排成，数据没有改动；详情已写入日志", "red")

    def _say_page(self) -> None:
        """Say of whom the page is."""
        look = self._look
        if look is None or not look.pages:
            return
        page = look.pages[min(self.preview.current, len(look.pages) - 1)]
        if self._shown is not None:
            self._at = (self._shown.item.key, self.preview.current)
        said = [self.places.name(page.household_id) if page.household_id else page.village]
        self.preview.name_page("　".join(filter(None, said)))

    def _name_buttons(self) -> None:
        """The buttons say what they do."""
        order, look = self._shown, self._look
        self.actions_by_key["paper.reword"].setVisible(bool(look and look.said) and not self.looks_back)
        for key in (*OUTPUTS, "paper.overview", "paper.follow"):
            self.actions_by_key[key].setEnabled(look is not None and not self.looks_back)
        for key in ("paper.sign", "paper.down"):
            self.actions_by_key[key].setEnabled(self.looks_back)
        if order is None or look is None:
            self.buttons["paper.write"].setText("生成")
            return
        households = (
            f" {look.households}户" if look.whole and look.households > 1 and not order.households else ""
        )
        pages = f" {len(look.pages)}页" if look.whole and self.ask.format.value() == "pdf" else ""
        whom = order.whom or (order.period.words if order.period else "")
        self.buttons["paper.write"].setText(f"生成{whom}{households}{pages}")
        editable = "docx" in order.item.formats or "xlsx" in order.item.formats
        self.actions_by_key["paper.word"].setEnabled(editable and not self.looks_back)

    # places on the pages

    def _go_behind(self, key: str) -> None:
        if self._shown is not None:
            self.places.follow(key, self._shown)

    def _follow_link(self, link: str) -> None:
        if link in ("importing", "household"):
            self.desk.go(link)
        else:
            self.desk.go("setting", part="unit", field=link)

    @command(
        "paper.follow",
        text="这页上的农户和数字",
        shortcut="Ctrl+L",
        icon="people",
        help="列出这一页上的农户和数字，选一个看那一户或数字背后的名单；在页面上也可以直接点",
    )
    def follow(self) -> None:
        look, order = self._look, self._shown
        if look is None or order is None:
            return
        page = look.pages[self.preview.current]
        menu = QMenu(self)
        for key, words in self.places.on(page, order):
            menu.addAction(words).triggered.connect(lambda _=False, key=key: self._go_behind(key))
        if menu.isEmpty():
            menu.addAction("这一页上没有可以打开的农户或数字").setEnabled(False)
        menu.setActiveAction(menu.actions()[0])
        self.menu = menu
        menu.popup(self.preview.mapToGlobal(QPoint(S, self.preview.bar.height())))

    @command(
        "paper.reword",
        text="改写段落",
        shortcut="Ctrl+E",
        icon="document_edit",
        help="用自己的话改写报表的一段；留在这份报表里，下期作为写法供选用",
    )
    def reword(self) -> None:
        look, order = self._look, self._shown
        if look is not None and order is not None and look.said:
            self.preview.show_all(False)
            self.wording.show()
            self.wording.show_paragraphs(order, look.said)
            self.wording.words.setFocus()

    def _close_wording(self) -> None:
        self.wording.hide()
        self.preview.sheets.setFocus()

    @command(
        "paper.overview",
        text="全部页面",
        shortcut="Ctrl+Shift+A",
        icon="column_triple",
        help="所有页面缩小排在一起，再按恢复；按 Enter 读那一页",
    )
    def overview(self) -> None:
        self.preview.show_all(not self.preview.all.isChecked())

    # out

    @command(
        "paper.write",
        text="生成",
        shortcut="Ctrl+G",
        icon="save",
        help="按村或按户存为文件，放进所选文件夹的“文书”里；完成后列出文件",
    )
    def write(self) -> None:
        if self._shown is not None:
            self.outgoing.write(self._shown, self.folder.out, self.ask.format.value())

    def _written(self, order: Order, made: Written) -> None:
        self.outcome.show_written(order.item.label, made)
        self._show_outcome()
        self.desk.say(f"已生成{order.item.label}：{len(made.files)}个文件", "green")

    def _refused(self, order: Order, error: Exception) -> None:
        """Why nothing was written or printed stays to be read; the pages are still there."""
        self.outcome.show_refused(order.item.label, error)
        self._show_outcome()

    def _show_outcome(self) -> None:
        self.right.setCurrentWidget(self.outcome)
        if self.isVisible() and not isinstance(QApplication.focusWidget(), (QLineEdit, QTableWidget)):
            self.outcome.take_focus()  # nobody is typing

    @command(
        "paper.save",
        text="另存为…",
        shortcut="Ctrl+S",
        icon="save",
        help="全部存进一个文件：PDF、Word、Excel 或文字",
    )
    def save(self) -> None:
        if self._shown is not None:
            self.outgoing.save(self._shown, self.ask.format.value())

    @command(
        "paper.word",
        text="Word 打开",
        shortcut="Ctrl+Shift+W",
        icon="open",
        help="存为 Word 文档（没有文字的表存为 Excel），用这台电脑上的 Word 或 WPS 打开修改",
    )
    def open_in_word(self) -> None:
        if self._shown is not None:
            self.outgoing.open(self._shown, self.folder.out)

    # on paper

    @command(
        "paper.print",
        text="打印…",
        shortcut="Ctrl+P",
        icon="print",
        help="选打印机、份数、页码和单双面，送去打印",
    )
    def print(self) -> None:
        if self._shown is not None and self._look is not None:
            self.outgoing.print(self._shown, self._look)

    @command(
        "paper.changed",
        text="只补打变动页…",
        shortcut="Ctrl+Shift+P",
        icon="print",
        help="只打上次打印以后变动的页；签过字的页不替换，另打更正页",
    )
    def print_changed(self) -> None:
        if self._shown is not None and self._look is not None and self._shown.item.bound:
            self.outgoing.print(self._shown, self._look, changed=True)

    # what went out

    @command(
        "paper.records",
        text="已出文书",
        shortcut="Ctrl+R",
        icon="history",
        help="看哪份文书什么时候出的、第几版、张贴到哪天，再按回到生成",
    )
    def show_records(self) -> None:
        self._look_back(not self.looks_back)
        self.take_focus()

    def _look_back(self, on: bool) -> None:
        self.stack.setCurrentIndex(1 if on else 0)
        said = "回到生成" if on else "已出文书"
        self.actions_by_key["paper.records"].setText(said)
        self.past_button.setText(said)
        self.remark.setVisible(not on)
        if on:
            self.records.load()
        self._name_buttons()

    @command(
        "paper.sign",
        text="记录签字页",
        shortcut="Ctrl+Shift+S",
        icon="signature",
        help="记下哪些页签了字：以后不再替换，变动另加更正页",
    )
    def sign(self) -> None:
        with self.desk.speaking():
            self.records.sign()

    @command(
        "paper.down",
        text="撤下",
        shortcut="Ctrl+Shift+D",
        icon="pin_off",
        help="记下选中的公示今天从公示栏撤下",
    )
    def take_down(self) -> None:
        with self.desk.speaking():
            self.records.take_down()

    @command("paper.back", text="回到页面", shortcut="Esc", help="从文件清单、已出文书或改写栏回到页面")
    def back(self) -> None:
        if self.looks_back:
            self.show_records()
        elif self.right.currentWidget() is self.outcome:
            self.close_outcome()
        elif not self.wording.isHidden():
            self._close_wording()

    def close_outcome(self) -> None:
        """Back to the pages."""
        if self.right.currentWidget() is self.outcome:
            self.right.setCurrentIndex(0)
            self.kinds.setFocus()

    # where one is

    def _hear(self, tables: object) -> None:
        """What went out is shown in its list; it changes no page."""
        super()._hear(tables)
        if isinstance(tables, frozenset) and "printed" in tables and self.looks_back:
            self.records.load()

    def refresh(self) -> None:
        with self.desk.speaking():
            self.ask.show_villages()
            if self.looks_back:
                self.records.load()
            self._shown = self._look = None
            self._name_buttons()
            self._timer.start()

    def dress(self) -> None:
        self.kinds.dress()
        super().dress()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "kind" in state:
            self.kinds.put(state["kind"])
        if state:
            self._look_back(False)
            self.ask.put(state)
        self._timer.start()

    def place(self) -> dict[str, Any]:
        return {"kind": self.kinds.kind.key if self.kinds.kind else "", **self.ask.state()}

    def take_focus(self) -> None:
        (self.records.view if self.looks_back else self.kinds).setFocus()
