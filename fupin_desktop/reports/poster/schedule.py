"""倒排工期: the tasks of a village with who answers for them, and a bar from the beginning to the day each is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from fupin_desktop.domain.poster import ScheduleFacts
from fupin_desktop.domain.schedule import Task, TaskState
from fupin_desktop.domain.values import show_day
from fupin_desktop.reports.document import Align
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.poster.board import (
    BAND,
    MARGIN,
    RED,
    Board,
    Cell,
    Column,
    head_height,
    key,
    least_height,
    row_height,
    table,
)
from fupin_desktop.reports.poster.parts import begun, footer
from fupin_desktop.reports.shades import PLAIN, STATES, Shade

_TALLEST = 32.0
_CHART = 0.40  # of the width, for the months
_COLUMNS = (
    Column("序号", 1.25),
    Column("任务", 7.8, Align.LEFT),
    Column("责任单位", 4.2, Align.LEFT),
    Column("责任人", 2.1),
    Column("开始", 2.3),
    Column("完成\n时限", 2.3),
    Column("进度", 2.9),
    Column("状态", 2.1),
)


def build(facts: ScheduleFacts) -> list[Board]:
    """As many boards as the tasks need."""
    boards: list[Board] = []
    left = [(task, _row(number, task, facts.head.on)) for number, task in enumerate(facts.tasks, 1)]
    title = f"{facts.head.place}{facts.village}{facts.head.on.year}年{facts.head.work}倒排工期表"
    while left:
        board, top = begun(facts.head, title)
        wide = board.room * (1 - _CHART)
        least = least_height(_COLUMNS, [row for _, row in left], wide)
        fits, height = row_height(board.height - MARGIN - 38 - top, len(left), least, _TALLEST)
        _page(board, top, height, left[:fits], facts.head.on)
        left = left[fits:]
        _key(board, facts.head.on)
        footer(board, facts.head)
        boards.append(board)
    return boards


def _page(
    board: Board, top: float, height: float, tasks: Sequence[tuple[Task, list[Cell]]], on: date
) -> None:
    wide = board.room * (1 - _CHART)
    end = table(board, MARGIN, top, wide, _COLUMNS, [row for _, row in tasks], height)
    months = _Months(MARGIN + wide, board.room * _CHART, on.year)
    head = head_height(height)
    _calendar(board, months, top, head, end)
    for place, (task, _) in enumerate(tasks):
        _gantt(board, months, task, top + head + place * height, height)
    _today(board, months, top + head, end, on)


def _row(number: int, task: Task, on: date) -> list[Cell]:
    every = task.households
    return [
        str(number),
        f"{task.kind}：{task.content}",
        task.unit_words,
        task.people_words,
        _day(task.starts_on, on.year),
        _day(task.due_on, on.year),
        f"{task.done}/{every}户 {100 * task.done // every}%",
        _state(task),
    ]


def _state(task: Task) -> str:
    late = task.states.get(TaskState.LATE, 0)
    return f"超期{late}户" if late else task.state.label


def _day(day: date | None, year: int) -> str:
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月"


class _Months:
    """Where the days of a year stand."""

    def __init__(self, x: float, width: float, year: int) -> None:
        self.x, self.width, self.year = x, width, year

    def edge(self, month: int) -> float:
        """The left edge of a month from 1; of 13 the end of the year."""
        return self.x + self.width * (month - 1) / 12

    def at(self, day: date, *, end: bool = False) -> float:
        """The place of a day's beginning or end; days of other years stand at the edge."""
        if day.year != self.year:
            return self.x if day.year < self.year else self.x + self.width
        share = (day.day - (0 if end else 1)) / monthrange(day.year, day.month)[1]
        return self.edge(day.month) + self.width / 12 * share


def _calendar(board: Board, months: _Months, top: float, head: float, end: float) -> None:
    board.box(months.x, top, months.width, head, Shade(BAND), 0)
    for month in range(1, 13):
        left, right = months.edge(month), months.edge(month + 1)
        board.block(left, top, right - left, head, f"{month}月", 10, role=Role.HEI, align=Align.CENTRE)
        board.line(right, top, right, end, 0.8 if month == 12 else 0.2)
    for y, weight in ((top, 0.8), (top + head, 0.8), (end, 0.8)):
        board.line(months.x, y, months.x + months.width, y, weight)


def _gantt(board: Board, months: _Months, task: Task, top: float, height: float) -> None:
    """The bar of a task in the shade of its state; what is done fills it from the left up to its share."""
    board.line(months.x, top + height, months.x + months.width, top + height, 0.2)
    if task.due_on is None and task.starts_on is None:
        return
    begin = months.at(task.starts_on or date(months.year, 1, 1))
    end = max(months.at(task.due_on or date(months.year, 12, 31), end=True), begin + 3)
    y, tall = top + height * 0.2, height * 0.6
    board.box(begin, y, end - begin, tall, STATES[task.state], 0.5)
    share = task.done / task.households if task.households else 0
    if task.state is not TaskState.DONE and share:
        board.box(begin, y, (end - begin) * share, tall, STATES[TaskState.DONE], 0.5)
    _letter(
        board,
        months,
        task,
        begin + (end - begin) * share * (task.state is not TaskState.DONE),
        end,
        top + height / 2,
    )


def _letter(board: Board, months: _Months, task: Task, begin: float, end: float, y: float) -> None:
    """The first character of the state, upon what is not done of the bar where that is long enough, else beside it."""
    if end - begin >= 20:
        middle = (begin + end) / 2
        board.box(middle - 6, y - 5.5, 12, 11, PLAIN, 0)
    else:
        middle = end + 8 if end + 16 < months.x + months.width else begin - 8
    board.words(middle - 6, y, 12, task.state.label[0], 9.5, role=Role.HEI, align=Align.CENTRE)


def _today(board: Board, months: _Months, top: float, bottom: float, on: date) -> None:
    x = months.at(on, end=True)
    board.line(x, top - 6, x, bottom, 1.4, RED, dashed=True)


def _key(board: Board, on: date) -> None:
    y = board.height - MARGIN - 24
    entries = [(shade, f"{state.label[0]}　{state.label}") for state, shade in STATES.items()]
    key(board, MARGIN, y, board.room * 0.62, entries)
    board.words(
        MARGIN + board.room * 0.62,
        y,
        board.room * 0.38,
        f"红色虚线为{show_day(on)}，绿色部分为已完成的比例",
        9,
        align=Align.RIGHT,
    )
