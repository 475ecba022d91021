"""The second band: what an import would change, kind by kind, field by field; and what the clerk decides about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.importing.items import FILE, FieldTable, ItemTable, ItemView
from fupin_desktop.ui.importing.missing import MissingPart
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, Choice, FieldChange, Item, RowProblem

WORDS = {
    "new": "新增", "changed": "变更", "conflict": "冲突", "unchanged": "未变", "missing": "本次未出现", "refused": "拒绝",
    "finding": "疑点",
}  # fmt: skip
HINTS = {
    "new": "本办还没有、文件里有的户和人。空格勾选，回车打开",
    "changed": "两边都有、值不同的。空格勾选整户；右边逐项选用谁的值，选本办的就记入国扶待改",
    "conflict": "本办导入后更正过、国扶系统还是旧值的。默认用本办的；打勾改用国扶的",
    "refused": "读不成的行，不会导入；改好文件再导一次即可，不影响其他行",
    "finding": "已读入，但请核实",
    "missing": "本办有、这次文件里没有的户和人。不会删除：查清楚的选去向，没查清的以后再说",
    "unchanged": "两边一样，不动",
}
AT_ONCE = 20_000
"""Longer lists are searched beside the window."""
ITEMS = ("new", "changed", "unchanged")


class Clash(NamedTuple):
    """One field of one household or person that the office put right and the file says otherwise."""

    item: Item
    change: FieldChange


class ChangesBand(QWidget):
    """``chosen``: the clerk decided something else."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.draft: AnyDraft | None = None
        self.kind = ""
        self._round = 0
        self.totals = QLabel()
        self.hint = quiet("")
        self.hint.setWordWrap(True)
        self.items, self.fields = ItemTable(), FieldTable()
        self.items_view = ItemView(self.items)
        self.fields_view = LineView(self.fields, "逐项改动")
        self.items_view.entered.connect(self._show_fields)
        self.items_view.opened.connect(self._open)
        self.items.ticked_changed.connect(self.chosen)
        self.fields.ticked_changed.connect(self._took)
        self.clashes, self.clashes_view = _clash_table()
        self.clashes.ticked_changed.connect(self._took_clashes)
        self.problems, self.problems_view = _problem_table()
        self.absent: LineTable[str] = LineTable((Column("户或人", str, 0),))
        self.absent_view = LineView(self.absent, "本次未出现")
        self.missing = MissingPart()
        self.missing.chosen.connect(self.chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        self.both = QSplitter(Qt.Orientation.Horizontal)
        for view, part in ((self.items_view, 560), (self.fields_view, 600)):
            self.both.addWidget(view)
            self.both.setStretchFactor(self.both.count() - 1, part)
        self.both.setSizes([560, 600])
        self.both.setHandleWidth(1)
        self.stack = QStackedWidget()
        for widget in (self.both, self.clashes_view, self.problems_view, self.absent_view, self.missing):
            self.stack.addWidget(widget)
        chips, self.buttons = chip_row(self, WORDS, self.show_kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.totals)
        column.addLayout(chips)
        column.addLayout(self._make_tools())
        column.addWidget(self.stack, 1)

    def _make_tools(self) -> QHBoxLayout:
        """Words about the kind; a search in its list, and ticks for all of it."""
        self.search = QLineEdit()
        self.search.setPlaceholderText("在列表里找：姓名、拼音、户编号")
        self.search.setAccessibleName("在列表里找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 18)
        self._slow = pause(self, 150, self._find)
        self.search.textChanged.connect(lambda _: self._slow.start())
        self.all_button, self.none_button = QPushButton("全选"), QPushButton("全不选")
        for made, on in ((self.all_button, True), (self.none_button, False)):
            made.setProperty("tone", "link")
            made.clicked.connect(
                lambda _=False, on=on: self.items.tick_rows(range(len(self.items.lines)), on)
            )
        self.theirs_button, self.ours_button = QPushButton("所选用国扶的"), QPushButton("所选用本办的")
        for made, whose in ((self.theirs_button, "national"), (self.ours_button, "office")):
            made.setProperty("tone", "link")
            made.clicked.connect(lambda _=False, whose=whose: self.take_all(whose))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.hint, 1)
        for widget in (
            self.theirs_button, self.ours_button, self.all_button, self.none_button, self.search,
        ):  # fmt: skip
            row.addWidget(widget)
        return row

    def show_draft(self, draft: AnyDraft, choice: Choice | None = None) -> None:
        """Show a draft with what was decided about it, beginning with what needs a decision."""
        self.draft = draft
        self.totals.setText(draft.totals)
        home = getattr(draft, "home_of", None)
        self.items.home = home or (lambda _: "")
        self.items.about = getattr(draft, "about", lambda _: "")
        self.items.left_out = set(choice.without) if choice else set()
        self.fields.take = dict(choice.take) if choice else {}
        self.fields.theirs = "国扶的" if home else "文件的"
        self.theirs_button.setText(f"所选用{self.fields.theirs}")
        self.search.setText("")
        clashes = [Clash(item, each) for item in draft.conflicts() for each in item.changes if each.conflict]
        self.clashes.show(clashes)
        self._match_clashes()
        self.missing.show_draft(draft, dict(choice.gone) if choice else {})
        self.absent.show(draft.missing)
        counts = {kind: self._count(kind) for kind in WORDS}
        for kind, made in self.buttons.items():
            made.setText(f"{WORDS[kind]} {counts[kind] or 0}")
            made.setEnabled(bool(counts[kind]))
        order = ("conflict", "refused", "changed", "new", "finding", "missing", "unchanged")
        self.show_kind(next((kind for kind in order if counts[kind]), "unchanged"))

    def _count(self, kind: str) -> str:
        assert self.draft
        if kind == "conflict":
            return f"{len(self.clashes.lines)}处" if self.clashes.lines else ""
        if kind in ("refused", "finding"):
            found = len(self._problems(kind))
            return f"{found}处" if found else ""
        if kind == "missing":
            gone = self.draft.missing
            return f"{len(gone)}处" if gone else ""
        kinds = (kind, "conflict") if kind == "changed" else (kind,)
        households, people = (
            sum(counts.get(each, 0) for each in kinds)
            for counts in (self.draft.households, self.draft.people)
        )
        told = zip((households, people), self.draft.units, strict=True)
        return "".join(f"{count}{unit}" for count, unit in told if count)

    def _problems(self, severity: str) -> list[RowProblem]:
        """The problems of a severity; of the refused, also rows that go out with their household."""
        assert self.draft
        found = [each for each in self.draft.problems if each.severity == severity]
        if severity == "refused" and found:
            said = {(each.file, each.row) for each in found}
            found += [
                replace(found[0], file=each.file, row=each.row, column="", field="", value=each.name, text=each.why)
                for each in self.draft.refusals()
                if (each.file, each.row) not in said
            ]  # fmt: skip
        return found

    def show_kind(self, kind: str) -> None:
        """Show one kind of what the file would do."""
        if self.draft is None:
            return
        self.kind = kind
        self.buttons[kind].setChecked(True)
        self.hint.setText(HINTS[kind])
        for widget in (self.all_button, self.none_button, self.search):
            widget.setVisible(kind in ITEMS and (kind != "unchanged" or widget is self.search))
        for widget in (self.theirs_button, self.ours_button):
            widget.setVisible(kind == "changed")
        several = len(self.draft.files) > 1
        if kind == "conflict":
            self.stack.setCurrentWidget(self.clashes_view)
        elif kind in ("refused", "finding"):
            self.problems.show(self._problems(kind))
            self.problems_view.setColumnHidden(len(self.problems.columns) - 1, not several)
            self.problems_view.go_to_row(0)
            self.stack.setCurrentWidget(self.problems_view)
        elif kind == "missing":
            self.stack.setCurrentWidget(self.missing if self.draft.gone else self.absent_view)
        else:
            self.items.choosing = kind != "unchanged"
            self.items_view.setColumnHidden(FILE, not several)
            self.fields_view.setVisible(kind != "unchanged")
            self._find()
            self.stack.setCurrentWidget(self.both)

    def _find(self) -> None:
        """The items of the kind, those that were looked for."""
        if self.draft is None or self.kind not in ITEMS:
            return
        self._slow.stop()
        found = self.draft.of(*((self.kind, "conflict") if self.kind == "changed" else (self.kind,)))
        words = self.search.text().strip()
        self._round += 1
        now = self._round
        if words and len(found) > AT_ONCE:
            self.desk.run_quietly(lambda _: found.matching(words), lambda lines: self._list(now, lines))
        else:
            self._list(now, found.matching(words) if words else found)

    def _list(self, now: int, lines: Sequence[Item]) -> None:
        if now == self._round:
            self.fields.show_item(None, ())
            self.items.show(lines)
            self.items_view.go_to_row(0)

    # deciding

    def _show_fields(self, item: Item) -> None:
        values = getattr(self.draft, "values_of", None)
        new = item.kind == "new" and not item.changes and values is not None
        self.fields.show_item(item, values(item.key) if new and values else item.changes)

    def _open(self, item: Item) -> None:
        """The household of an item, where the office has it."""
        with self.desk.speaking():
            if item.kind == "new" and item.level == "household":
                self.desk.say(f"{item.name}这一户还没有导入", "amber")
            else:
                self.desk.go("household", household=self.desk.office.households.by_number(item.household))

    def take_all(self, whose: str) -> None:
        """Everything of the selected items is taken from the file, or stays as the office has it."""
        for item in self.items_view.selected():
            for change in item.changes:
                self.fields.take.pop(change.key, None)
            self.fields.take[item.key] = whose
        here = self.items_view.current()
        if here is not None:
            self._show_fields(here)
        self._match_clashes()
        self.chosen.emit()

    def take_focus(self) -> None:
        """Put the keyboard into what is shown."""
        shown = self.stack.currentWidget()
        inner: dict[QWidget, QWidget] = {self.both: self.items_view, self.missing: self.missing.view}
        if shown is not None:
            inner.get(shown, shown).setFocus()

    def _match_clashes(self) -> None:
        """The list of conflicts says what was decided item by item."""
        take = self.fields.take
        self.clashes.ticked = {
            each.change.key
            for each in self.clashes.lines
            if take.get(each.change.key, take.get(each.item.key)) == "national"
        }

    def _took(self) -> None:
        """A field was decided; the list of conflicts says the same."""
        self._match_clashes()
        self.chosen.emit()

    def _took_clashes(self) -> None:
        for each in self.clashes.lines:
            key = each.change.key
            said = "national" if key in self.clashes.ticked else "office"
            if self.fields.take.get(key, self.fields.take.get(each.item.key, "office")) != said:
                self.fields.take[key] = said
        self.chosen.emit()

    def choice(self) -> Choice:
        """Everything that was decided."""
        from fupin_desktop.services.importing import Choice

        return Choice(dict(self.fields.take), None, set(self.items.left_out), dict(self.missing.gone))


def _clash_table() -> tuple[LineTable[Clash], LineView[Clash]]:
    picked: Callable[[Clash], str] = lambda each: "用国扶的" if table.is_ticked(each) else "用本办的"  # noqa: E731
    columns: Sequence[Column[Clash]] = (
        Column("取用", picked, 12),
        Column("姓名", lambda each: each.item.name, 10),
        Column("字段", lambda each: each.change.label, 14),
        Column("本办的值", lambda each: each.change.old or "空", 20),
        Column("国扶的值", lambda each: each.change.new or "空", 20),
        Column("户编号", lambda each: each.item.household, 0),
    )
    table: LineTable[Clash] = LineTable(columns, key=lambda each: each.change.key)
    return table, LineView(table, "冲突")


def _problem_table() -> tuple[LineTable[RowProblem], LineView[Any]]:
    table: LineTable[RowProblem] = LineTable(
        (
            Column("行", lambda each: str(each.row or ""), 6, right=True),
            Column("列", lambda each: each.column, 4),
            Column("字段", lambda each: each.field, 16),
            Column("值", lambda each: each.value, 22),
            Column("原因", lambda each: each.text, 0),
            Column("文件", lambda each: each.file, 20),
        )
    )
    return table, LineView(table, "读不成的和要核实的")
