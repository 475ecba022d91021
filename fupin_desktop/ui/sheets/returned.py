"""What villages sent back, value by value: what the office has, what the village wrote, and whose is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import empty, quiet, toned
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import FieldChange, RowProblem
    from fupin_desktop.services.village_sheets.returning import RowAnswers, SheetDraft

KINDS = {"all": "全部改动", "conflict": "冲突", "problem": "问题"}
HINTS = {
    "all": "打勾的用村里的，没有打勾的本办不动；空格勾选，回车打开那一户",
    "conflict": "发出之后本办（或另一份小表）也改过的，默认用本办的；打勾改用村里的",
    "problem": "没有采用的行和格子、村里写的备注；请核实后在农户页里改，或请村里改好再交",
}
SAME = "交回来的小表没有改动。按“登记收回”记下已经收回。"
REMARKS = 3


class Value(NamedTuple):
    """One value that a village wrote, with the row it stands in."""

    row: RowAnswers
    change: FieldChange


class ReturnedBand(QWidget):
    """``chosen``: somebody else's value was taken."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.draft: SheetDraft | None = None
        self.kind = "all"
        self._values: list[Value] = []
        self.sentence, self.refused, self.remarks, self.hint = QLabel(), QLabel(), QLabel(), quiet("")
        for words in (self.sentence, self.refused, self.remarks, self.hint):
            words.setWordWrap(True)
        self.values: LineTable[Value] = LineTable(self._columns(), key=lambda each: each.change.key)
        self.values.ticked_changed.connect(self.chosen)
        self.values_view = LineView(self.values, "村里的改动")
        self.values_view.opened.connect(lambda each: desk.go("household", household=each.row.household_id))
        self.problems: LineTable[RowProblem] = LineTable(_problem_columns())
        self.problems_view = LineView(self.problems, "问题")
        self._lay_out()

    def _columns(self) -> list[Column[Value]]:
        return [
            Column("取用", lambda each: "村里的" if self.values.is_ticked(each) else "本办的", 11),
            Column("情况", lambda each: "◷ 冲突" if each.change.conflict else "变更", 8, tone=_tone),
            Column("行政村", lambda each: each.row.village, 9),
            Column("姓名", lambda each: each.row.name, 9),
            Column("项目", lambda each: each.change.label, 16),
            Column("本办的值", lambda each: each.change.old or "空", 16,
                   tone=lambda each: _tone(each) or ("" if each.change.old else "quiet")),
            Column("村里的值", lambda each: each.change.new or "空", 22, tone=_tone),
            Column("出处", lambda each: f"第{each.row.row}行　{each.row.file}", 0, tone=lambda _: "quiet"),
        ]  # fmt: skip

    def _lay_out(self) -> None:
        chips, self.buttons = chip_row(self, KINDS, self.show_kind)
        told = QHBoxLayout()
        told.setSpacing(S)
        told.addWidget(self.hint, 1)
        self.theirs_button, self.ours_button = QPushButton("所选用村里的"), QPushButton("所选用本办的")
        for made, on in ((self.theirs_button, True), (self.ours_button, False)):
            made.setProperty("tone", "link")
            made.clicked.connect(lambda _=False, on=on: self.values.tick(self.values_view.selected(), on))
            told.addWidget(made)
        self.stack = QStackedWidget()
        for view in (self.values_view, self.problems_view, empty(SAME)):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for each in (self.sentence, self.refused, self.remarks):
            column.addWidget(each)
        column.addLayout(chips)
        column.addLayout(told)
        column.addWidget(self.stack, 1)

    def show_draft(self, draft: SheetDraft, refused: list[str], *, keep: bool = False) -> None:
        """Show what came back, conflicts first.

        ``keep``: what was chosen stays; what has become a conflict since stays as the office has it.
        """
        taken = self.take() if keep else {}
        was = {
            (each.change.key, each.change.conflict): taken[each.change.key] for each in self._values if keep
        }
        self.draft = draft
        rows = {each.item_key: each for each in draft.rows}
        items = draft.of("conflict", "changed")
        self._values = [Value(rows[item.key], change) for item in items for change in item.changes]
        self._values.sort(key=lambda each: not each.change.conflict)
        self.values.ticked = {
            each.change.key
            for each in self._values
            if was.get(
                (each.change.key, each.change.conflict), "office" if each.change.conflict else "village"
            )
            == "village"
        }
        clashes = any(each.change.conflict for each in self._values)
        toned(self.sentence, f"{'◷ ' if clashes else ''}{draft.sentence}", "amber" if clashes else "")
        toned(self.refused, "\n".join(f"！ 没有读取：{said}" for said in refused), "red")
        self.refused.setVisible(bool(refused))
        shown = draft.remarks[:REMARKS]
        more = f"；还有{len(draft.remarks) - REMARKS}条" if len(draft.remarks) > REMARKS else ""
        toned(self.remarks, f"◷ {'；'.join(shown)}{more}", "amber")
        self.remarks.setToolTip("\n".join(draft.remarks))
        self.remarks.setVisible(bool(draft.remarks))
        counts = {"all": len(self._values), "problem": len(draft.problems),
                  "conflict": sum(each.change.conflict for each in self._values)}  # fmt: skip
        for kind, made in self.buttons.items():
            made.setText(f"{KINDS[kind]} {counts[kind]}")
            made.setEnabled(bool(counts[kind]))
        self.problems.show(draft.problems)
        self.show_kind("all" if counts["all"] or not counts["problem"] else "problem")

    def show_kind(self, kind: str) -> None:
        """Show all that changed, the conflicts alone, or what could not be taken."""
        self.kind = kind
        self.buttons[kind].setChecked(True)
        self.hint.setText(HINTS[kind] if self._values or kind == "problem" else "")
        for each in (self.theirs_button, self.ours_button):
            each.setVisible(kind != "problem" and bool(self._values))
        if kind == "problem":
            self.stack.setCurrentIndex(1)
            self.problems_view.go_to_row(0)
            return
        self.values.show([each for each in self._values if kind == "all" or each.change.conflict])
        self.values_view.go_to_row(0)
        self.stack.setCurrentIndex(0 if self._values else 2)

    def take(self) -> dict[str, str]:
        """For each value whose it is: village or office."""
        return {
            each.change.key: "village" if self.values.is_ticked(each) else "office" for each in self._values
        }

    def forget(self) -> None:
        """Show nothing any more."""
        self.draft, self._values = None, []
        self.values.show(())
        self.problems.show(())

    def take_focus(self) -> None:
        (self.problems_view if self.kind == "problem" else self.values_view).setFocus()


def _tone(each: Value) -> str:
    return "amber" if each.change.conflict else ""


def _problem_columns() -> tuple[Column[RowProblem], ...]:
    return (
        Column("文件", lambda each: each.file, 34),
        Column("行", lambda each: str(each.row or ""), 5, right=True),
        Column("列", lambda each: each.column, 4),
        Column("项目", lambda each: each.field, 14),
        Column("村里写的", lambda each: each.value, 16),
        Column("原因", lambda each: each.text, 0,
               tone=lambda each: "red" if each.severity == "refused" else "amber"),
    )  # fmt: skip
