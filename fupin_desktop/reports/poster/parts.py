"""What several boards have in common: how they begin and end, tiles of figures, bars with their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fupin_desktop.domain.poster import Masthead
from fupin_desktop.domain.schedule import TaskState
from fupin_desktop.domain.values import show_day
from fupin_desktop.reports.document import Align
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.poster.board import BAND, LEAST, MARGIN, Bar, Board, bar, masthead
from fupin_desktop.reports.shades import STATES, Shade

_TILE = 44.0
_ROOMY, _TIGHT = 30.0, 13.0


class Target(NamedTuple):
    """A named bar."""

    name: str
    bar: Bar


def begun(head: Masthead, title: str, *, lying: bool = True) -> tuple[Board, float]:
    """A board with its title, whose it is and of which day. Gives it and where its parts begin."""
    board = Board(title, lying)
    copy = "公开版" if head.public else "内部资料，注意保管"
    demo = "演示数据（全部虚构）　" if head.demo else ""
    top = masthead(board, title, f"{head.unit}　{copy}", f"{demo}数据截至{show_day(head.on)}")
    return board, top


def footer(board: Board, head: Masthead) -> None:
    """The last line: who keeps the board."""
    y = board.height - MARGIN - 4
    board.line(MARGIN, y - 8, MARGIN + board.room, y - 8, 0.6)
    board.words(MARGIN, y, board.room / 2, f"{head.unit}制", 9)
    board.words(MARGIN + board.room / 2, y, board.room / 2, show_day(head.on), 9, align=Align.RIGHT)


def tiles(
    board: Board, x: float, y: float, width: float, numbers: Sequence[tuple[str, str]], across: int = 2
) -> float:
    """Figures with their names in tiles. Gives where they end."""
    gap = 6.0
    wide = (width - gap * (across - 1)) / across
    for place, (name, number) in enumerate(numbers):
        left = x + place % across * (wide + gap)
        top = y + place // across * (_TILE + gap)
        board.box(left, top, wide, _TILE, Shade(BAND), 0)
        board.words(left + 6, top + 12, wide - 12, name, 9.5)
        board.words(left + 6, top + 30, wide - 12, number, 15, role=Role.HEI)
    return y + -(-len(numbers) // across) * (_TILE + gap) - gap


def target_bars(
    board: Board, x: float, y: float, width: float, bottom: float, targets: Sequence[Target]
) -> float:
    """Bars below one another, names above when there is room for that and beside otherwise. Gives where they end.

    Bars that have no room are left off, and the last line says how many.
    """
    if not targets:
        board.words(x, y + 10, width, "没有登记", 10)
        return y + 20
    fits = int((bottom - y) / _TIGHT)
    shown = list(targets[:fits] if fits >= len(targets) else targets[: max(fits - 1, 0)])
    step = min(_ROOMY, (bottom - y) / max(len(targets), 1)) if len(shown) == len(targets) else _TIGHT
    for place, each in enumerate(shown):
        _named_bar(board, x, y + place * step, width, step, each)
    if len(shown) < len(targets):
        board.words(x, y + (len(shown) + 0.5) * step, width, f"另有{len(targets) - len(shown)}项", LEAST)
    return y + len(targets) * step


def _named_bar(board: Board, x: float, top: float, width: float, step: float, each: Target) -> None:
    if step >= 26:
        board.words(x, top + 6, width, each.name, 10)
        bar(board, x, top + 13, width, 11, each.bar)
    else:
        share = 0.4
        board.words(x, top + step / 2, width * share - 4, each.name, min(10.0, step * 0.7))
        bar(board, x + width * share, top + step * 0.14, width * (1 - share), step * 0.72, each.bar)


def shares(states: Mapping[TaskState, int]) -> list[tuple[Shade, float]]:
    """The parts of a bar by state: done, under way, late, not begun."""
    every = sum(states.values()) or 1
    order = (TaskState.DONE, TaskState.RUNNING, TaskState.LATE, TaskState.WAITING)
    return [(STATES[state], states.get(state, 0) / every) for state in order]


def percent(done: int, every: int) -> str:
    """86.4%; all of them is 100%."""
    return "100%" if done == every and every else f"{100 * done / every if every else 0:.1f}%"
