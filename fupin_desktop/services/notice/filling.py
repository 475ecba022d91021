"""Fills in the notice of one kind village by village: the cells that may be shown, whom to turn to, how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db import notice as lists
from fupin_desktop.domain.fields import Problem, Record
from fupin_desktop.domain.housing import StageKind, Subsidy
from fupin_desktop.domain.notice import (
    Column,
    Member,
    Notice,
    NoticeKind,
    cell,
    government,
    housing_procedure,
    shown_applicants,
    shown_head,
)
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.procedure.village_exit import Finding
from fupin_desktop.domain.village import Village
from fupin_desktop.services.notice.candidate import Candidate, Looking, people_of, stages_of
from fupin_desktop.services.notice.houses import payments
from fupin_desktop.services.notice.leaving import village_findings
from fupin_desktop.services.settings import OfficeFacts

Cells = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all notices of a batch have in common. ``until`` and ``days`` are None for what opens no objections."""

    kind: NoticeKind
    facts: OfficeFacts
    sender: Sender
    villages: Mapping[str, Village]
    until: date | None
    days: int | None
    working: bool
    paper: str
    web: bool


class Blank:
    """A form of one kind, filled in village by village; what cannot be printed is gathered in ``problems``."""

    def __init__(self, look: Looking, frame: Frame) -> None:
        self._look, self._frame = look, frame
        self._columns = frame.kind.columns_for(frame.web)
        self.problems: list[Problem] = []
        self.paid: list[date] = []
        self._verified: dict[str, list[Finding]] | None = None

    def fill(self, village: str, chosen: Sequence[Candidate]) -> Notice:
        """The notice of one village with those who were chosen."""
        frame, look, kind = self._frame, self._look, self._frame.kind
        money = self._payments(chosen)
        return Notice(
            kind=kind,
            village=village,
            year=look.year,
            on=look.on,
            sender=frame.sender,
            government=government(frame.facts.township),
            columns=self._columns,
            rows=tuple(self._rows(chosen, money)),
            ids=tuple(each.household_id for each in chosen),
            people=sum(each.people for each in chosen),
            until=frame.until,
            days=frame.days,
            basis=frame.facts.basis.get(kind.key) or kind.basis_on(look.on),
            procedure=self._procedure(chosen),
            contacts=tuple(self._contacts(village)),
            total=sum((each.amount for each in _all(money)), Decimal(0)) if money else None,
            sources=_by_source(_all(money)),
            team=tuple(self._team(village)) if kind.key == "commitment" else (),
            findings=self._findings(village),
            paper=frame.paper,
            web=frame.web,
            moved=frame.until is not None
            and not frame.working
            and (frame.until - look.on).days != frame.days,
            working=frame.working,
        )

    def _contacts(self, village: str) -> Iterator[tuple[str, str]]:
        kept, facts = self._frame.villages.get(village), self._frame.facts
        if kept and kept.phone:
            yield "村委会电话", kept.phone
        yield "监督电话", facts.phone
        if facts.hotline:
            yield "监督举报热线", facts.hotline
        if facts.address:
            yield "通讯地址", facts.address

    def _team(self, village: str) -> Iterator[Member]:
        look = self._look
        cadres = look.unit.cadres.some(lists.team(look.unit, village, look.on))
        for each in cadres.values():
            yield Member(each.name, each.unit, each.duty, each.phone)

    def _findings(self, village: str) -> tuple[Finding, ...]:
        """What was found of a village that is to be listed out; that it was verified is a condition of the notice."""
        if not self._frame.kind.key.startswith("village_exit"):
            return ()
        if self._verified is None:
            self._verified = village_findings(self._look.unit, self._look.year, self._look.on)
        if village not in self._verified:
            said = f"{village}还没有登记{self._look.year}年出列的“指标核查”，请先在“程序”里登记，再生成公示"
            self.problems.append(Problem("villages", said))
        return tuple(self._verified.get(village, ()))

    # The rows

    def _rows(
        self, chosen: Sequence[Candidate], money: Mapping[int, Sequence[Subsidy]]
    ) -> Iterator[tuple[str, ...]]:
        look, web = self._look, self._frame.web
        ids = [each.household_id for each in chosen]
        households = look.unit.households.some(ids)
        people = people_of(look.unit, ids, look.on)
        special = self._special(chosen, money)
        for each, more in zip(chosen, special, strict=True):
            head = shown_head(
                households[each.household_id], people.get(each.household_id, ()), look.on, web=web
            )
            if head.problem:
                self.problems.append(Problem("head", head.problem))
            shown = {
                "township": self._frame.sender.township,
                "village": each.village,
                "group": each.group,
                "head": head.text,
                "people_listed": str(each.people),
                **more,
            }
            yield tuple(shown[column.field.name] for column in self._columns)

    def _special(self, chosen: Sequence[Candidate], money: Mapping[int, Sequence[Subsidy]]) -> list[Cells]:
        """The cells that only this kind of notice has."""
        ids = [each.record_id for each in chosen]
        key, unit = self._frame.kind.key, self._look.unit
        if key in ("housing", "housing_payment"):
            stages = stages_of(unit, ids, self._look.on)
            return [
                {**each, **self._paid(money.get(id, ()), stages.get(id, {}))}
                for each, id in zip(self._houses(chosen), ids, strict=True)
            ]
        if key.startswith(("monitoring", "risk_removed")):
            episodes = unit.monitorings.some(ids)
            return [self._cells(episodes[id]) for id in ids]
        return [{} for _ in ids]

    def _houses(self, chosen: Sequence[Candidate]) -> list[Cells]:
        look = self._look
        kept = look.unit.renovations.some([each.record_id for each in chosen])
        records = [kept[each.record_id] for each in chosen]
        known = lists.registered(look.unit, look.on, [each.household_id for each in chosen])
        kinds = [
            (record.applicant, each.household_id in known)
            for record, each in zip(records, chosen, strict=True)
        ]
        said = shown_applicants(kinds, look.on)
        return [
            {**self._cells(record), "applicant": words} for record, words in zip(records, said, strict=True)
        ]

    def _paid(self, got: Sequence[Subsidy], days: Mapping[StageKind, date]) -> Cells:
        """When a house was finished, what was paid for it, and when the last of it."""
        columns = {column.field.name: column for column in self._columns}
        if "amount" not in columns:
            return {}
        finished = days.get(StageKind.FINISHED) or days.get(StageKind.ACCEPTED)
        last = max((each.paid_on for each in got if each.paid_on), default=None)
        self.paid += [last] if last else []
        shown: dict[str, Any] = {
            "on": finished,
            "amount": sum((each.amount for each in got), Decimal(0)),
            "paid_on": last,
        }
        return {name: cell(columns[name], value) for name, value in shown.items()}

    def _cells(self, record: Record) -> Cells:
        return {
            column.field.name: cell(column, getattr(record, column.field.name))
            for column in self._columns
            if _is_of(column, record)
        }

    def _payments(self, chosen: Sequence[Candidate]) -> dict[int, list[Subsidy]]:
        if self._frame.kind.key != "housing_payment":
            return {}
        return payments(self._look, [each.record_id for each in chosen])

    def _procedure(self, chosen: Sequence[Candidate]) -> str:
        key = self._frame.kind.key
        if key not in ("housing", "housing_payment"):
            return ""
        stages = stages_of(self._look.unit, [each.record_id for each in chosen], self._look.on)
        reached = [stages.get(each.record_id, {}) for each in chosen]
        return housing_procedure(reached, paid=key == "housing_payment")


def _is_of(column: Column, record: Record) -> bool:
    return type(record).fields.get(column.field.name) is column.field


def _all(money: Mapping[int, Sequence[Subsidy]]) -> list[Subsidy]:
    return [each for group in money.values() for each in group]


def _by_source(paid: Sequence[Subsidy]) -> tuple[tuple[str, Decimal], ...]:
    found: dict[str, Decimal] = {}
    for each in paid:
        found[each.source] = found.get(each.source, Decimal(0)) + each.amount
    return tuple(found.items())
