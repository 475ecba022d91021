"""Reads national exports, shows what they would change, and puts them in as one act."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db import importing as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.exchange.card_files import files_of, read_files
from fupin_desktop.exchange.layouts import LAYOUTS, layout_named
from fupin_desktop.exchange.lists import LISTS, OtherList
from fupin_desktop.exchange.lists.reading import list_of
from fupin_desktop.exchange.rows import RowProblem, Rows
from fupin_desktop.services.files import fingerprint
from fupin_desktop.services.importing import applying
from fupin_desktop.services.importing.choosing import Choice, Decision
from fupin_desktop.services.importing.comparing import Comparing
from fupin_desktop.services.importing.draft import Draft
from fupin_desktop.services.importing.items import FieldChange, Item, Items
from fupin_desktop.services.importing.numbering import number_households
from fupin_desktop.services.importing.outcome import Change, Gone
from fupin_desktop.services.importing.staged import Asked, Staged, Staging
from fupin_desktop.services.importing.telling import Applied
from fupin_desktop.services.layouts import Layouts
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch, quiet, tell

if TYPE_CHECKING:
    from fupin_desktop.exchange.annotating import Answered

__all__ = [
    "AnyDraft",
    "Applied",
    "Change",
    "Choice",
    "Decision",
    "Draft",
    "FieldChange",
    "Gone",
    "Importing",
    "Item",
    "Items",
    "RowProblem",
    "Staged",
]


if TYPE_CHECKING:
    from fupin_desktop.services.lists.draft import ListDraft

    AnyDraft = Draft | ListDraft
    """What was read: households and people, or another list; both have the same face."""


class Importing:
    """The way in for national exports: read, look, apply."""

    def __init__(self, store: Store, settings: OfficeSettings, incoming: Path) -> None:
        self._store, self._settings = store, settings
        self._staging = Staging(incoming)

    def read(
        self,
        paths: str | Path | Sequence[str | Path],
        *,
        layout: str | None = None,
        day: date | None = None,
        year: int | None = None,
        blank: str = "keep",
        mapping: Mapping[str, str] | None = None,
        keep: bool = False,
        watch: Watch = NOBODY,
    ) -> AnyDraft:
        """Read files and hold them against the office; nothing is saved.

        Which list they are is seen by their headings; ``layout`` may say it (``work``, H4 …). ``mapping`` corrects
        columns (letter → key, "" for none). Without a data day the draft only ``asks``. ``keep`` keeps a copy of the
        files among what waits (``waiting``), where it survives the end of the program. Raises Trouble when a file
        cannot be read, Refused when it is older than what the office has of its list.
        """
        every = files_of([Path(each) for each in ([paths] if isinstance(paths, str | Path) else paths)])
        asked = Asked(layout, day, year, blank, dict(mapping or {}))
        with quiet():
            draft = self._read(every, asked, watch)
        if keep:
            self._keep(draft, every, asked)
        return draft

    def _read(self, every: Sequence[Path], asked: Asked, watch: Watch) -> AnyDraft:
        """As a list of people, unless the headings or the clerk say that it is another."""
        said, key = _layout(asked.layout)
        try:
            if key in LISTS:
                raise OtherList(every[0].name, key)
            rows = self._read_all(every, asked.mapping, watch)
        except Trouble as trouble:
            told = trouble if isinstance(trouble, OtherList) else None
            if told is None and not list_of(every[0]):
                raise
            return self._read_list(every, asked, watch, told)
        draft = Draft(rows, tuple(path.name for path in every), fingerprint(every), said or rows.layout,
                      asked.day or rows.data_day, asked.year, asked.blank)  # fmt: skip
        if rows.asks:
            draft.asks += rows.asks
        else:
            self._compare(draft, watch, given=asked.day is not None)
        return draft

    def _read_list(
        self, every: Sequence[Path], asked: Asked, watch: Watch, told: OtherList | None = None
    ) -> ListDraft:
        from fupin_desktop.services.lists.service import Lists

        key = _layout(asked.layout)[1]
        if told and told.layout:  # the office kept this layout and knows its columns
            key, asked = told.key, dataclasses.replace(asked, mapping={**told.mapping, **asked.mapping})
        draft = Lists(self._store).read(
            every, key=key if key in LISTS else "", day=asked.day, year=asked.year, blank=asked.blank,
            mapping=asked.mapping, watch=watch,
        )  # fmt: skip
        if told and told.layout:
            draft.layout = told.layout
        return draft

    def _keep(self, draft: AnyDraft, paths: Sequence[Path], asked: Asked) -> None:
        token = draft.sha256[:24]
        said = {"data_day": str(draft.data_day or ""), "sentence": draft.sentence}
        kept = self._staging.keep(token, paths, asked, said)
        if fingerprint(kept.paths) != draft.sha256:
            self._staging.drop(token)
            raise Trouble(f"“{draft.files[0]}”在读取的时候被改动了，请重新选择文件")
        draft.token = token

    def waiting(self) -> list[Staged]:
        """What was read and not yet imported, the newest first."""
        self._staging.clean()
        return self._staging.all()

    def staged(self, token: str) -> Staged | None:
        """One of them, or None."""
        return self._staging.find(token)

    def reopen(self, token: str, watch: Watch = NOBODY) -> AnyDraft:
        """Read one of them again and hold it against the office as it is now. Raises as ``read``."""
        kept = self._staging.find(token)
        if kept is None:
            raise Trouble("这份待处理的文件已经不在了（可能已导入或已放弃），请重新选择文件")
        asked = kept.asked
        draft = self.read(
            kept.paths, layout=asked.layout, day=asked.day, year=asked.year, blank=asked.blank,
            mapping=asked.mapping, watch=watch,
        )  # fmt: skip
        draft.token = token
        return draft

    def choose(self, draft: AnyDraft, choice: Choice) -> None:
        """Keep the clerk's choices beside the files. Raises Trouble when the disk refuses."""
        if draft.token:
            self._staging.choose(draft.token, choice)

    def drop(self, token: str) -> None:
        """Forget what was read; the office's data and the clerk's own file stay as they are."""
        self._staging.drop(token)

    def _read_all(self, paths: Sequence[Path], mapping: Mapping[str, str] | None, watch: Watch) -> Rows:
        return read_files(paths, mapping, partial(tell, watch), Layouts(self._store).known())

    def _compare(self, draft: Draft, watch: Watch, *, given: bool) -> None:
        if draft.data_day is not None and not given and draft.data_day > date.today():
            draft.asks.append(
                f"“{draft.files[0]}”写的数据日期{draft.data_day}还没有到，请用 --on 或在页面上填写"
            )
            draft.data_day = None
            return
        if draft.data_day is None:
            draft.asks.append(f"“{draft.files[0]}”没有写明数据日期，请用 --on 或在页面上填写数据日期")
            return
        draft.year = draft.year or draft.data_day.year
        with self._store.read() as unit:
            newest = stored.last_data_day(unit)
            if newest and draft.data_day.isoformat() < newest[0]:
                raise Refused([Problem("day", _too_old(draft, *newest))])
            draft.office = stored.totals(unit, draft.data_day.isoformat())
            draft.seen_act = stored.last_act(unit)
            number_households(unit, draft.rows)
            comparing = Comparing(unit, draft.rows, draft.data_day, draft.year, draft.blank == "clear", watch)
            draft.outcome = comparing.known() if _is_known(unit, draft) else comparing.compare()

    def apply(
        self,
        draft: AnyDraft,
        *,
        take: Mapping[str, str] | None = None,
        only: Collection[str] | None = None,
        without: Collection[str] = (),
        gone: Mapping[str, Decision] | None = None,
        watch: Watch = NOBODY,
    ) -> Applied:
        """Keep a draft, or the chosen part of it, as one act; what ``Choice`` says of the words holds here.

        Raises Refused without a data day, Stale when the office changed since the reading, Cancelled.
        """
        choice = Choice(dict(take or {}), only, without, dict(gone or {}))
        with quiet():
            if isinstance(draft, Draft):
                done = applying.apply(self._store, draft, choice, watch)
            else:
                from fupin_desktop.services.lists.service import Lists

                done = Lists(self._store).apply(draft, take=take, only=only, without=without, watch=watch)
        if draft.token:
            with suppress(
                Trouble
            ):  # it is in; a copy that cannot be removed now is offered again and changes nothing
                if done.waiting:
                    self._staging.choose(draft.token, Choice(choice.take))
                elif done.act is not None or not draft.changes_anything:
                    self._staging.drop(draft.token)
        return done

    def annotate(self, draft: AnyDraft, source: str | Path, path: str | Path) -> Answered:
        """Their own workbook with what is wrong marked, and a sheet 问题清单. Gives where it was written, and a sentence."""
        from fupin_desktop.exchange.annotating import annotate, answer

        if isinstance(draft, Draft):
            return annotate(source, path, draft.rows)
        name = Path(source).name
        mine = [each for each in draft.problems if each.file == name]
        tall = max((each.row for each in draft.rows.rows if each.file == name), default=0)
        return answer(source, path, mine, tall=tall)

    def told(self, answers: Sequence[Answered]) -> str:
        """What the clerk is told of answers that were written."""
        from fupin_desktop.exchange.annotating import told

        return told(answers)

    def annotate_each(
        self, draft: AnyDraft, sources: Sequence[str | Path], path: str | Path, watch: Watch = NOBODY
    ) -> list[Answered]:
        """The answers to the files of a draft: the first that has problems to ``path``, further ones beside it.

        A folder, and files of which one cannot be opened again, get one list of all problems.
        """
        from fupin_desktop.exchange.annotating import answer, answer_name

        files = [Path(each) for each in sources]
        if len(files) > 1 and not any(each.is_dir() for each in files):
            named = {each.file for each in draft.problems}
            wrong = [each for each in files if each.name in named] or files[:1]
            places = {Path(path)}
            done = []
            with suppress(Trouble):
                for number, source in enumerate(wrong):
                    watch.step(number, len(wrong), f"标出{source.name}的问题")
                    place = Path(path).with_name(answer_name(source)) if number else Path(path)
                    while number and (place in places or place.exists()):
                        place = place.with_name(answer_name(place))
                    places.add(place)
                    mine = [each for each in draft.problems if each.file == source.name]
                    done.append(answer(source, place, mine))
                return done
        return [self.annotate(draft, files[0], path)]


