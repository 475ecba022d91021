"""The sheet of one village: its figures, the year's targets, its households with who answers for them."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.figures import VillageFigures
from fupin_desktop.domain.poster import HouseholdRow, VillageFacts
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.document import Align
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.poster.board import (
    LEADING,
    MARGIN,
    Board,
    Cell,
    Column,
    heading,
    least_height,
    row_height,
    settle,
    table,
)
from fupin_desktop.reports.poster.parts import Target, begun, footer, target_bars, tiles
from fupin_desktop.reports.poster.township import targets

_TALLEST = 27.0


def build(facts: VillageFacts) -> list[Board]:
    """The sheet; a village of many households goes on on further ones."""
    boards: list[Board] = []
    left = list(enumerate(facts.households, 1))
    while left or not boards:
        board, top = begun(facts.head, f"{facts.village.name}{facts.head.work}作战图", lying=False)
        if not boards:
            top = _upper(board, top, facts)
        left = _households(board, top, facts, left)
        footer(board, facts.head)
        boards.append(board)
    return boards


def _upper(board: Board, top: float, facts: VillageFacts) -> float:
    at = heading(board, MARGIN, top, board.room, "基本情况")
    at = tiles(board, MARGIN, at, board.room, _numbers(facts), across=4) + 10
    half = (board.room - 16) / 2
    later = monitoring(facts.head.on)
    right = MARGIN + half + 16
    begin = heading(board, MARGIN, at, half, f"{facts.head.on.year}年目标和进度")
    heading(board, right, at, half, "帮扶力量")
    bars: list[Target] = targets([facts.figures], later, [facts.work])
    end = target_bars(board, MARGIN, begin, half, begin + 5 * 22, bars)
    words = [
        f"结对帮扶干部{facts.work.cadres}人" if facts.work.cadres else "还没有登记结对帮扶干部",
        f"帮扶单位：{'、'.join(facts.work.units) or '没有登记'}",
        f"村民小组：{facts.village.groups or '没有登记'}",
        f"村委会电话：{facts.village.phone or '没有登记'}",
    ]
    for text in words:
        lines = settle(Role.SONG, text, 10, half, 34)[1]
        tall = len(lines) * 10 * LEADING + 8
        board.block(right, begin, half, tall, text, 10)
        begin += tall
    return max(end, begin) + 8


def _numbers(facts: VillageFacts) -> list[tuple[str, str]]:
    figures, village = facts.figures, facts.village
    later = monitoring(facts.head.on)
    people = f"{village.population}人" if village.population is not None else "没有登记"
    first, second = ("监测对象", "未消除风险") if later else ("已脱贫", "未脱贫")
    return [
        ("户籍人口", people + ("　重点村" if village.key_village else "")),
        ("在册户" if later else "建档立卡户", f"{figures.all.households}户{figures.all.people}人"),
        (first, _pair(figures, "monitored" if later else "lifted")),
        (second, _pair(figures, "at_risk" if later else "poor")),
        ("危房改造任务", f"{figures.unsafe_houses}户"),
        ("享受低保", _pair(figures, "allowance")),
        ("在校生", f"{figures.pupils}人"),
        ("帮扶措施", f"{facts.work.planned}项" if facts.work.planned else "没有登记"),
    ]


def _pair(figures: VillageFigures, name: str) -> str:
    count = getattr(figures, name)
    return f"{count.households}户{count.people}人"


def _households(
    board: Board, top: float, facts: VillageFacts, left: list[tuple[int, HouseholdRow]]
) -> list[tuple[int, HouseholdRow]]:
    at = heading(board, MARGIN, top, board.room, "挂图到户")
    if not left:
        board.words(MARGIN, at + 14, board.room, "本村没有在册户", 12)
        return []
    columns = _columns(monitoring(facts.head.on))
    rows = [_row(number, each, monitoring(facts.head.on)) for number, each in left]
    least = least_height(columns, rows, board.room)
    fits, height = row_height(board.height - MARGIN - 20 - at, len(rows), least, _TALLEST)
    table(board, MARGIN, at, board.room, columns, rows[:fits], height)
    return left[fits:]


def _columns(later: bool) -> list[Column]:
    return [
        Column("序号", 1.2),
        Column("组", 1.6),
        Column("户主", 3.9, Align.LEFT),
        Column("人口", 1.2),
        Column("户情", 3.0),
        *(() if later else (Column("计划脱贫", 1.9),)),
        Column("责任人", 2.4),
        Column("责任单位", 3.7, Align.LEFT),
        Column("危改阶段", 2.0),
        Column("措施完成", 2.0),
    ]


def _row(number: int, each: HouseholdRow, later: bool) -> Sequence[Cell]:
    return [
        str(number),
        each.group,
        each.head,
        str(each.people),
        each.status,
        *(() if later else (f"{each.target_year}年" if each.target_year else "—",)),
        each.cadre,
        each.unit,
        each.house or "—",
        f"{each.done}/{each.measures}" if each.measures else "—",
    ]
