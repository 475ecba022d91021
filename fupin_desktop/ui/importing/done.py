"""What the button of an import says, and what came of the last one: its sentence with 撤销 beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import toned

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, Applied, Choice


def button_words(draft: AnyDraft, choice: Choice, taken: int) -> tuple[str, bool]:
    """«只导入选中的 新增1户4人、变更2户», and whether there is anything to do. ``taken``: conflicts given to the file."""
    from fupin_desktop.services.importing.choosing import counts

    found = counts(draft, choice)
    parts = []
    for kind, word in (("new", "新增"), ("changed", "变更")):
        levels = zip(("household", "person"), draft.units, strict=True)
        told = ((found[kind, level], unit) for level, unit in levels)
        if counted := "".join(f"{count}{unit}" for count, unit in told if count):
            parts.append(f"{word}{counted}")
    parts += [f"{taken}处改用国扶的"] if taken else []
    parts += [f"处理未出现的{len(choice.gone)}处"] if choice.gone else []
    if parts or (draft.changes_anything and not choice.without):
        verb = "只导入选中的" if choice.without else "导入"
        return f"{verb} {'、'.join(parts)}".rstrip(), True
    if draft.changes_anything:
        return "没有选中要导入的", False
    return ("没有可以导入的行" if draft.refusals() else "没有变化，不用导入"), False


class DoneLine(QLabel):
    """What came of the last import. ``doubles``: the clerk wants to see those among the new people; ``undone``: taken back."""

    doubles = Signal()
    undone = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.linkActivated.connect(self._follow)
        self.hide()

    def say(self, done: Applied) -> None:
        """Say it, with what can be done next."""
        links = f'　<a href="undo:{done.act}">撤销</a>　<a href="household">查看农户</a>' if done.act else ""
        toned(self, f"✓ {escape(done.sentence)}{links}", "green")
        self.show()

    def add_doubles(self, count: int) -> None:
        """Say that among the new people some may be doubles."""
        if count and self.isVisible() and "doubles" not in self.text():
            self.setText(f'{self.text()}　<a href="doubles">新来的人里疑似重复{count}对，去看</a>')

    def _follow(self, link: str) -> None:
        if link == "household":
            self.desk.go("household")
        elif link == "doubles":
            self.doubles.emit()
        else:
            office, act = self.desk.office, int(link.partition(":")[2])
            self.desk.run(
                "撤销导入", lambda _: office.undo(act), self._undone,
                lambda error: toned(self, f"！ {escape(str(error))}", "red"),
            )  # fmt: skip

    def _undone(self, label: str) -> None:
        toned(self, f"✓ 已撤销：{escape(label)}", "green")
        self.undone.emit()
