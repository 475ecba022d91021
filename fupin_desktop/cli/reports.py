"""What the command ``report`` understands and does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.cli.commands import Answer, Said, Teller, opened, pairs

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date


def report(said: Said) -> Answer:
    """A report of a period."""
    from fupin_desktop.domain.paper import How

    with opened(said) as office:
        for name, words in pairs(said.say, "改写").items():
            if words:
                office.wordings.keep(said.kind, said.period, name, words, on=said.on)
            else:
                office.wordings.forget(said.kind, said.period, name)
        made = office.reporting.write(
            said.kind, said.period, said.out, form=said.format, on=said.on, villages=said.village,
            options=pairs(said.set), how=How.SAVED, watch=Teller(),
        )  # fmt: skip
    found = {
        "pages": made.pages,
        "figures": made.figures,
        "file": str(made.file),
        "files": [str(each) for each in made.files],
        "remarks": list(made.remarks),
    }
    pages = f"（{made.pages}页）" if made.pages else ""
    many = f"，共{len(made.files)}个文件" if len(made.files) > 1 else ""
    return found, "\n".join([f"已生成：{said.out}{many}{pages}", *made.remarks])


def words(report: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The words of ``report``."""
    report.add_argument("kind", metavar="KIND", help="monthly、quarterly……，写错时会列出全部种类")
    report.add_argument("period", metavar="PERIOD", help="2018-05、2018Q2、2018H1、2018、2018W19")
    report.add_argument("--village", action="append", default=[], metavar="V")
    report.add_argument("--on", type=day, metavar="DATE")
    report.add_argument("--format", choices=("pdf", "docx", "xlsx", "txt"), default="pdf")
    report.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="这种报表自己的选项")
    report.add_argument(
        "--say", action="append", default=[], metavar="NAME=WORDS", help="改写一段文字，空着则改回程序写的"
    )
    report.add_argument("--out", type=Path, required=True, metavar="DIR|FILE")
