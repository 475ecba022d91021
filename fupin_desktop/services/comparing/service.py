"""The office's comparing: reads two lists (or one, and the office), holds them against each other, writes the workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.exchange.reading import Step
from fupin_desktop.services.comparing.holding import hold
from fupin_desktop.services.comparing.outcome import Compared
from fupin_desktop.services.comparing.sides import file_side, office_side
from fupin_desktop.services.comparing.writing import write
from fupin_desktop.services.layouts import Layouts
from fupin_desktop.services.outgoing import OutgoingLists
from fupin_desktop.services.tasks import NOBODY, Watch, quiet, tell

OFFICE = "office"
"""What stands for the office's own data where a file is asked for."""


class TwoPeriods:
    """Compares two exports of the same list, or an export and the office."""

    def __init__(self, store: Store, outgoing: OutgoingLists) -> None:
        self._store, self._outgoing = store, outgoing

    def compare(self, old: str | Path, new: str | Path, watch: Watch = NOBODY) -> Compared:
        """Hold two lists against each other; one of them may be OFFICE.

        Raises Trouble when a file cannot be read, Refused when both are the office or the same file is given twice.
        """
        if str(old) == OFFICE == str(new):
            raise Refused([Problem("file", "本办数据不能和自己比，请至少选一个导出文件")])
        with quiet():
            known = Layouts(self._store).known()
            before = None if str(old) == OFFICE else file_side(old, known, _step(watch, old))
            after = None if str(new) == OFFICE else file_side(new, known, _step(watch, new))
            with self._store.read() as unit:
                if before is None or after is None:
                    file = after or before
                    assert file is not None
                    here = office_side(unit, file, file.villages)
                    before, after = before or here, after or here
            return hold(before, after, watch)

    def write(self, found: Compared, path: str | Path, *, plain: bool = False) -> int:
        """Write a comparison as a workbook; ID numbers are hidden (前6后4) unless ``plain``. Gives the number of rows."""
        rows = write(found, path, plain=plain)
        self._outgoing.note(f"两期对比：{found.old}与{found.new}", path, rows, masked=not plain)
        return rows


def _step(watch: Watch, path: str | Path) -> Step:
    return partial(tell, watch, f"读取{Path(path).name}")
