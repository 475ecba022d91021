"""作战图 of the township: its figures, its villages, the year's targets and how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.charting import MeasureStates
from fupin_desktop.domain.figures import Count, Figures, VillageFigures
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.poster import TownshipFacts, Work
from fupin_desktop.domain.schedule import TaskState
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.reports.charts.villages import cause_counts
from fupin_desktop.reports.document import Align
from fupin_desktop.reports.poster.board import (
    MARGIN,
    Bar,
    Board,
    Cell,
    Column,
    heading,
    key,
    least_height,
    row_height,
    table,
)
from fupin_desktop.reports.poster.parts import Target, begun, footer, percent, shares, target_bars, tiles
from fupin_desktop.reports.shades import LIGHT, MIDDLE, STATES

_SIDE = 184.0
_GAP = 12.0
_LINE = 17.0
_TALLEST = 30.0
_NOTHING = Work()


def build(facts: TownshipFacts) -> list[Board]:
    """The board; a township of very many villages goes on on further sheets."""
    villages = [each for each in facts.figures.villages if each.all.households or each.village in facts.works]
    boards: list[Board] = []
    left = list(villages)
    while left or not boards:
        board, top = begun(facts.head, f"{facts.head.place}{facts.head.work}作战图")
        first = not boards
        bottom = board.height - MARGIN - 22
        if first:
            _figures(board, MARGIN, top, bottom, facts)
            _targets(board, board.width - MARGIN - _SIDE, top, bottom, facts)
        x = MARGIN + (_SIDE + _GAP if first else 0)
        width = board.room - (2 * (_SIDE + _GAP) if first else 0)
        left = _villages(board, x, top, width, bottom, facts, villages, left)
        footer(board, facts.head)
        boards.append(board)
    return boards


def _figures(board: Board, x: float, top: float, bottom: float, facts: TownshipFacts) -> None:
    """The figures that everybody asks for, in two columns of tiles, and below them the causes, or who helps."""
    at = heading(board, x, top, _SIDE, "基本情况")
    at = tiles(board, x, at, _SIDE, _numbers(facts.figures)) + 8
    if facts.head.public:
        _helpers(board, x, at, bottom, facts)
        return
    at = heading(board, x, at, _SIDE, "主要致贫原因（内部资料）")
    found = cause_counts(facts.figures)
    most = max(found.values(), default=1)
    target_bars(board, x, at, _SIDE, bottom, [
        Target(name, Bar(((MIDDLE, count / most),), f"{count}户")) for name, count in found.items()
    ])  # fmt: skip


def _helpers(board: Board, x: float, top: float, bottom: float, facts: TownshipFacts) -> None:
    at = heading(board, x, top, _SIDE, "帮扶力量")
    units = sorted({unit for each in facts.works.values() for unit in each.units})
    lines = [f"结对帮扶干部{facts.cadres}人" if facts.cadres else "还没有登记结对帮扶干部", *units]
    fits = int((bottom - at) / _LINE)
    if len(lines) > fits:
        lines = [*lines[: fits - 1], f"另有{len(lines) - fits + 1}个单位"]
    for place, words in enumerate(lines):
        board.words(x, at + (place + 0.5) * _LINE, _SIDE, words, 10.5)


def _numbers(figures: Figures) -> list[tuple[str, str]]:
    everyone: Count = figures.total("all")
    keys = sum(each.key_village for each in figures.villages)
    later = monitoring(figures.on)
    first, second = (
        (("at_risk", "未消除风险"), ("monitored", "监测对象"))
        if later
        else (("poor", "未脱贫"), ("lifted", "已脱贫"))
    )
    return [
        (f"行政村，重点村{keys}" if keys else "行政村", f"{len(figures.villages)}个"),
        ("在册户" if later else "建档立卡户", _pair(everyone)),
        (second[1], _pair(figures.total(second[0]))),
        (first[1], _pair(figures.total(first[0]))),
        ("危房改造任务", f"{figures.total('unsafe_houses')}户"),
        ("享受低保", _pair(figures.total("allowance"))),
        ("在校生", f"{figures.total('pupils')}人"),
        (
            "低于监测范围" if later else "低于标准线",
            f"{figures.total('below_line').households}户" if figures.line else "标准线未填",
        ),
    ]


def _pair(count: Count) -> str:
    return f"{count.households}户{count.people}人"


def _measures(found: MeasureStates) -> list[Target]:
    """Each kind of measure with its parts done, under way, late."""
    return [
        Target(
            MeasureKind.of(kind).label if kind else "类别未填写",
            Bar(shares(states), f"{states.get(TaskState.DONE, 0)}/{sum(states.values())}"),
        )
        for kind, states in found.kinds.items()
    ]


def targets(figures: Sequence[VillageFigures], later: bool, works: Sequence[Work]) -> list[Target]:
    """The year's tasks and how much of each is done."""

    def one(name: str, done: int, every: int, unit: str) -> Target:
        words = f"{done}/{every}{unit} {percent(done, every)}" if every else "无任务"
        return Target(name, Bar(((STATES[TaskState.DONE], done / every if every else 0),), words))

    met, goal = (
        sum(each.target_met.households for each in figures),
        sum(each.targeted.households for each in figures),
    )
    watched = sum(each.monitored.households for each in figures)
    risky = sum(each.at_risk.households for each in figures)
    planned, done = sum(each.planned for each in works), sum(each.done for each in works)
    houses = sum(each.unsafe_houses for each in figures)
    first = one("消除风险", watched - risky, watched, "户") if later else one("本年计划脱贫", met, goal, "户")
    return [
        first,
        one("危房改造开工", sum(each.houses_started for each in figures), houses, "户"),
        one("危房改造竣工", sum(each.houses_finished for each in figures), houses, "户"),
        one("搬入新居", sum(each.houses_moved_in for each in figures), houses, "户"),
        one("帮扶措施完成", done, planned, "项"),
    ]


