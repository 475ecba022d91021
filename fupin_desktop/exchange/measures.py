"""The 14 columns of measures of a 2023 export: codes of those taken, and what is written of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.cells import YES


def part_order(key: str) -> tuple[str, int]:
    """Measures in the order of their list, wherever their columns stand; other parts in that of their number."""
    base, _, which = key.partition("#")
    return base, list(MeasureKind).index(MeasureKind.of(which)) if base == layouts.MEASURES else int(which)


def told_measures(values: dict[str, list[Any]], kind: MeasureKind, told: Sequence[str]) -> list[str]:
    """What is written of a measure goes into its words; gives its code where there is one."""
    words = values.get(layouts.MEASURE_WORDS) or [""] * len(told)
    values[layouts.MEASURE_WORDS] = [
        "；".join(filter(None, (word, f"{kind.label}：{text}"))) if text not in ("", YES) else word
        for word, text in zip(words, told, strict=True)
    ]
    return [str(kind) if text else "" for text in told]
