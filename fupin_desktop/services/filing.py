"""What the office binds into a 一户一档: some counties keep every part, some only the 手册."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.office import Setting

KEY = "file_parts"


def file_parts(store: Store) -> tuple[str, ...]:
    """The parts that the office binds, in their order; all of them where nothing was decided."""
    from fupin_desktop.reports.forms.household_file import PARTS

    with store.read() as unit:
        kept = unit.settings.find(key=KEY)
    said = json.loads(kept.value) if kept else []
    return tuple(each for each in said if each in PARTS) or tuple(PARTS)


def keep_file_parts(store: Store, parts: Sequence[str]) -> None:
    """Decide what is bound, as keys of PARTS; nothing means all of it."""
    with store.write("修改一户一档的组成") as unit:
        kept = unit.settings.find(key=KEY) or Setting(key=KEY)
        unit.settings.save(replace(kept, value=json.dumps(list(parts))))


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
