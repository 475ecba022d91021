"""How the office keeps its files: what is bound into a 一户一档 (some counties keep only the 手册), how files are numbered."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.office import Setting

KEY = "file_parts"
NUMBER_KEY = "housing_number"
NUMBER = "{township}危改字〔{year}〕{number}号"
"""How files of renovations are numbered where the office did not decide otherwise."""


def file_parts(store: Store) -> tuple[str, ...]:
    """The parts that the office binds, in their order; all of them where nothing was decided."""
    from fupin_desktop.reports.forms.household_file import PARTS

    return tuple(each for each in _kept(store, KEY, []) if each in PARTS) or tuple(PARTS)


def keep_file_parts(store: Store, parts: Sequence[str]) -> None:
    """Decide what is bound, as keys of PARTS; nothing means all of it."""
    _keep(store, "修改一户一档的组成", KEY, list(parts))


def housing_number(store: Store) -> str:
    """The pattern by which files of renovations are numbered."""
    return str(_kept(store, NUMBER_KEY, "")) or NUMBER


def keep_housing_number(store: Store, pattern: str) -> None:
    """Decide the pattern; "" means the usual one. Raises Refused."""
    if pattern:
        number_from(pattern, "", 2000, 1)
    _keep(store, "修改危改档案编号的样式", NUMBER_KEY, pattern)


def number_from(pattern: str, township: str, year: int, number: int) -> str:
    """星星镇危改字〔2018〕3号. Raises Refused for a pattern with other names than township, year and number."""
    try:
        return pattern.format(township=township, year=year, number=number)
    except (KeyError, IndexError, ValueError, AttributeError):
        said = f"档案编号的样式“{pattern}”不对，里面只能用{{township}}、{{year}}、{{number}}，如：{NUMBER}"
        raise Refused([Problem("number", said)]) from None


def _kept(store: Store, key: str, default: Any) -> Any:
    with store.read() as unit:
        kept = unit.settings.find(key=key)
    return json.loads(kept.value) if kept else default


def _keep(store: Store, label: str, key: str, value: Any) -> None:
    with store.write(label) as unit:
        kept = unit.settings.find(key=key) or Setting(key=key)
        unit.settings.save(replace(kept, value=json.dumps(value, ensure_ascii=False)))


def parts_from(said: str) -> tuple[str, ...]:
    """Read parts by their names or keys (封面、家庭成员、…). Raises Refused: unknown, doubled, or nothing to number."""
    from fupin_desktop.reports.forms.household_file import PARTS, UNNUMBERED

    keys = {**{title: key for key, title in PARTS.items()}, **{key: key for key in PARTS}}
    found: list[str] = []
    for name in filter(None, re.split(r"[、，,;；\s]+", said)):
        if name not in keys:
            known = "、".join(PARTS.values())
            raise _refused(f"一户一档没有名为“{name}”的部分，可以选：{known}")
        if keys[name] in found:
            raise _refused(f"“{name}”写了两次，请只保留一处")
        found.append(keys[name])
    if not set(found) - UNNUMBERED:
        raise _refused("一户一档除封面和目录外至少要有一个部分，请补上")
    return tuple(found)


def _refused(sentence: str) -> Refused:
    return Refused([Problem("parts", sentence)])
