"""Titles broken by sense (词意完整), as a trapezium or a rhomb, never with a lone character on a line (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from fupin_desktop.reports.linebreak import atoms

_PHRASES = (
    "建档立卡|贫困户|贫困人口|脱贫户|一般农户|监测对象|防止返贫|防返贫|返贫|脱贫攻坚|脱贫|攻坚|巩固拓展|成果|有效衔接|乡村振兴|"
    "人民政府|村民委员会|村委会|委员会|办公室|扶贫|驻村|工作队|第一书记|农村危房改造|农村|危房改造|危房|改造|补助|补贴|资金|项目|对象|住房|安全|"
    "开发|领导小组|易地|搬迁|安置点|指挥部|财政局|民政局|建设局|林业局|农业局|水利局|教育局|城乡|人力资源|社会保障|医疗保障|"
    "残疾人|联合会|合作社|贫困村|动态管理|产业|基础设施|"
    "名单|初选|识别|退出|拟退出|认定|审核|公示|公告|通报|报告|通知|情况|工作|统计|汇总|总结|计划|方案|实施|意见|进展|动态|帮扶|"
    "一户一策|措施|落实|季度|年度|月报|季报|半年|农户|家庭|明细表|汇总表|登记表|花名册|台账|信息|数据|发放|拨付|使用|验收|竣工|"
    r"\d+年第[一二三四1-4]季度|\d+年\d+月|\d+年|\d+月"
)
_KEEP = re.compile(rf"关于|{_PHRASES}")
_ENDINGS = ("公示", "公告", "通报", "报告", "通知", "意见", "方案")
_MOST = 4


@lru_cache(maxsize=2_000)
def title_lines(text: str, widths: tuple[float, ...], limit: float) -> tuple[str, ...]:
    """The lines of a title; forced breaks in it (line feeds) are kept."""
    if "\n" in text:
        return _forced(text, widths, limit)
    if sum(widths) <= limit:
        return (text,)
    sums = [0.0, *accumulate(widths)]
    cuts = [cut for cut in atoms(text)[1:-1]]
    cost = dict(zip(cuts, (_sense(text, cut) for cut in cuts), strict=True))
    for count in range(2, _MOST + 1):
        if found := _best(text, sums, cost, limit, count):
            return found
    return _filled(text, sums, limit)


def _forced(text: str, widths: tuple[float, ...], limit: float) -> tuple[str, ...]:
    lines: list[str] = []
    at = 0
    for part in text.split("\n"):
        lines += title_lines(part, widths[at : at + len(part)], limit)
        at += len(part) + 1
    return tuple(lines)


def _sense(text: str, cut: int) -> float:
    """How much a break here hurts the sense: 0 between phrases, much within one."""
    cost = 3.0
    for found in _KEEP.finditer(text):
        if found.start() < cut < found.end():
            cost = 40.0
            break
        if cut in (found.start(), found.end()):
            cost = min(cost, 1.0)
    before, after = text[:cut], text[cut:]
    if after.startswith(("关于", "（")) or before.endswith(("、", "，", "：", "）")):
        return 0.0
    if before.endswith(("关于", "第")) or after.startswith(("的", "了", "等")):
        return cost + 20.0
    if before.endswith("的"):
        return 6.0 if after in _ENDINGS else 0.0
    if before.endswith(("和", "与", "及")):
        return cost + 6.0
    return 0.5 if after.startswith(("和", "与", "及")) else cost


def _best(
    text: str, sums: Sequence[float], cost: dict[int, float], limit: float, count: int
) -> tuple[str, ...] | None:
    whole = sums[-1]
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(_near(cost, sums, count), count - 1):
        ends = (0, *cuts, len(text))
        lengths = [sums[b] - sums[a] for a, b in pairwise(ends)]
        if max(lengths) > limit or min(b - a for a, b in pairwise(ends)) < 2:
            continue
        price = sum(cost[cut] for cut in cuts) + _shape(lengths, whole / count)
        if best is None or price < best[0]:
            best = (price, cuts)
    return None if best is None else tuple(text[a:b] for a, b in pairwise((0, *best[1], len(text))))


def _near(cost: dict[int, float], sums: Sequence[float], count: int) -> list[int]:
    """The likelier half of the breaks where there are many, so that a long title is no matter of minutes."""
    cuts = list(cost)
    if len(cuts) < 30 or count < 4:
        return cuts
    return sorted(sorted(cuts, key=lambda cut: (cost[cut], sums[cut]))[:24])


def _shape(lengths: Sequence[float], mean: float) -> float:
    """Balance in all, then the figure: an hour-glass is ugly, equal lines are stiff, a very short line is a lone word."""
    uneven = sum(abs(length - mean) for length in lengths) / mean * 6
    waist = 8.0 if len(lengths) > 2 and any(b < min(a, c) for a, b, c in _threes(lengths)) else 0.0
    short = 6.0 if min(lengths) < mean * 0.35 else 0.0
    stiff = 0.8 if max(lengths) - min(lengths) < mean * 0.04 else 0.0
    return uneven + waist + short + stiff


def _threes(lengths: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    return zip(lengths, lengths[1:], lengths[2:], strict=False)


def _filled(text: str, sums: Sequence[float], limit: float) -> tuple[str, ...]:
    """A title of more than four lines: as many full lines as it needs, the last two evened out."""
    lines: list[str] = []
    start = 0
    for cut, after in pairwise((*atoms(text)[1:], len(text) + 1)):
        over = after <= len(text) and sums[after] - sums[start] > limit
        if over or cut == len(text):
            lines.append(text[start:cut])
            start = cut
    return tuple(lines)
