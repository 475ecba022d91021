"""Wall charts on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

if TYPE_CHECKING:
    from fupin_desktop.cli.words import Make


def poster(said: Said) -> Answer:
    """A wall chart."""
    from fupin_desktop.domain.paper import How

    with opened(said) as office:
        made = office.posters.write(
            said.kind, said.out, village=said.village, paper=said.paper, sheet=said.sheet, on=said.on,
            public=said.public, how=How.SAVED, watch=Teller(),
        )  # fmt: skip
    return made.as_json(), f"已生成：{said.out}（{made.boards}幅{made.pages}页）"


def words(command: Make) -> None:
    """Its words."""
    from fupin_desktop.cli.words import day

    each = command("poster", "生成挂图（township 乡镇作战图，village 村作战图，schedule 倒排工期表）", poster)
    each.add_argument("kind", metavar="KIND")
    each.add_argument("--village", metavar="V")
    each.add_argument("--paper", choices=("A0", "A1", "A2", "A3", "A4"), default="A1", help="挂图的大小")
    each.add_argument("--sheet", metavar="A4|A3", help="打印机的纸，比挂图小时拼接")
    each.add_argument("--public", action="store_true", help="公开版，不列致贫原因")
    each.add_argument("--on", type=day, metavar="DATE")
    each.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
