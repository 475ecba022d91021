"""标准线 by income year and place: the ones that are known, and the choice of the one that applies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.office import PovertyLine

NATIONAL = "国家"
_PRESENT = "国家扶贫标准（现价）"

# (income year, place, yuan, basis). What no printed source confirms ends in （待核）.
_POVERTY = (
    (2010, NATIONAL, 2300, "国家扶贫标准（2010年不变价）"),
    (2012, NATIONAL, 2625, f"{_PRESENT}（待核）"),
    (2012, "辽宁省", 3200, "辽宁省扶贫标准，据转载"),
    (2013, NATIONAL, 2736, f"{_PRESENT}，据转载"),
    (2013, "山东省", 3322, "山东省农村扶贫标准（现价，相当于不变价3000元），原件年份不清（待核）"),
    (2013, "山东省（不变价）", 3000, "山东省农村扶贫标准（不变价），不与当年收入比较，原件年份不清（待核）"),
    (2014, NATIONAL, 2800, _PRESENT),
    (2015, NATIONAL, 2855, _PRESENT),
    (2016, NATIONAL, 2952, _PRESENT),
    (2016, "安徽省六安市", 3100, "六安市2017年采集口径"),
    (2017, NATIONAL, 2952, _PRESENT),
    (2017, "陕西省", 3070, "陕西省脱贫退出标准，据转载"),
    (2018, NATIONAL, 2995, f"{_PRESENT}，统计部门数，业务口径为3200元左右（待核）"),
    (2019, NATIONAL, 3218, f"{_PRESENT}，统计部门数，业务口径为3700元左右（待核）"),
    (2020, NATIONAL, 4000, f"{_PRESENT}，4000元左右（待核）"),
)
_MONITORING = (
    (2019, "湖南省益阳市南县", 5000, "南县边缘户认定标准，据转载"),
    (2020, NATIONAL, 6000, "国家扶贫标准的1.5倍左右（待核）"),
    (2021, NATIONAL, 6000, "监测范围底线（待核）"),
    (2023, "贵州省", 7300, "贵州省2023年监测范围"),
    (2025, "云南省", 8700, "云农办通〔2025〕1号，据转载"),
)


def _lines(kind: LineKind, rows: Sequence[tuple[int, str, int, str]]) -> tuple[PovertyLine, ...]:
    return tuple(
        PovertyLine(
            year=year, region=region, kind=kind, amount=Decimal(amount).quantize(Decimal("0.01")), basis=basis
        )
        for year, region, amount, basis in rows
    )


DEFAULT_LINES = _lines(LineKind.POVERTY, _POVERTY) + _lines(LineKind.MONITORING, _MONITORING)


def pick(
    lines: Sequence[PovertyLine], year: int, region: str, kind: LineKind = LineKind.POVERTY
) -> PovertyLine | None:
    """The line of exactly this income year, the closest place before the nation; None where there is none.

    ``region`` is the place in full (山东省临沂市平邑县); a line of 山东省 applies to it.
    """
    fitting = [line for line in lines if line.year == year and line.kind is kind and _applies(line, region)]
    return max(fitting, key=_closeness, default=None)


def nearest(
    lines: Sequence[PovertyLine], year: int, region: str, kind: LineKind = LineKind.POVERTY
) -> PovertyLine | None:
    """The line of this or the latest year before it. Whoever uses it says which year it is."""
    years = sorted({line.year for line in lines if line.year <= year}, reverse=True)
    return next((found for each in years if (found := pick(lines, each, region, kind))), None)


def _applies(line: PovertyLine, region: str) -> bool:
    return line.region == NATIONAL or region.startswith(line.region)


def _closeness(line: PovertyLine) -> int:
    return 0 if line.region == NATIONAL else len(line.region)
