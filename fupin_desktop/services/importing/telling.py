"""What an import did, in figures and in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_desktop.services.importing.choosing import Chosen
from fupin_desktop.services.importing.draft import Counts, Draft
from fupin_desktop.services.importing.taking import Taking

NOTHING = "没有变化：文件与本办数据一致，没有保存任何内容"


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did. ``batch`` and ``act`` are None when there was nothing to do."""

    batch: int | None
    act: int | None
    households: Counts
    people: Counts
    sentence: str
    waiting: int = 0
    """How many new or changed things of the file were not chosen: it stays among what is not yet imported."""
    first_person: int = 0
    """The id of the first new person, 0 without any: whom to look at for doubles."""


def nothing(draft: Draft) -> Applied:
    """Why nothing was written."""
    said = f"没有可保存的变化{_about_clashes(draft.clashes, 0, 0)}" if draft.clashes else NOTHING
    if draft.changes_anything:
        said = "没有保存任何内容：有变更，但都没有取用国扶的值"
    nobody = {"new": 0, "changed": 0}
    return Applied(None, None, {**draft.households, **nobody}, {**draft.people, **nobody}, said)


def sentence(done: Applied, draft: Draft, taking: Taking, decided: int) -> str:
    """What was done, and what was not."""
    assert draft.outcome is not None
    said = f"已导入：农户新增{done.households['new']}户、变更{done.households['changed']}户；"
    said += f"成员新增{done.people['new']}人、变更{done.people['changed']}人"
    taken, agreed = len(taking.agreed), len(draft.outcome.agreed)
    said += _about_clashes(draft.clashes - taken, taken, agreed)
    said += f"；{len(taking.noted)}处保留本办的值，记入国扶待改" if taking.noted else ""
    said += f"；本次未出现的已处理{decided}处" if decided else ""
    refused = done.households["refused"], done.people["refused"]
    parts = "".join(f"{count}{unit}" for count, unit in zip(refused, "户人", strict=True) if count)
    said += f"；拒绝{parts}，哪一行、为什么已逐行列出" if any(refused) else ""
    return said + (f"；还有{done.waiting}项没有选，没有导入" if done.waiting else "")


def _about_clashes(kept: int, taken: int, agreed: int) -> str:
    """What became of the corrections of the office."""
    said = f"；{kept}处冲突保留本办的值，仍列在国扶待改" if kept else ""
    said += f"；{taken}处冲突改用国扶的值" if taken else ""
    return said + (f"；{agreed}处国扶待改已与国扶一致，从清单划去" if agreed else "")


def label(draft: Draft, chosen: Chosen) -> str:
    """What the history calls it."""
    more = f"等{len(draft.files)}个文件" if len(draft.files) > 1 else ""
    return f"导入：{draft.files[0]}{more}"[:180] + ("（选中的部分）" if chosen.left() else "")
