"""All rules over a large office, and over one household after typing; against fetching and building the records alone."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from fupin_desktop.db import doctor as stored
from fupin_desktop.services.doctor import gathering
from fupin_desktop.services.office import Office

LIMITS = {"seconds": 60.0, "ratio": 10.0}
TOWNSHIP = 0.5


def main(folder: Path) -> None:
    """Print what was measured in the office in ``folder``; nothing in it is changed."""
    office = Office.open(folder, by="测量")
    try:
        on = office.figures.last_day() or date.today()
        begun = time.perf_counter()
        with office.store.read() as unit:
            ids = stored.household_ids(unit, on.isoformat(), None)
            count = people = 0
            for case in gathering.cases(unit, ids, gathering.around(unit, on, "")):
                count += 1
                people += len(case.members)
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        checked = office.doctor.examine(on=on)
        whole = time.perf_counter() - begun
        rules = len(checked.result.applicable)
        id = ids[len(ids) // 2]
        begun = time.perf_counter()
        office.doctor.of_household(id, on)
        one = time.perf_counter() - begun
        print(
            f"{count}户{people}人，{rules}条规则：体检 {whole:.1f} 秒（限 {LIMITS['seconds']:.0f} 秒），"
            f"只取出并建好记录 {built:.1f} 秒，{whole / built:.2f} 倍（限 {LIMITS['ratio']:.0f} 倍），"
            f"发现{len(checked.findings)}处；填一户后只查这一户 {one:.3f} 秒"
        )
    finally:
        office.close()


def township(folder: Path) -> None:
    """The same of one township, again and again, as typing would."""
    office = Office.open(folder, by="测量")
    try:
        found = []
        for _ in range(5):
            begun = time.perf_counter()
            checked = office.doctor.examine()
            found.append(time.perf_counter() - begun)
        print(
            f"一个乡镇（{checked.result.people}人）：全部规则 {min(found[1:]):.2f} 秒（限 {TOWNSHIP} 秒），首次 {found[0]:.2f} 秒"
        )
    finally:
        office.close()


if __name__ == "__main__":
    import sys

    main(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        township(Path(sys.argv[2]))
