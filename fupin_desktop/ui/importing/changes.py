"""The second band: what an import would change, kind by kind, field by field, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, FieldChange, Item, RowProblem

LEVELS = {"household": "户", "person": "人"}
WORDS = {
    "new": "新增", "changed": "变更", "conflict": "冲突", "refused": "拒绝", "finding": "疑点", "missing": "本次未出现",
    "unchanged": "未变",
}  # fmt: skip
HINTS = {
    "new": "本办还没有、文件里有的户和人",
    "changed": "两边都有、值不同的；右边逐项列出原来的和改成的",
    "conflict": "本办导入后更正过、国扶系统还是旧值的。默认用本办的；打勾改用国扶的",
    "refused": "读不成的行，不会导入；改好文件再导一次即可，不影响其他行",
    "finding": "已读入，但请核实",
    "missing": "本办有、这次文件里没有的户和人；不会删除",
    "unchanged": "两边一样，不动",
}
SUMMARY = 3


class Clash(NamedTuple):
    """One field of one household or person that the office put right and the file says otherwise."""

    item: Item
    change: FieldChange


class ChangesBand(QWidget):
    """``chosen``: other conflicts are ticked for the national value."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.draft: AnyDraft | None = None
        self.kind = ""
        self.totals = QLabel()
        self.hint = quiet("")
        self.hint.setWordWrap(True)
        self.buttons: dict[str, QPushButton] = {}
        self.group = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setSpacing(XS)
        for kind, word in WORDS.items():
            made = QPushButton(word)
            made.setProperty("tone", "filter")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, kind=kind: self.show_kind(kind))
            self.group.addButton(made)
            self.buttons[kind] = made
            chips.addWidget(made)
        chips.addStretch(1)
        self.items, self.items_view, self.fields, self.fields_view = _item_tables()
        self.items_view.entered.connect(lambda item: self.fields.show(item.changes))
        self.clashes, self.clashes_view = _clash_table()
        self.clashes.ticked_changed.connect(self.chosen)
        self.problems, self.problems_view = _problem_table()
        self.missing: LineTable[str] = LineTable((Column("户或人", str, 0),))
        self.missing_view = LineView(self.missing, "本次未出现")
        self.both = QSplitter(Qt.Orientation.Horizontal)
        self.both.addWidget(self.items_view)
        self.both.addWidget(self.fields_view)
        self.both.setSizes([520, 480])
        self.both.setHandleWidth(1)
        self.stack = QStackedWidget()
        for widget in (self.both, self.clashes_view, self.problems_view, self.missing_view):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for part in (self.totals, chips, self.hint, self.stack):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.setStretch(3, 1)

    def show_draft(self, draft: AnyDraft) -> None:
        """Show a draft, beginning with what needs a decision."""
        self.draft = draft
        self.totals.setText(draft.totals)
        clashes = [Clash(item, each) for item in draft.conflicts() for each in item.changes if each.conflict]
        self.clashes.ticked = set()
        self.clashes.show(clashes)
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
        households, people = self.draft.households.get(kind, 0), self.draft.people.get(kind, 0)
        return "".join(f"{count}{unit}" for count, unit in ((households, "户"), (people, "人")) if count)

    def _problems(self, severity: str) -> list[RowProblem]:
        assert self.draft
        return [each for each in self.draft.problems if each.severity == severity]

    def show_kind(self, kind: str) -> None:
        """Show one kind of what the file would do."""
        if self.draft is None:
            return
        self.kind = kind
        self.buttons[kind].setChecked(True)
        self.hint.setText(HINTS[kind])
        if kind == "conflict":
            self.stack.setCurrentWidget(self.clashes_view)
        elif kind in ("refused", "finding"):
            self.problems.show(self._problems(kind))
            self.stack.setCurrentWidget(self.problems_view)
        elif kind == "missing":
            self.missing.show(self.draft.missing)
            self.stack.setCurrentWidget(self.missing_view)
        else:
            self.fields.show(())
            self.items.show(self.draft.of(kind))
            self.fields_view.setVisible(kind == "changed")
            self.items_view.setColumnHidden(4, kind != "changed")
            self.items_view.go_to_row(0)
            self.stack.setCurrentWidget(self.both)

    def taken(self) -> dict[str, str]:
        """The conflicts for which the national value was chosen."""
        return {str(key): "national" for key in self.clashes.ticked}


def _item_tables() -> tuple[LineTable[Item], LineView[Item], LineTable[FieldChange], LineView[FieldChange]]:
    items: LineTable[Item] = LineTable(
        (
            Column("", lambda each: LEVELS.get(each.level, ""), 2),
            Column("姓名", lambda each: each.name, 12),
            Column("户编号", lambda each: each.household, 20),
            Column("行", lambda each: str(each.row), 5, right=True),
            Column("改动", _summary, 0),
        )
    )
    fields: LineTable[FieldChange] = LineTable(
        (
            Column("字段", lambda each: each.label, 16),
            Column("原来", lambda each: each.old or "空", 16, tone=lambda each: "" if each.old else "quiet"),
            Column("改为", lambda each: each.new or "空", 0, tone=lambda each: "" if each.new else "quiet"),
        )
    )
    return items, LineView(items, "户和人"), fields, LineView(fields, "逐项改动")


def _summary(item: Item) -> str:
    said = "、".join(each.label for each in item.changes[:SUMMARY])
    return f"{said}等{len(item.changes)}项" if len(item.changes) > SUMMARY else said


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
        )
    )
    return table, LineView(table, "读不成的和要核实的")
