"""Bringing in only the changes that are wanted: what was ticked in a comparison, said in the words of an import."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.comparing.outcome import Change, Home, Mover
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.importing import Applied, Draft, Importing

Wanted = Home | Mover | Change
LATER = "later"


@dataclass(frozen=True, slots=True)
class Selection:
    """What an import is told: the items that go in, those that stay out, and the fields that stay as they are."""

    only: frozenset[str]
    without: frozenset[str]
    take: dict[str, str]


def select(draft: Draft, wanted: Iterable[Wanted]) -> Selection:
    """The ticked lines as choices of a draft of the same file: whole households and people, or single fields."""
    whole: set[str] = set()
    fields: dict[str, set[str]] = {}
    for each in wanted:
        if isinstance(each, Change):
            fields.setdefault(each.item, set()).add(each.label)
        else:
            whole.add(each.item)
    only, take = set(whole), {}
    for item in draft.of("changed", "conflict"):
        if item.key not in fields or item.key in whole:
            continue
        only.add(item.key)
        for change in item.changes:
            if change.label not in fields[item.key]:
                take[change.key] = LATER
            elif change.conflict:
                take[change.key] = "national"
    return Selection(frozenset(only), frozenset(_left_out(draft, only, whole)), take)


def _left_out(draft: Draft, only: Collection[str], whole: Collection[str]) -> Iterator[str]:
    """A household comes with its people: those of one of which only fields are wanted stay out, unless they are wanted too."""
    homes = {key for key in only if key.startswith("household:") and key not in whole}
    for item in draft.of("new", "changed", "conflict", level="person") if homes else ():
        owner = draft.rows.owners[int(item.key.partition(":")[2])]
        if f"household:{owner}" in homes and item.key not in only:
            yield item.key


def bring_in(
    importing: Importing, file: str | Path, wanted: Sequence[Wanted], watch: Watch = NOBODY
) -> Applied:
    """Import the ticked lines of a file, and nothing else of it, as one act.

    Raises Refused when nothing is ticked or the file has no data day, Trouble, Stale as an import does.
    """
    if not wanted:
        raise Refused([Problem("wanted", "还没有勾选要导入的变化，请先在表里打勾")])
    draft = cast("Draft", importing.read(file, watch=watch))
    chosen = select(draft, wanted)
    return importing.apply(draft, only=chosen.only, without=chosen.without, take=chosen.take, watch=watch)
