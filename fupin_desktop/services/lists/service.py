"""The way in for lists: read, look, apply."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from fupin_desktop.db import importing as acts
from fupin_desktop.db import lists as stored
from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.exchange.lists.reading import ListRows, read_list
from fupin_desktop.services.files import fingerprint
from fupin_desktop.services.importing.telling import Applied
from fupin_desktop.services.lists import applying
from fupin_desktop.services.lists.comparing import Comparing
from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.tasks import NOBODY, Watch, tell


class Lists:
    """Reads the lists of an office, shows what they would change, and puts them in as one act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(
        self,
        paths: Sequence[Path],
        *,
        key: str = "",
        day: date | None = None,
        year: int | None = None,
        blank: str = "keep",
        mapping: Mapping[str, str] | None = None,
        watch: Watch = NOBODY,
    ) -> ListDraft:
        """Read files of one list and hold them against the office; nothing is saved.

        Without a data day the draft only ``asks``. Raises Trouble when a file cannot be read, Refused when it is older
        than what the office has of this list.
        """
        rows: ListRows | None = None
        for path in paths:
            step = partial(tell, watch, f"读取{path.name}")
            more = read_list(path, key, mapping, step, clear=blank == "clear")
            if rows is None:
                rows = more
            else:
                rows.join(more)
        if rows is None:
            raise Refused([Problem("file", "没有选择文件，请选择要导入的名单")])
        names = tuple(path.name for path in paths)
        draft = ListDraft(rows, names, fingerprint(paths), rows.layout, day or rows.data_day, year, blank)
        self._compare(draft, watch, given=day is not None)
        return draft

    def _compare(self, draft: ListDraft, watch: Watch, *, given: bool) -> None:
        if draft.data_day is None or (not given and draft.data_day > date.today()):
            said = f"写的数据日期{draft.data_day}还没有到" if draft.data_day else "没有写明数据日期"
            draft.asks.append(f"“{draft.files[0]}”{said}，请用 --on 或在页面上填写数据日期")
            draft.data_day = None
            return
        draft.year = draft.year or draft.data_day.year
        with self._store.read() as unit:
            newest = stored.last_data_day(unit, draft.list_key)
            if newest and draft.data_day.isoformat() < newest[0]:
                text = (
                    f"“{draft.files[0]}”的数据日期是{draft.data_day}，早于已导入的{draft.rows.spec.title}"
                    f"“{newest[1]}”（{newest[0]}），没有导入；如果日期写错了，请用 --on 或在页面上改正"
                )
                raise Refused([Problem("day", text)])
            draft.seen_act = acts.last_act(unit)
            Comparing(unit, draft, watch).compare()

    def apply(
        self,
        draft: ListDraft,
        *,
        take: Mapping[str, str] | None = None,
        only: Collection[str] | None = None,
        without: Collection[str] = (),
        watch: Watch = NOBODY,
    ) -> Applied:
        """Keep a draft as one act (see ``applying.apply``)."""
        return applying.apply(self._store, draft, take or {}, only, without, watch)
