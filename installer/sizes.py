"""What each megabyte of the installed program is for."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from installer import portable
from installer.parts import megabytes, table

if TYPE_CHECKING:
    from installer.payload import Payload

_OWN = {"app": "程序自己的代码", "resources": "表样、图标、帮助、样例", "python": "Python 解释器与标准库"}
FONTS = "字体（7 个，含生僻字）"
_SMALL = 1_000_000
"""Bytes: smaller wheels share one line."""


def by_purpose(payload: Payload, sizes: Mapping[str, int]) -> dict[str, int]:
    """Add up sizes of files (path to bytes) by what the files are for, the largest first."""
    counted: Counter[str] = Counter()
    for path in payload.files():
        counted[_purpose(payload, path)] += sizes[path]
    return dict(counted.most_common())


def _purpose(payload: Payload, path: str) -> str:
    top = path.partition("/")[0]
    if path.startswith("resources/fonts/"):
        return FONTS
    if top != "lib":
        return _OWN.get(top, "启动程序、许可证")
    name = payload.owner(path)
    return f"{name}：{table()['wheels'][name]['use']}"


def table_lines(payload: Payload, packed: Path) -> list[str]:
    """Return the table in Markdown: installed bytes, and those in the portable package ``packed``."""
    whole = by_purpose(payload, {path: payload.size(path) for path in payload.files()})
    with zipfile.ZipFile(packed) as archive:
        entries = zip(portable.names(archive.namelist()), archive.infolist(), strict=True)
        squeezed = by_purpose(payload, {name: entry.compress_size for name, entry in entries})
    small = [name for name, size in whole.items() if size < _SMALL and "：" in name]
    lines = ["| 用途 | 安装后 | 在便携版里 |", "|---|---:|---:|"]
    lines += [_row(name, whole[name], squeezed[name]) for name in whole if name not in small]
    rest = f"其余 {len(small)} 个程序库"
    lines.append(_row(rest, sum(whole[name] for name in small), sum(squeezed[name] for name in small)))
    return [*lines, _row(f"合计（{len(payload.files())} 个文件）", payload.size(), sum(squeezed.values()))]


def _row(name: str, whole: int, squeezed: int) -> str:
    return f"| {name} | {megabytes(whole)} | {megabytes(squeezed)} |"
