"""What the command ``notice`` understands and does."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

if TYPE_CHECKING:
    from collections.abc import Callable


def notice(said: Said) -> Answer:
    """Public notices, one file a village."""
    from fupin_desktop.domain.paper import How

    start = said.start or said.on or date.today()
    with opened(said) as office:
        made = office.notices.write(
            said.kind, said.out, villages=said.village, households=said.household or None,
            year=said.year or start.year, start=start, until=said.until, days=said.days, paper=said.paper,
            form=said.format, web=said.web, pack=said.pack, how=How.SAVED, watch=Teller(),
        )  # fmt: skip
    counted = f"，共{made.households}户" if made.households else ""
    done = f"已生成{len(made.files)}份公示{counted}，{made.words}：{said.out}"
    return made.as_json(), "\n".join([done, *made.remarks])


def words(notice: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The words of ``notice``."""
    notice.add_argument(
        "kind", type=kind_of, metavar="KIND", help="identification、exit……，写错时会列出全部种类"
    )
    notice.add_argument("--village", action="append", default=[], metavar="V")
    notice.add_argument("--household", action="append", default=[], metavar="H")
    notice.add_argument("--year", type=int, metavar="Y")
    notice.add_argument("--from", dest="start", type=day, metavar="DATE", help="张贴日期")
    notice.add_argument("--to", dest="until", type=day, metavar="DATE", help="公示截止日期（代替天数）")
    notice.add_argument("--on", dest="on", type=day, metavar="DATE")
    notice.add_argument("--days", type=int, metavar="N", help="公示天数")
    notice.add_argument("--paper", choices=("A4", "A3"), default="A4")
    notice.add_argument("--format", choices=("pdf", "docx", "xlsx", "txt"), default="pdf")
    notice.add_argument(
        "--pack", action="store_true", help="成套材料：张贴清单、公示、无异议证明、异议登记表、照片页"
    )
    notice.add_argument("--web", action="store_true", help="网站版：张*三，不列小组")
    notice.add_argument("--out", type=Path, required=True, metavar="DIR")


def kind_of(said: str) -> str:
    """The key of a kind of notice."""
    from fupin_desktop.domain.notice import KINDS

    if said not in KINDS:
        known = "、".join(f"{kind.key}（{kind.label}）" for kind in KINDS.values())
        raise argparse.ArgumentTypeError(f"“{said}”不在可选内容（{known}）中")
    return said
