"""``todo`` of 3,000 and of 100,000 households, against its SQL statements alone."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.importing import CACHE, office_left
from fupin_desktop.db import due as candidates
from fupin_desktop.db.store import Unit
from fupin_desktop.services.due.looking import Look, values_of
from fupin_desktop.services.office import Office

ON = date(2018, 5, 25)
LIMITS = {3_000: 0.3, 100_000: 5.0}
RATIO = 3.0


def main(folder: Path | None = None) -> None:
    """Print what was measured; the offices are made once, in the system's folder for temporary files."""
    large = folder or office_left()
    for households, path in ((3_000, small_office()), (100_000, _large(large) if large.exists() else None)):
        if path is None:
            print(f"{large} 里没有办公室，{households}户没有测；请先运行 python -m benchmarks import")
            continue
        office = Office.open(path, by="测量")
        try:
            _measure(office, LIMITS[households])
        finally:
            office.close()


def _measure(office: Office, limit: float) -> None:
    with office.store.read() as unit:
        count = unit.households.count()
    items, whole, busy = _best(lambda: len(office.due.all(ON)))
    rows, alone, floor = _best(lambda: _statements(office))
    _, shown, _ = _best(lambda: len([each.as_json(ON) for each in office.due.all(ON)]))
    print(
        f"{count}户，催办{items}项：{whole:.2f} 秒（限 {limit} 秒；处理器时间 {busy:.2f} 秒），连同全部写成句子 {shown:.2f} 秒；"
        f"只执行语句 {alone:.2f} 秒（{rows}行），{whole / alone:.2f} 倍，处理器时间 {busy / floor:.2f} 倍（限 {RATIO:.0f} 倍）"
    )


def _best(task: Callable[[], int], rounds: int = 5) -> tuple[int, float, float]:
    """What a task gives, with the medians of some rounds: seconds of the clock and of the processor; one round warms up."""
    found, times = task(), []
    for _ in range(rounds):
        begun, at = time.perf_counter(), time.process_time()
        found = task()
        times.append((time.perf_counter() - begun, time.process_time() - at))
    return found, *map(statistics.median, zip(*times, strict=True))


def _statements(office: Office) -> int:
    """The same rows as SQLite gives them, passages and renovations with their steps among them."""
    rules = {each.rule.key: each.rule for each in office.due.rules(ON.year)}
    with office.store.read() as unit:
        look = Look(unit, ON, None, rules, office.settings.facts())
        count = sum(
            len(candidates.found(unit, key, values_of(look, rules[key]))) for key in candidates.STATEMENTS
        )
        for said in (
            "SELECT * FROM passage p JOIN step s ON s.passage_id = p.id",
            f"SELECT * FROM renovation r JOIN stage s ON s.renovation_id = r.id WHERE plan_year >= {ON.year - 1}",
        ):
            count += len(unit.rows(said))
    return count


# the offices


def small_office() -> Path:
    """3,000 households of the invented township."""
    folder = CACHE / "due-3000"
    if not (folder / "office.db").exists():
        from fupin_desktop.services.demo import fill_demo

        office = Office.open(folder, by="测量", create=True)
        fill_demo(office, households=3_000)
        office.close()
    return folder


def _large(source: Path) -> Path:
    """The imported office with helpers, plans, houses, episodes, visits, passages and reminders."""
    folder = CACHE / "due-100000"
    if not (folder / "office.db").exists():
        folder.mkdir(parents=True)
        shutil.copy(source / "office.db", folder / "office.db")
        office = Office.open(folder, by="测量")
        with office.store.write("测量用的数据") as unit:
            _fill(unit)
        office.close()
    return folder


def _fill(unit: Unit) -> None:
    ids = [row[0] for row in unit.rows("SELECT id FROM household ORDER BY id")]
    cadres = unit.cadres.add_rows(
        ("name", "unit", "duty", "phone", "post", "in_village", "remark"),
        [(f"干部{number}", f"单位{number % 40}", "", "", "A", 0, "") for number in range(1000)],
    )
    unit.pairings.add_rows(
        ("household_id", "cadre_id", "post", "since"),
        [(id, cadres[place % 1000], "A", "2017-01-01") for place, id in enumerate(ids)],
    )
    _plans(unit, ids)
    _houses(unit, ids[::30])
    unit.visits.add_rows(
        ("household_id", "on", "kind", "who", "talk", "appeal", "outcome", "override", "remark"),
        [(id, _day(place % 60), "visit", "干部", "", "修路" if place % 20 == 0 else "", "", "", "")
         for place, id in enumerate(ids)],
    )  # fmt: skip
    unit.reminders.add_rows(
        ("household_id", "village", "flag", "on", "said", "person", "outcome", "rule", "period"),
        [
            (id, "", "red", _day(-(place % 90)), "补材料", "", "", "", "")
            for place, id in enumerate(ids[::200])
        ],
    )
    passages = unit.passages.add_rows(
        ("household_id", "road", "village", "year", "opened_on", "remark", "withdrawn_reason"),
        [
            (id, "identification", "水村", 2018, _day(30 + place % 30), "", "")
            for place, id in enumerate(ids[::50])
        ],
    )
    unit.steps.add_rows(
        ("household_id", "passage_id", "kind", "on", "result", "back_to", "reason", "person", "facts", "override", "remark",
         "withdrawn_reason"),
        [(id, passage, kind, _day(29 - late), "passed", "", "", "", "", "", "", "")
         for passage, id in zip(passages, ids[::50], strict=True)
         for late, kind in enumerate(("applied", "surveyed", "listed"))],
    )  # fmt: skip


def _plans(unit: Unit, ids: Sequence[int]) -> None:
    planned = [id for place, id in enumerate(ids) if place % 3]
    plans = unit.plans.add_rows(
        ("household_id", "year", "cause", "needs", "unit", "person", "made_on", "confirmed_by", "confirmed_on", "result"),
        [(id, 2018, "", "", "", "", "2018-01-15", "", None if place % 10 == 0 else "2018-01-20", "")
         for place, id in enumerate(planned)],
    )  # fmt: skip
    unit.measures.add_rows(
        ("household_id", "plan_id", "content", "quantity_unit", "unit", "person", "due_on", "done_on", "result"),
        [(id, plan, words, "", "", "", _day(-(place % 200) + 60), "2018-04-01" if place % 2 else None, "")
         for place, (id, plan) in enumerate(zip(planned, plans, strict=True))
         for words in ("养羊", "草场管护员")],
    )  # fmt: skip


def _houses(unit: Unit, ids: Sequence[int]) -> None:
    houses = unit.renovations.add_rows(
        (
            "household_id",
            "plan_year",
            "appraiser",
            "relocation",
            "water_state",
            "power_state",
            "remark",
            "extra",
        ),
        [(id, 2018, "", 0, "", "", "", "") for id in ids],
    )
    unit.stages.add_rows(
        ("household_id", "renovation_id", "kind", "on", "who", "skip_reason", "remark"),
        list(_stages(ids, houses)),
    )


def _stages(ids: Sequence[int], houses: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    kinds = ("applied", "reviewed", "posted", "appraised", "checked", "approved", "signed", "started")
    for place, (id, house) in enumerate(zip(ids, houses, strict=True)):
        for late, kind in enumerate(kinds[: 2 + place % 7]):
            yield id, house, kind, _day(70 - late * 5), "", "", ""


def _day(before: int) -> str:
    return (ON - timedelta(days=before)).isoformat()
