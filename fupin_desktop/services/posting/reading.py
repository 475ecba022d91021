"""A notice with everything of it, as it stands on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.db import postings as lists
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.holidays import DaysOff
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.posting import SUBJECT, Act, Life, Objection, Posting, Proof, life, next_act

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.visit import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFile:
    """A notice, what was objected, its photos and scans; ``heads`` names the households of the objections."""

    posting: Posting
    objections: tuple[Objection, ...] = ()
    photos: tuple[Attachment, ...] = ()
    households: int = 0
    people: int = 0
    heads: Mapping[int, str]
    life: Life
    next: Act | None = None

    @property
    def label(self) -> str:
        """What its kind is called."""
        kind = KINDS.get(self.posting.kind)
        return kind.label if kind else self.posting.kind

    @property
    def open_objections(self) -> list[Objection]:
        """Those that were not answered yet."""
        return [each for each in self.objections if each.answered_on is None]

    def proof(self, on: date) -> Proof:
        """What 无异议证明 of a day says of it."""
        return Proof(
            posting=self.posting, households=self.households, people=self.people, objections=self.objections,
            heads=self.heads, on=on,
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """Days are ISO; ``day``, ``of``, ``left`` as in ``domain.posting.Life``."""
        each, now = self.posting, self.life
        return {
            "id": each.id, "kind": each.kind, "village": each.village, "year": each.year, "heading": each.heading,
            "state": now.state.value, "day": now.day, "of": now.of, "left": now.left,
            "next": self.next.value if self.next else None,
            "made_on": _iso(each.made_on), "posted_on": _iso(each.posted_on), "until": _iso(each.until),
            "days": each.days, "working": each.working, "posted_by": each.posted_by, "place": each.place,
            "households": self.households, "people": self.people, "photos": len(self.photos),
            "objections": [_objection(it, self.heads) for it in self.objections],
            "certified_on": _iso(each.certified_on), "taken_down_on": _iso(each.taken_down_on),
            "taken_down_by": each.taken_down_by, "archived_on": _iso(each.archived_on),
            "withdrawn_on": _iso(each.withdrawn_on), "withdrawn_reason": each.withdrawn_reason,
            "override": each.override, "sha256": each.sha256,
        }  # fmt: skip


def _objection(each: Objection, heads: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": each.id, "on": _iso(each.on), "who": each.who, "about": each.about,
        "household": heads.get(each.household_id or 0), "investigator": each.investigator,
        "investigated_on": _iso(each.investigated_on), "result": each.result.value if each.result else None,
        "answer": each.answer, "answered_on": _iso(each.answered_on), "override": each.override,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def posting_of(unit: Unit, id: int) -> Posting:
    """A notice. Raises Trouble when there is none of that number."""
    found = unit.postings.find(id=id)
    if found is None:
        raise Trouble(f"没有第{id}号公示，请用“posting list”查看编号")
    return found


def files_of(unit: Unit, ids: Sequence[int], on: date, own: DaysOff) -> list[PostingFile]:
    """Notices with everything of them, in the order asked for; read a table at a time."""
    postings = unit.postings.some(ids)
    objections: dict[int, list[Objection]] = {}
    for each in unit.objections.of(ids, "posting_id"):
        objections.setdefault(each.posting_id, []).append(each)
    photos: dict[int, list[Attachment]] = {}
    for photo in unit.attachments.of(ids, "subject_id"):
        if photo.subject == SUBJECT:
            photos.setdefault(photo.subject_id, []).append(photo)
    counts = lists.counted(unit, ids)
    named = {each.household_id for group in objections.values() for each in group if each.household_id}
    heads = {id: each.head for id, each in unit.households.some(named).items()}
    found = []
    for id in ids:
        mine = tuple(objections.get(id, ()))
        now = life(postings[id], mine, on, own)
        households, people = counts.get(id, (0, 0))
        found.append(
            PostingFile(
                posting=postings[id],
                objections=mine,
                photos=tuple(photos.get(id, ())),
                households=households,
                people=people,
                heads=heads,
                life=now,
                next=next_act(postings[id], now),
            )
        )
    return found
