"""行政村信息: what is known of each village in a year (2023 exports, H6)."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.village import Village, VillageYear
from fupin_desktop.exchange.lists.common import once, year_of
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ASIDE, VILLAGE, Column, ListSpec, RowIn, Say, columns_of


def gather(rows: Sequence[RowIn], year: int, say: Say) -> list[Node]:
    found = []
    for row in rows:
        values = row.of("village_year")
        values["year"] = year_of(values, "year", year)
        found.append(Node("village_year", row.row, values, extra=row.extra))
    return once(found, say)


def unfold(node: Node) -> list[dict[str, Plain]]:
    return [{f"village_year.{name}": value for name, value in node.values.items()}]


_MORE = {
    "primary_schools": ("村小学个数",),
    "doctors": ("行政村执业(助理)医师(人)", "执业(助理)医师"),
    "clinics": ("卫生室个数",),
    "culture_rooms": ("文化(图书)室个数",),
}
SPEC = ListSpec(
    key="villages",
    title="行政村信息",
    subject="village",
    root="village_year",
    columns=(
        *(Column(f"home.{name}", Village.fields[name], Village.fields[name].label, Village.fields[name].headings)
          for name in ("county", "township")),
        VILLAGE,
        *columns_of("village_year", VillageYear, without=("village", "extra"), others=_MORE),
        *(each for each in ASIDE if each.key == "aside.序号"),
    ),
    gather=gather,
    unfold=unfold,
    tells=("是否出列", "总户数", "总人口数", "村级集体经济收入", "村小学", "到乡镇是否通沥青(水泥)路", "是否通客运班车",
           "行政村卫生室个数", "行政村公共卫生厕所个数", "未实现饮水安全户数", "特困供养人口数"),
    least=3,
)  # fmt: skip
