"""Two exports of 100,000 households held against each other, and a roster of 50,000 rows against everybody's number.

Every measurement is a fresh process. The floors of the same round: python-calamine reading both exports; python-calamine
reading the roster, and a dictionary of everybody's number from sqlite3.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.importing import CACHE, ROOT, _peak, make_file, office_left

LATER = "贫困户信息_20180608.xlsx"
ROSTER = "医保参保名册.xlsx"
ROWS = 50_000
LIMITS = {"compare": 60.0, "match": 10.0}
_BLOCK = 1 << 22
_row = re.compile(rb"<row\b.*?</row>", re.DOTALL)
_number = re.compile(rb'<c r="F\d+"[^>]*><is><t>(\d+)')


def read_both(folder: Path, _: Path) -> None:
    """The floor of a comparison: the cells of both files."""
    from python_calamine import CalamineWorkbook

    for file in _exports(folder):
        assert CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()


def compare(folder: Path, office_at: Path) -> None:
    """Who came, who went, what changed, field by field."""
    from fupin_desktop.services.office import Office

    office = Office.open(office_at, by="计时")
    found = office.comparing.compare(*_exports(folder))
    office.close()
    assert found.changes
    assert found.went


def read_roster(folder: Path, office_at: Path) -> None:
    """The floor of a match: the roster's cells, and everybody's number in a dictionary."""
    import sqlite3

    from python_calamine import CalamineWorkbook

    assert CalamineWorkbook.from_path(str(folder / ROSTER)).get_sheet_by_index(0).to_python()
    store = sqlite3.connect(office_at / "office.db")
    known = {
        number: (id, home)
        for number, id, home in store.execute("SELECT id_number, id, household_id FROM person")
    }
    store.close()
    assert known


def match(folder: Path, office_at: Path) -> None:
    """The verdict on every row."""
    from fupin_desktop.services.office import Office

    office = Office.open(office_at, by="计时")
    matched = office.matching.match(folder / ROSTER)
    office.close()
    assert len(matched.found) == ROWS
    assert matched.counts["hits"] >= ROWS // 2


MEASURED: dict[str, Callable[[Path, Path], None]] = {
    "read_both": read_both,
    "compare": compare,
    "read_roster": read_roster,
    "match": match,
}
FLOORS = {"compare": "read_both", "match": "read_roster"}
WORDS = {"compare": "两期对比", "match": f"{ROWS}行名单比对"}


def _exports(folder: Path) -> tuple[Path, Path]:
    return folder / "贫困户信息_20180508.xlsx", folder / LATER


def make_later(first: Path) -> None:
    """A month later: some households and people are gone, some are ill; made once."""
    later = first.with_name(LATER)
    if later.exists():
        return
    print("正在生成后一个月的导出文件，只需一次……")
    with (
        zipfile.ZipFile(first) as old,
        zipfile.ZipFile(later, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            with old.open(info) as source, new.open(info.filename, "w", force_zip64=True) as target:
                blocks = iter(partial(source.read, _BLOCK), b"")
                for block in _changed(blocks) if info.filename.endswith("sheet1.xml") else blocks:
                    target.write(block)


def _changed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest, count = b"", 0
    for block in blocks:
        rest += block
        end = rest.rfind(b"</row>") + 6
        if end < 6:
            continue
        done = 0
        for found in _row.finditer(rest, 0, end):
            yield rest[done : found.start()]
            count += 1
            yield _aged(found[0], count)
            done = found.end()
        rest = rest[done:]
    yield rest


def _aged(row: bytes, count: int) -> bytes:
    number = _number.search(row)
    if number is None:
        return row
    if number[1].endswith(b"777") or (count % 301 == 0 and "户主".encode() not in row):
        return b""
    return row.replace("<t>健康</t>".encode(), "<t>残疾</t>".encode()) if count % 97 == 0 else row


def make_roster(first: Path) -> None:
    """Half of it people of the export, half nobody the office knows; made once."""
    if first.with_name(ROSTER).exists():
        return
    from openpyxl import Workbook
    from python_calamine import CalamineWorkbook

    from fupin_desktop.domain.id_number import check_character

    rows = CalamineWorkbook.from_path(str(first)).get_sheet_by_index(0).to_python()
    heading = next(place for place, row in enumerate(rows) if "证件号码" in row)
    name, number = rows[heading].index("姓名"), rows[heading].index("证件号码")
    known = {str(row[number]): str(row[name]) for row in rows[heading + 1 :] if len(str(row[number])) == 18}
    step = max(1, len(known) // (ROWS // 2))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("参保")
    sheet.append(["城乡居民基本医疗保险参保名册"])
    sheet.append(["序号", "姓名", "身份证号", "参保日期"])
    for count, (theirs, called) in enumerate(list(known.items())[::step][: ROWS // 2]):
        body = (
            f"659099{1940 + count % 70}{count // 70 % 12 + 1:02}{count // 840 % 28 + 1:02}{count % 1000:03}"
        )
        stranger = body + check_character(body)
        sheet.append([2 * count + 1, called, theirs, "2018-01-01"])
        sheet.append(
            [2 * count + 2, "路人", "659099190001010001" if stranger in known else stranger, "2018-01-01"]
        )
    book.save(first.with_name(ROSTER))


def _measure(name: str, folder: Path, office_at: Path) -> None:
    begun, worked = time.perf_counter(), time.thread_time()
    MEASURED[name](folder, office_at)
    seconds, work = time.perf_counter() - begun, time.thread_time() - worked
    print(json.dumps({"seconds": seconds, "work": work, "megabytes": _peak()}))


def _prepare() -> None:
    """Make the files in a process of its own: what it fills of the memory is not counted to those that follow."""
    first = make_file(460)
    make_later(first)
    make_roster(first)


def _child(name: str, office_at: Path) -> dict[str, Any]:
    folder = CACHE / "scale-460"
    words = ["--measure", name, "--folder", str(folder), "--office", str(office_at)]
    said = [sys.executable, "-m", "benchmarks.matching", *words]
    done = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  {name:11} {found['seconds']:7.2f} 秒（主线程处理器 {found['work']:6.2f} 秒） {found['megabytes'] or 0:6.0f} MB",
        flush=True,
    )
    return found


def main(office_at: Path, rounds: int = 1) -> None:
    """Measure in turns against the office in a folder, and say the ratios."""
    subprocess.run([sys.executable, "-m", "benchmarks.matching", "--prepare"], cwd=ROOT, check=True)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in MEASURED}
    for _ in range(rounds):
        for name in MEASURED:
            found[name].append(_child(name, office_at))
    for name, floor in FLOORS.items():
        pairs = list(zip(found[name], found[floor], strict=True))
        seconds = statistics.median(mine["seconds"] for mine, _ in pairs)
        clock = statistics.median(mine["seconds"] / under["seconds"] for mine, under in pairs)
        work = statistics.median(mine["work"] / under["work"] for mine, under in pairs)
        memory = max(mine["megabytes"] or 0 for mine, _ in pairs) / max(
            under["megabytes"] or 1 for _, under in pairs
        )
        print(
            f"{WORDS[name]}：{seconds:.1f} 秒（限 {LIMITS[name]:.0f} 秒），底线的 {clock:.2f} 倍"
            f"（按主线程处理器时间 {work:.2f} 倍），内存 {memory:.2f} 倍"
        )


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description="两期对比和名单比对的快慢")
    ask.add_argument("--measure", choices=MEASURED)
    ask.add_argument("--prepare", action="store_true")
    ask.add_argument("--folder", type=Path, default=CACHE)
    ask.add_argument("--office", type=Path, default=office_left())
    ask.add_argument("--rounds", type=int, default=1)
    asked = ask.parse_args()
    if asked.prepare:
        _prepare()
    elif asked.measure:
        _measure(asked.measure, asked.folder, asked.office)
    else:
        main(asked.office, asked.rounds)
