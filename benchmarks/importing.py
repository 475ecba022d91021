"""The national export of 100,000 households, read and put in, against python-calamine plus raw sqlite3 inserts.

Every measurement is a fresh process. The floor reads the sheet row by row and inserts all rows into one bare table.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MAKER = ROOT.parent / "shared" / "data" / "make_exports.py"
NAME = "贫困户信息_20180508.xlsx"
CACHE = Path(tempfile.gettempdir()) / "fupin-benchmarks"
LIMITS = {"import": 2.0, "again": 1.5, "staged": 2.0, "memory": 1.2}


def office_left() -> Path:
    """The office that the last run left behind, full."""
    return CACHE / "office"


def floor(file: Path) -> None:
    """What cannot be avoided: the cells as Python values, and the same columns in a table."""
    import sqlite3

    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).iter_rows()
    for _ in range(3):
        width = len(next(rows))
    target = CACHE / "floor.db"
    target.unlink(missing_ok=True)
    bare = sqlite3.connect(target, isolation_level=None)
    bare.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(width))})")
    bare.execute("BEGIN")
    bare.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * width)})", rows)
    bare.execute("COMMIT")
    bare.close()


def cells(file: Path) -> None:
    """All cells as lists of Python values, as python-calamine gives them."""
    from python_calamine import CalamineWorkbook

    found = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert found


def bring_in(file: Path) -> None:
    """Read, compare, and put in: with journal, indexes and lists, synchronous FULL."""
    from fupin_desktop.services.office import Office

    shutil.rmtree(office_left(), ignore_errors=True)
    office = Office.open(office_left(), by="计时", create=True)
    office.importing.apply(office.importing.read(file))
    office.close()


def again(file: Path) -> None:
    """The same file once more: everything unchanged, nothing saved."""
    from fupin_desktop.services.office import Office

    office = Office.open(office_left(), by="计时")
    draft = office.importing.read(file)
    assert not draft.changes_anything
    assert office.importing.apply(draft).act is None
    office.close()


def staged(file: Path) -> None:
    """Read and held against an office that has gone on since (an edit, a correction), a copy and the choices kept."""
    import dataclasses

    from fupin_desktop.services.office import Office

    office = Office.open(office_left(), by="计时")
    one = office.households.open(1).household
    office.households.save(dataclasses.replace(one, phone=f"139{time.time_ns() % 10**8:08}"), evidence="计时")
    draft = office.importing.read(file, keep=True)
    assert draft.conflicts()
    office.importing.drop(draft.token)
    office.close()


MEASURED: dict[str, Callable[[Path], None]] = {
    "floor": floor,
    "cells": cells,
    "import": bring_in,
    "again": again,
    "staged": staged,
}


def measure(name: str, file: Path) -> None:
    """Child process: do one thing, print seconds and the peak of memory."""
    begun, worked = time.perf_counter(), time.thread_time()
    MEASURED[name](file)
    seconds, work = time.perf_counter() - begun, time.thread_time() - worked
    print(json.dumps({"seconds": seconds, "work": work, "megabytes": _peak()}))


def _peak() -> float | None:
    try:
        import resource
    except ImportError:  # Windows has no such count
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _child(name: str, file: Path) -> dict[str, Any]:
    said = [sys.executable, "-m", "benchmarks.importing", "--measure", name, "--file", str(file)]
    done = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  {name:7} {found['seconds']:7.2f} 秒（主线程处理器 {found['work']:6.2f} 秒） {found['megabytes'] or 0:6.0f} MB",
        flush=True,
    )
    return found


def make_file(scale: int) -> Path:
    """The export, made once and kept outside the project."""
    folder = CACHE / f"scale-{scale}"
    if not (folder / NAME).exists():
        print(f"正在生成{scale}个乡镇的导出文件，只需一次……")
        subprocess.run(
            [sys.executable, str(MAKER), str(folder), "--scale", str(scale), "--only", NAME], check=True
        )
    return folder / NAME


def compare(file: Path, rounds: int) -> None:
    """Measure in turns, so that a busy moment of the machine strikes all alike, and say the ratios."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in MEASURED}
    for number in range(rounds):
        print(f"第{number + 1}轮")
        for name in MEASURED:
            found[name].append(_child(name, file))
    for name, words in (("import", "导入"), ("again", "原样再导入")):
        clock, work = _ratio(found, name, "seconds"), _ratio(found, name, "work")
        print(
            f"{words}：底线的 {clock:.2f} 倍（限 {LIMITS[name]}；按主线程处理器时间 {work:.2f} 倍，机器忙时看这个）"
        )
    read = _ratio(found, "staged", "seconds", "cells"), _ratio(found, "staged", "work", "cells")
    print(
        f"读入待处理：python-calamine 单独的 {read[0]:.2f} 倍（限 {LIMITS['staged']}；按主线程处理器时间 {read[1]:.2f} 倍）"
    )
    peaks = {name: max(each["megabytes"] or 0 for each in found[name]) for name in MEASURED}
    for name, words in (("import", "导入"), ("again", "原样再导入"), ("staged", "读入待处理")):
        print(
            f"{words}的内存峰值：python-calamine 的 {peaks[name] / (peaks['cells'] or 1):.2f} 倍（限 {LIMITS['memory']}）"
        )


def _ratio(found: dict[str, list[dict[str, Any]]], name: str, what: str, against: str = "floor") -> float:
    """The median over the rounds of a time against the floor's (or another's) in the same round."""
    pairs = zip(found[name], found[against], strict=True)
    return float(statistics.median(mine[what] / other[what] for mine, other in pairs))


def main(arguments: list[str] | None = None) -> None:
    """Make the file where it is missing, and measure."""
    ask = argparse.ArgumentParser(description="导入的快慢")
    ask.add_argument("--measure", choices=MEASURED)
    ask.add_argument("--file", type=Path)
    ask.add_argument("--scale", type=int, default=460, help="几个乡镇（460即10万户）")
    ask.add_argument("--rounds", type=int, default=3)
    said = ask.parse_args(arguments)
    CACHE.mkdir(parents=True, exist_ok=True)
    if said.measure:
        measure(said.measure, said.file)
        return
    compare(said.file or make_file(said.scale), said.rounds)


if __name__ == "__main__":
    main()
