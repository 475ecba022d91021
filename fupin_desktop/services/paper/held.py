"""A meeting that was registered with everybody's votes, as the papers of 民主评议 show it."""

from __future__ import annotations

from fupin_desktop.domain.assembly import Assembly, Nominee, Outcome, Topic, Votes
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.procedure import Meeting, Numbers, RoadKind
from fupin_desktop.services.paper.source import Source
from fupin_desktop.services.sender import sender

_TOPICS = {
    RoadKind.IDENTIFICATION: Topic.IDENTIFICATION,
    RoadKind.EXIT: Topic.EXIT,
    RoadKind.HOUSING: Topic.HOUSING,
    RoadKind.MONITORING: Topic.MONITORING,
    RoadKind.REMOVAL: Topic.REMOVAL,
}


def registered(source: Source, number: int, paper: str, ballot_note: str) -> Assembly:
    """The meeting of a number (id) with what was counted, by the names of its own day. Raises Trouble: there is none."""
    from fupin_desktop.services.procedure import Procedures
    from fupin_desktop.services.procedure.meetings import Meetings

    with source.store.read() as unit:
        kept = unit.meetings.find(id=number)
    if kept is None:
        raise Trouble(f"没有编号为{number}的评议会，请用“meeting list”看已登记的评议会")
    meetings = Meetings(source.store, Procedures(source.store, source.settings, source.files))
    votes = meetings.votes(kept)
    with source.store.read() as unit:
        households = unit.households.some(each.household for each in votes)
        members = list(unit.people.of([each.household for each in votes], "household_id"))
        numbers = Numbers(unit.procedure_numbers.all())
    people = {each: 0 for each in households}
    for member in members:
        people[member.household_id] += member.present(kept.on)
    issuer = sender(source.facts, kept.on, source.store.person)
    return Assembly(
        village=kept.village, year=kept.year, on=kept.on, topic=_TOPICS[kept.road], poor=issuer.poor,
        nominees=tuple(
            Nominee(each.number, households[each.household].group, each.head, people[each.household]) for each in votes
        ),
        seats=kept.due, ballots=kept.issued, due=kept.due, present=kept.present, place=kept.place, chair=kept.chair,
        recorder=kept.recorder, minutes=kept.minutes, ballot_note=ballot_note, paper=paper, demo=issuer.demo,
        outcome=_outcome(kept, {each.number: Votes(each.yes, each.no, each.abstained) for each in votes}, numbers),
    )  # fmt: skip


def _outcome(meeting: Meeting, votes: dict[str, Votes], numbers: Numbers) -> Outcome | None:
    """What was counted; ballots that were not counted apart are as many as people came."""
    if not votes:
        return None
    issued = meeting.present if meeting.issued is None else meeting.issued
    returned = issued if meeting.returned is None else meeting.returned
    valid = returned if meeting.valid is None else meeting.valid
    return Outcome(
        due=meeting.due, present=meeting.present, issued=issued, returned=returned, valid=valid, votes=votes,
        share=numbers.number("assembly.share", meeting.year),
    )  # fmt: skip
