"""What each megabyte of the installed program is for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from installer.parts import megabytes, table

if TYPE_CHECKING:
    from installer.payload import Payload

_OWN = {"app": "程序自己的代码", "resources": "表样、图标、帮助、样例", "python": "Python 解释器与标准库"}
_SMALL = 1_000_000
"""Bytes: smaller wheels share one line."""


def by_purpose(payload: Payload) -> dict[str, int]:
    """Return the bytes of the payload by what they are for, the largest first."""
    counted: Counter[str] = Counter()
    wheels = table()["wheels"]
    for path in payload.files():
        size = (payload.folder / path).stat().st_size
        top = path.partition("/")[0]
        if path.startswith("resources/fonts/"):
            counted["字体（7 个，含生僻字）"] += size
        elif top == "lib":
            name = payload.owner(path)
            counted[f"{name}：{wheels[name]['use']}"] += size
        else:
            counted[_OWN.get(top, "启动程序、许可证")] += size
    small = {name: size for name, size in counted.items() if size < _SMALL and "：" in name}
    for name in small:
        del counted[name]
    counted[f"其余 {len(small)} 个程序库"] = sum(small.values())
    return dict(counted.most_common())


def table_lines(payload: Payload) -> list[str]:
    """Return the table in Markdown."""
    lines = ["| 用途 | 安装后 |", "|---|---:|"]
    lines += [f"| {name} | {megabytes(size)} |" for name, size in by_purpose(payload).items()]
    return [*lines, f"| **合计（{len(payload.files())} 个文件）** | **{megabytes(payload.size())}** |"]
