"""How fast the office answers at its largest: search over 390,000 people, a list of 100,000 households, a jump in it."""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

from fupin_desktop.domain.lists import Search
from fupin_desktop.domain.pinyin import initials
from fupin_desktop.services.office import Office


def keystrokes(office: Office, rng: random.Random, people: int = 60) -> list[float]:
    """Milliseconds of each keystroke, as clerks type: names, initials, last digits."""
    with office.store.read() as unit:
        ids = rng.sample(list(unit.people.ids()), people)
        known = list(unit.people.some(ids).values())
    words = (
        [each.name for each in known]
        + [initials(each.name) for each in known]
        + [each.id_number[-6:] for each in known]
    )
    found = []
    for word in words:
        for end in range(1, len(word) + 1):
            begun = time.perf_counter()
            office.search.find(word[:end], 20)
            found.append((time.perf_counter() - begun) * 1000)
    return found


def main(folder: Path) -> None:
    """Print what was measured in the office in ``folder`` (made by ``demo --households 100000``)."""
    office = Office.open(folder)
    begun = time.perf_counter()
    office.search.warm()
    print(f"第一次查找前的准备：{time.perf_counter() - begun:.2f} 秒（在窗口旁做）")
    times = sorted(keystrokes(office, random.Random(1)))
    share = sum(each < 50 for each in times) / len(times)
    print(f"查找 {len(times)} 次按键：中位 {statistics.median(times):.1f} 毫秒，第95百分位 "
          f"{times[int(len(times) * 0.95)]:.1f} 毫秒，50毫秒以内 {share:.1%}（限 95%）")  # fmt: skip
    for sort in ("village", "head", "income"):
        begun = time.perf_counter()
        ids = office.households.ids(Search(sort=sort))
        first = office.households.lines(ids[:200])
        print(
            f"打开{len(ids)}户的名单（按{sort}排）：{time.perf_counter() - begun:.3f} 秒（限 0.5 秒），首页{len(first)}户"
        )
    rng, jumps = random.Random(2), []
    for _ in range(50):
        at = rng.randrange(len(ids) - 200)
        begun = time.perf_counter()
        office.households.lines(ids[at : at + 200])
        jumps.append(time.perf_counter() - begun)
    print(f"随机跳转：中位 {statistics.median(jumps):.4f} 秒，最慢 {max(jumps):.4f} 秒（限 0.1 秒）")
    office.close()
