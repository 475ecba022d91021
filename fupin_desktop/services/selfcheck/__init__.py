"""Looks whether the program works on this PC: each item a name, whether it is in order, words, and seconds.

Nothing of it touches the office: everything is made in a folder that is removed again. An item that breaks says so
and the others go on. What is said holds no name, no number of a person and no path with the user's name.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop import __version__, logs, unfit
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.tasks import NOBODY, Cancelled, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

GOOD, FAILED, NOT_CHECKED = 0, unfit.FAILED, unfit.NOT_CHECKED
"""The statuses: everything in order, something failed, nothing could be checked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an item found: words, ``remark`` when they ask for attention though nothing is wrong, values for machines."""

    words: str
    remark: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)


class Wrong(Exception):
    """Something does not work; the sentence says what and what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    key: str
    name: str
    look: Callable[[Room], Finding]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an item came out."""

    key: str
    name: str
    ok: bool
    words: str
    seconds: float
    remark: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sign(self) -> str:
        """✓ in order, ◷ worth a look, ！ wrong."""
        return "！" if not self.ok else "◷" if self.remark else "✓"


class Room:
    """The temporary folder of one self-check, its name Chinese with a blank, and what earlier items made for later ones.

    ``own``: the office that is open, if any; ``place``: where the office of this user lies or would lie.
    """

    def __init__(self, now: datetime, place: Path, own: Office | None = None) -> None:
        self.now, self.place, self.own = now, place, own
        self.folder = Path(tempfile.mkdtemp(prefix="自检 文件夹 "))
        self.trial: Office | None = None

    @property
    def office(self) -> Office:
        """The office that was made for trying. Raises Wrong when that did not succeed."""
        if self.trial is None:
            raise Wrong("没有查：试用的数据库没有建成，见“数据库”一项")
        return self.trial

    def close(self) -> None:
        """Put everything away."""
        if self.trial:
            self.trial.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def items() -> tuple[Item, ...]:
    """What can be looked at without a window, in its order."""
    from fupin_desktop.services.selfcheck import surroundings, trials

    return (*surroundings.ITEMS, *trials.ITEMS)


def outcomes(wanted: Sequence[Item], room: Room, watch: Watch = NOBODY) -> Iterator[Outcome]:
    """Look at one item after the other. Raises nothing but Cancelled."""
    for place, item in enumerate(wanted):
        watch.step(place, len(wanted), item.name)
        yield looked(item, room)


def looked(item: Item, room: Room) -> Outcome:
    """Look at one item; whatever breaks is its outcome."""
    start = time.perf_counter()
    ok = True
    try:
        found = item.look(room)
    except Cancelled:
        raise
    except (Wrong, Refused, Stale, Trouble) as error:
        ok, found = False, Finding(str(error))
    except ImportError as error:
        ok, found = False, Finding(unfit.damaged(error))
    except Exception as error:  # the third net: a self-check tells what broke and goes on
        ok, found = False, Finding(f"出错：{type(error).__name__}：{error}；请重新安装程序后再查一遍")
    words = logs.safe(found.words.replace("\n", "；"))
    seconds = round(time.perf_counter() - start, 2)
    return Outcome(item.key, item.name, ok, words, seconds, ok and found.remark, found.details)


def as_json(found: Iterable[Outcome], now: datetime) -> dict[str, Any]:
    """The whole outcome for a file: ``ok``, ``status``, program, system, and the items."""
    every = list(found)
    status = GOOD if all(each.ok for each in every) else FAILED
    return _answer(status, now, every)


def not_checked(error: Exception, now: datetime) -> dict[str, Any]:
    """The same when nothing could be looked at."""
    return {**_answer(NOT_CHECKED, now, ()), "why": not_done(error)}


def not_done(error: Exception) -> str:
    """A sentence for a self-check that could not be carried out."""
    why = disk.why(error) if isinstance(error, OSError) else str(error)
    return f"自检没有做成：{logs.safe(why)}；请检查临时文件夹的权限和磁盘空间"


def _answer(status: int, now: datetime, found: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "ok": status == GOOD,
        "status": status,
        "program": __version__,
        "system": platform.platform(),
        "at": f"{now:%Y-%m-%d %H:%M:%S}",
        "seconds": round(sum(each.seconds for each in found), 2),
        "items": [_item_as_json(each) for each in found],
    }


def _item_as_json(each: Outcome) -> dict[str, Any]:
    said = {"key": each.key, "name": each.name, "ok": each.ok, "remark": each.remark, "words": each.words}
    return {**said, "seconds": each.seconds, "details": _safe(each.details)}


def _safe(value: Any) -> Any:
    """Values without names in paths and without numbers of people."""
    if isinstance(value, str):
        return logs.safe(value)
    if isinstance(value, Mapping):
        return {key: _safe(each) for key, each in value.items()}
    return [_safe(each) for each in value] if isinstance(value, list | tuple) else value


def as_text(found: Sequence[Outcome], now: datetime) -> str:
    """The outcome as plain Chinese lines for whoever helps."""
    wrong = sum(not each.ok for each in found)
    head = f"乡镇扶贫工作台 {__version__} 自检　{now:%Y-%m-%d %H:%M}　{platform.platform()}"
    sums = f"共{len(found)}项，{f'{wrong}项有问题' if wrong else '没有问题'}"
    lines = [f"{each.sign} {each.name}：{each.words}（{each.seconds:.1f}秒）" for each in found]
    return "\n".join([head, sums, *lines]) + "\n"
