"""The page of keys (F1), made from the commands themselves."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from fupin_desktop.ui.commands import commands_of, keys_said
from fupin_desktop.ui.navigation import ENTRIES
from fupin_desktop.ui.parts import PartsPage
from fupin_desktop.ui.theme import L, theme

EVERYWHERE = (
    ("Ctrl+1 … Ctrl+9、Ctrl+0", "打开左边的页面（停在页面名上可以看到它的按键）"),
    ("F4、F6、F7、F8、F9", "催办、程序、体检、对表、走访"),
    ("Enter、Tab", "下一个字段；在列表里打开详情"),
    ("Esc", "放弃正在填写的内容，收起详情"),
    ("F2", "修改所选的格子"),
    ("Ctrl+C、Ctrl+V", "按表格复制、粘贴，可与 Excel、WPS 互相复制"),
    ("Ctrl+A、Shift+↑↓", "全选、连续选择"),
    ("直接打拼音首字母", "在列表里跳到那一户；在下拉框里选那一项"),
)


class KeysPage(QWidget):
    """Everything that the keyboard can do, page by page."""

    def __init__(self, window: type) -> None:
        super().__init__()
        self.text = QTextBrowser()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.addWidget(self.text)
        self.text.setHtml(_written(window))


def _written(window: type) -> str:
    parts = [f"<h2>按键一览</h2>{_table(EVERYWHERE)}", _part("窗口", window)]
    for entry in ENTRIES:
        page = entry.load()
        parts.append(_part(entry.text, page))
        if issubclass(page, PartsPage):
            parts += [_part(f"{entry.text}：{words}", kind) for words, kind in page.part_kinds()]
    return "".join(parts)


def _part(title: str, kind: type) -> str:
    rows = [(keys_said(said.shortcut), f"{said.text}：{said.help}") for said, _ in commands_of(kind)]
    return f"<h3>{title}</h3>{_table(rows)}" if rows else ""


def _table(rows: object) -> str:
    assert isinstance(rows, (list, tuple))
    cells = "".join(
        f'<tr><td width="170" style="color:{theme.colours.accent}">{escape(keys)}</td>'
        f"<td>{escape(what)}</td></tr>"
        for keys, what in rows
    )
    return f'<table cellpadding="3">{cells}</table>'
