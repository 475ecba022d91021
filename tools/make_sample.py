"""Makes the sample export that ships with the program: the demo township 星星镇 a month later, as of 2018-06-08.

    python tools/make_sample.py [FOLDER]

writes 贫困户信息_20180608.xlsx and, beside it, what an import of it into the demo township must find.
The same people, some values changed, one family gone, one come. Nobody in it exists.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Household, HouseholdYear, PersonYear
from fupin_desktop.exchange.layouts import layout_named
from fupin_desktop.services.demo.families import (
    ABLE,
    Family,
    Someone,
    id_number,
    make_unique,
    someone,
    townships,
)

DAY = date(2018, 6, 8)
NAME = f"贫困户信息_{DAY:%Y%m%d}"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples"
MORE = "是否享受低保"
STAMP = (2018, 6, 8, 9, 0, 0)


def main(folder: Path = FOLDER) -> None:
    """Write the workbook and its truth."""
    families, truth = a_month_later()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.xlsx").write_bytes(workbook(rows(families)))
    said = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{NAME}.truth.json").write_bytes(said.encode())


def a_month_later() -> tuple[list[Family], dict[str, object]]:
    """The families on the day, and what is different."""
    families, chance = next(townships(1)), random.Random("a month later")
    taken = {each.number for family in families for each in family.members}
    gone = next(each for each in families if each.village == "东巴扎村" and len(each.members) == 3)
    families.remove(gone)
    changed: Counter[str] = Counter()
    free = chance.sample(families, 60)
    for family in free[:8]:
        family.phone = f"137{chance.randrange(10**8):08d}"
        changed[_label(Household, "phone")] += 1
    for family in free[8:38]:
        family.income = round(family.income + chance.randrange(80, 900), 2)
        changed[_label(HouseholdYear, "income_recorded")] += 1
    well = [each for each in free[38:60] if not each.head.card]
    for field, times in _change_people(chance, well):
        changed[field] += times
    young = [
        each for each in families if each not in free and "·" not in each.head.name and len(each.members) > 1
    ]
    child = _birth(next(each for each in young if each.members[1].age < 38), taken)
    changed[_label(HouseholdYear, "people_listed")] += 1
    come = _come(chance, taken)
    families.append(come)
    return families, {
        "data_day": DAY.isoformat(), "rows": sum(len(each.members) for each in families),
        "households": {"new": [come.number], "gone": [gone.number], "total": len(families)},
        "people": {"new": [child.name, *(each.name for each in come.members)]},
        "changed": dict(sorted(changed.items())),
    }  # fmt: skip


def _label(kind: type[Record], name: str) -> str:
    return kind.fields[name].label


def _change_people(chance: random.Random, families: Sequence[Family]) -> Iterator[tuple[str, int]]:
    """The health of four is another; the others found work, or worked another month."""
    for place, family in enumerate(families):
        head = family.head
        if place < 4:
            head.health = "健康" if head.health == "患有大病" else "患有大病"
            yield _label(PersonYear, "health"), 1
        elif head.skill in ABLE and not head.work_months:
            head.work_place, head.work_months = "乡(镇)外县内务工", chance.randrange(1, 4)
            yield _label(PersonYear, "work_place"), 1
            yield _label(PersonYear, "work_months"), 1
        elif head.work_months and head.work_months < 12:
            head.work_months += 1
            yield _label(PersonYear, "work_months"), 1


def _birth(family: Family, taken: set[str]) -> Someone:
    """A daughter was born in May."""
    child = someone(random.Random("birth"), "之女", 0, False, 4, name=f"{family.head.name[0]}垚")
    child.birth = date(2018, 5, 19)
    child.number = id_number(child.birth, child.male, 4)
    child.education = "学龄前儿童"
    make_unique(child, taken)
    family.members.append(child)
    return child


def _come(chance: random.Random, taken: set[str]) -> Family:
    """A family that was identified in May."""
    members = [
        someone(chance, relation, age, male, chance.randrange(499), surname)
        for relation, age, male, surname in (
            ("户主", 41, True, "单"),
            ("配偶", 39, False, None),
            ("之子", 4, True, "单"),
        )
    ]
    for each in members:
        each.health, each.card = "健康", ""
        each.education = each.education or "初中"
        make_unique(each, taken)
    return Family(
        number="650000000901", village="花儿村", group="3组", members=members, status="未脱贫", lifted_year=None,
        cause="缺技术", attribute="一般贫困户", income=2410.5, phone="13700000901",
    )  # fmt: skip


def rows(families: Sequence[Family]) -> Iterator[list[str]]:
    """Title rows, headings and a row for each person, every cell text: as the national system writes them."""
    layout = layout_named("H1")
    assert layout is not None
    headings = [*layout.headings, MORE]
    yield [layout.title]
    yield [f"数据日期：{DAY.isoformat()}", "", layout.unit]
    yield headings
    serial = 0
    for family in families:
        for place, member in enumerate(family.members, 1):
            serial += 1
            told = _told(family, member, place, serial)
            yield [told[each] for each in headings]


def _told(family: Family, member: Someone, place: int, serial: int) -> dict[str, str]:
    return {
        "序号": str(serial), "县(市、区、旗)": "星海县", "乡(镇)": "星星镇", "行政村": family.village, "自然村": family.group,
        "户编号": family.number, "人编号": f"{family.number}{place:02d}", "姓名": member.name,
        "证件号码": member.number + member.card, "人数": str(len(family.members)), "与户主关系": member.relation,
        "民族": member.nation, "文化程度": member.education, "在校生状况": member.school, "健康状况": member.health,
        "劳动技能": member.skill, "务工状况": member.work_place, "务工时间（月）": str(member.work_months),
        "参加大病医疗": "是", "脱贫属性": family.status, "贫困户属性": family.attribute, "主要致贫原因": family.cause,
        "危房户": "是" if family.unsafe else "否", "饮水安全": "是", "饮水困难": "否", "人均纯收入": str(family.income),
        "联系电话": family.phone, MORE: "是" if member.allowance else "否",
    }  # fmt: skip


def workbook(lines: Iterator[list[str]]) -> bytes:
    """The rows as .xlsx; the same rows always give the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for line in lines:
        sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return _dated(stream.getvalue())


def _dated(content: bytes) -> bytes:
    """The same archive with every clock in it set to the day of the data."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2018-06-08T09:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, STAMP), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