def _layout(name: str | None) -> tuple[str | None, str]:
    """What a said layout is called, and its list; a list may be said by its own key."""
    if name is None or name in LISTS:
        return None, name or ""
    found = layout_named(name)
    if found is None:
        choices = "、".join((*(each.key for each in LAYOUTS), *LISTS))
        raise Refused([Problem("layout", f"没有名为“{name}”的版式，可选{choices}")])
    return found.said, found.list


def _too_old(draft: Draft, newest: str, file: str) -> str:
    return (
        f"“{draft.files[0]}”的数据日期是{draft.data_day}，早于已导入的“{file}”（{newest}），"
        "导入会用旧数据盖掉新数据，没有导入；如果日期写错了，请用 --on 或在页面上改正"
    )


def _is_known(unit: Unit, draft: Draft) -> bool:
    """Is this the file that the newest act put in, wholly and without a word against it?"""
    batch = next(iter(unit.batches.all(order=("id",))[-1:]), None)
    if batch is None or not batch.counts or draft.blank != "keep" or unit.corrections.count(agreed_on=None):
        return False
    mine = (draft.sha256, draft.data_day, draft.year, draft.seen_act, applying.columns_of(draft.rows))
    said = json.loads(batch.counts)
    odd = [said[level].get(kind, 0) for level in ("households", "people") for kind in ("refused", "conflict")]
    odd.append(said.get("left", 0))
    whole = draft.office == (len(draft.rows.households), len(draft.rows.people))
    return (
        whole
        and not any(odd)
        and mine == (batch.sha256, batch.data_day, batch.year, batch.version, batch.columns)
    )