def _targets(board: Board, x: float, top: float, bottom: float, facts: TownshipFacts) -> None:
    at = heading(board, x, top, _SIDE, f"{facts.figures.on.year}年目标和进度")
    later = monitoring(facts.figures.on)
    at = (
        target_bars(
            board, x, at, _SIDE, bottom, targets(facts.figures.villages, later, list(facts.works.values()))
        )
        + 10
    )
    at = heading(board, x, at, _SIDE, "帮扶措施")
    target_bars(board, x, at, _SIDE, bottom - 30, _measures(facts.measures))
    if facts.measures.kinds:
        used = [(STATES[state], state.label) for state in STATES]
        key(board, x, bottom - 1, _SIDE, used)


def _villages(
    board: Board, x: float, top: float, width: float, bottom: float, facts: TownshipFacts, everyone: Sequence[VillageFigures],
    left: list[VillageFigures],
) -> list[VillageFigures]:  # fmt: skip
    """As many villages as there is room for, the sum under the last. Gives those that are left."""
    at = heading(board, x, top, width, "各村情况")
    later = monitoring(facts.figures.on)
    columns = _columns(later)
    rows = [_row(each, facts.works.get(each.village, _NOTHING), later) for each in left] + [
        _sum(facts, everyone, later)
    ]
    fits, height = row_height(bottom - at - 16, len(rows), least_height(columns, rows, width), _TALLEST)
    if len(rows) > fits:
        fits = max(fits - 1, 1)  # at least one village comes before the sum
        here, rest = left[:fits], left[fits:]
        end = table(board, x, at, width, columns, rows[:fits], height)
    else:
        here, rest = left, []
        end = table(board, x, at, width, columns, rows, height, totals=1)
    shown = [(MIDDLE, "已消除风险")] if later else [(MIDDLE, "已脱贫"), (LIGHT, "本年计划、尚未脱贫")]
    key(board, x, end + 12, width * 0.56, shown)
    words = "完成数/任务数" + ("，★为重点村" if any(each.key_village for each in here) else "")
    board.words(x + width * 0.56, end + 12, width * 0.44, words, 9, align=Align.RIGHT)
    return rest


def _columns(later: bool) -> list[Column]:
    status = ("监测\n对象", "未消除\n风险") if later else ("已脱\n贫户", "未脱\n贫户")
    return [
        Column("行政村", 3.4, Align.LEFT),
        Column("在册\n户数" if later else "建档\n户数", 1.6),
        Column("在册\n人口" if later else "建档\n人口", 1.6),
        *(Column(name, 1.6) for name in status),
        Column("危改\n竣工", 1.8),
        Column("措施\n完成", 2.3),
        Column("帮扶\n干部", 1.6),
        Column("风险消除进度" if later else "脱贫进度", 4.6),
    ]


def _row(each: VillageFigures, work: Work, later: bool) -> list[Cell]:
    name = each.village + ("★" if each.key_village else "")
    return _cells(name, [each], work.done, work.planned, work.cadres, later)


def _sum(facts: TownshipFacts, everyone: Sequence[VillageFigures], later: bool) -> list[Cell]:
    works = facts.works.values()
    done, planned = sum(each.done for each in works), sum(each.planned for each in works)
    return _cells("合计", everyone, done, planned, facts.cadres, later)


def _cells(
    name: str, villages: Sequence[VillageFigures], done: int, planned: int, cadres: int, later: bool
) -> list[Cell]:
    def count(of: str) -> Count:
        return sum((getattr(each, of) for each in villages), Count())

    every = count("all")
    houses = sum(each.unsafe_houses for each in villages)
    finished = sum(each.houses_finished for each in villages)
    first, second = ("monitored", "at_risk") if later else ("lifted", "poor")
    return [
        name,
        str(every.households),
        str(every.people),
        str(count(first).households),
        str(count(second).households),
        f"{finished}/{houses}" if houses else "—",
        f"{done}/{planned}" if planned else "—",
        str(cadres),
        _progress(villages, later),
    ]


def _progress(villages: Sequence[VillageFigures], later: bool) -> Bar:
    def households(of: str) -> int:
        return sum(int(getattr(each, of).households) for each in villages)

    if later:
        every, done, planned = households("monitored"), households("monitored") - households("at_risk"), 0
    else:
        every, done = households("all"), households("lifted")
        planned = households("targeted") - households("target_met")
    if not every:
        return Bar((), "无", 0.36)
    return Bar(((MIDDLE, done / every), (LIGHT, planned / every)), percent(done, every), 0.36)
