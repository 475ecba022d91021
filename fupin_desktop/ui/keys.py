"""The chapter of keys, made from the commands themselves; ``dev.py pictures`` writes it into resources/help."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_desktop.ui.commands import commands_of, keys_said
from fupin_desktop.ui.navigation import ENTRIES
from fupin_desktop.ui.parts import PartsPage

EVERYWHERE = (
    ("`Enter`、`Tab`", "下一个字段；在列表里打开详情"),
    ("`Esc`", "放弃正在填写的内容，收起详情"),
    ("`F2`", "修改所选的格子"),
    ("空格", "勾选列表里的一行"),
    ("`Ctrl+C`、`Ctrl+V`", "按表格复制、粘贴，可与 Excel、WPS 互相复制"),
    ("`Ctrl+A`、`Shift+↑`、`Shift+↓`", "全选、连续选择"),
    ("直接打拼音首字母", "在列表里跳到那一户；在下拉框里选那一项"),
)


def keys_chapter() -> str:
    """Everything that the keyboard can do, page by page. It reads every page: too slow for a clerk who waits."""
    from fupin_desktop.ui.frame import Frame

    parts = [
        "# 按键一览",
        "有按键的命令都列在这里。不记得按键时按 `Ctrl+K`，打几个字或拼音首字母，回车就做。",
        _table(EVERYWHERE),
        "## 打开页面",
        _table((f"`{entry.keys}`", entry.text) for entry in ENTRIES),
        *_part("整个窗口", Frame),
    ]
    for entry in ENTRIES:
        page = entry.load()
        parts += _part(entry.text, page)
        if issubclass(page, PartsPage):
            for words, kind in page.part_kinds():
                parts += _part(f"{entry.text}：{words}", kind)
    return "\n\n".join(parts) + "\n"


def _part(title: str, kind: type) -> list[str]:
    rows = [
        (
            " 或 ".join(f"`{key}`" for key in keys_said(said.shortcut).split(" 或 ")),
            f"{said.text}：{said.help}",
        )
        for said, _ in commands_of(kind)
        if said.shortcut
    ]
    return [f"## {title}", _table(rows)] if rows else []


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {keys} | {what.replace('|', '/')} |" for keys, what in rows]
    return "\n".join(("| 按键 | 做什么 |", "|---|---|", *lines))
