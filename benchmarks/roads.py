"""Opening the road of a household, read and drawn, against its SQL statements alone; and the list of every passage."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.due import ON, small_office
from fupin_desktop.services.office import Office

LIMIT = 0.05
SAMPLE = 60
"""So many households, spread over the office, are opened one after another."""


def main(folder: Path | None = None) -> None:
    """Print what was measured, in the office of 3,000 households unless another is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    office = Office.open(folder or small_office(), by="测量")
    try:
        with office.store.read() as unit:
            homes = [row[0] for row in unit.rows("SELECT DISTINCT household_id FROM passage WHERE household_id IS NOT NULL "
                                                 "UNION SELECT household_id FROM renovation")]  # fmt: skip
        chosen = homes[:: max(1, len(homes) // SAMPLE)][:SAMPLE]
        read = _each(chosen, lambda home: _read(office, home, ON))
        alone = _each(chosen, lambda home: _statements(office, home))
        drawn = _drawn(office, chosen)
        print(
            f"打开一户的程序（{len(chosen)}户的中位数）：读出并画在窗口里 {_said(drawn)}（限 {LIMIT * 1000:.0f} 毫秒），"
            f"其中读出 {_said(read)}；只执行语句 {_said(alone)}，读出的处理器时间是它的 {read[1] / alone[1]:.1f} 倍"
        )
        begun = time.perf_counter()
        count = len(office.procedures.every(ON))
        whole = time.perf_counter() - begun
        begun = time.perf_counter()
        rows = _all_rows(office)
        floor = time.perf_counter() - begun
        print(
            f"列出全部{count}件程序：{whole:.2f} 秒；只执行语句 {floor:.2f} 秒（{rows}行），{whole / floor:.1f} 倍"
        )
    finally:
        office.close()


def _each(homes: Sequence[int], task: Callable[[int], object]) -> tuple[float, float]:
    """The medians of what a task costs for one household, by the clock and by the processor; the first round warms up."""
    times: list[tuple[float, float]] = []
    for warm in (True, False):
        for home in homes:
            begun, at = time.perf_counter(), time.process_time()
            task(home)
            if not warm:
                times.append((time.perf_counter() - begun, time.process_time() - at))
    return statistics.median(each[0] for each in times), statistics.median(each[1] for each in times)


def _said(spent: tuple[float, float]) -> str:
    return f"{spent[0] * 1000:.1f} 毫秒（处理器时间 {spent[1] * 1000:.1f} 毫秒）"


def _read(office: Office, home: int, on: date) -> None:
    for file in office.procedures.of_household(home, on)[:1]:
        office.procedures.attachments(file)
        office.procedures.postings_of(file)


def _statements(office: Office, home: int) -> None:
    """The same rows as SQLite gives them."""
    with office.store.read() as unit:
        for said in (
            "SELECT * FROM procedure_number", "SELECT * FROM window", "SELECT * FROM setting",
        ):  # fmt: skip
            unit.rows(said)
        for said in (
            "SELECT * FROM passage WHERE household_id = ?", "SELECT * FROM renovation WHERE household_id = ?",
            "SELECT * FROM step WHERE household_id = ?", "SELECT * FROM stage WHERE household_id = ?",
            "SELECT * FROM household WHERE id = ?", "SELECT * FROM attachment WHERE household_id = ?",
            "SELECT p.* FROM posting p JOIN posted d ON d.posting_id = p.id WHERE d.household_id = ?",
        ):  # fmt: skip
            unit.rows(said, home)


def _all_rows(office: Office) -> int:
    with office.store.read() as unit:
        return sum(
            len(unit.rows(said))
            for said in (
                "SELECT * FROM passage", "SELECT * FROM step", "SELECT * FROM renovation", "SELECT * FROM stage",
                "SELECT * FROM household WHERE id IN (SELECT household_id FROM passage UNION "
                "SELECT household_id FROM renovation)",
            )
        )  # fmt: skip


def _drawn(office: Office, homes: Sequence[int]) -> tuple[float, float]:
    """From the read to the painted line, as when one goes down the list."""
    from PySide6.QtWidgets import QApplication

    from fupin_desktop.ui.desk import Desk
    from fupin_desktop.ui.procedure.detail import PassageDetail
    from fupin_desktop.ui.theme import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.dress(app)
    desk = Desk(office, today=lambda: ON)
    detail = PassageDetail(desk, titled=True)
    detail.resize(520, 440)
    detail.show()

    def show(home: int) -> None:
        detail.show_files(office.procedures.of_household(home, ON))
        detail.repaint()
        app.processEvents()

    found = _each(homes, show)
    detail.close()
    desk.jobs.close()
    return found
