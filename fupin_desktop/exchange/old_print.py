"""How the sheets of an .xls are printed, which xlrd does not tell: read from its records."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from fupin_desktop.exchange.oddities import column_letters


def papers(old: Any) -> list[dict[int, bytes]]:
    """What each sheet says of printing, by the number of the record ([MS-XLS] 2.3): set-up, margins, fit, centre."""
    wanted = {0xA1, 0x81, 0x83, 0x26, 0x27, 0x28, 0x29}
    found: list[dict[int, bytes]] = []
    data, at, end, depth = old.mem, old.base, old.base + old.stream_len, 0
    while at + 4 <= end:
        code, length = struct.unpack_from("<HH", data, at)
        if code == 0x809:
            depth += 1
            if depth == 1:
                found.append({})
        elif code == 0x0A:
            depth -= 1
        elif code in wanted and depth == 1 and found:
            found[-1].setdefault(code, bytes(data[at + 4 : at + 4 + length]))
        at += 4 + length
    return found[1:]


def set_paper(made: Any, said: dict[int, bytes]) -> None:
    """Give a sheet the print set-up of an old one."""
    for code, side in ((0x26, "left"), (0x27, "right"), (0x28, "top"), (0x29, "bottom")):
        if len(said.get(code, b"")) == 8:
            setattr(made.page_margins, side, struct.unpack("<d", said[code])[0])
    made.print_options.horizontalCentered = said.get(0x83, b"\0")[:1] == b"\1"
    if len(said.get(0xA1, b"")) < 12:
        return
    paper, scale, _, wide, tall, flags = struct.unpack_from("<6H", said[0xA1])
    if flags & 4:  # the set-up was never made
        return
    made.page_setup.paperSize = paper
    made.page_setup.orientation = "portrait" if flags & 2 else "landscape"
    made.page_setup.scale = scale if 10 <= scale <= 400 else 100
    if len(said.get(0x81, b"")) >= 2 and said[0x81][1] & 1:
        made.sheet_properties.pageSetUpPr.fitToPage = True
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = wide, tall


def keep_printed(book: Any, name: Any) -> None:
    """The area that is printed, and the rows printed on each page."""
    if not name.builtin or name.name not in ("Print_Area", "Print_Titles") or name.scope < 0:
        return
    kept: Sequence[Any] = getattr(getattr(name, "result", None), "value", None) or ()
    sheet = book.worksheets[name.scope]
    for ref in kept:
        _, _, top, bottom, left, right = ref.coords
        if name.name == "Print_Area":
            sheet.print_area = f"{column_letters(left)}{top + 1}:{column_letters(right - 1)}{bottom}"
        elif right - left >= 256:
            sheet.print_title_rows = f"{top + 1}:{bottom}"
