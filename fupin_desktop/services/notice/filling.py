"""Fills in the notice of one kind village by village: the cells that may be shown, whom to turn to, how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.notice import (
    Notice,
    NoticeKind,
    cell,
    housing_procedure,
    shown_applicants,
    shown_head,
)
from fupin_desktop.domain.terms import POOR, said
from fupin_desktop.domain.village import Village
from fupin_desktop.services.notice.proposing import Candidate, people_of, stages_of
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.services.terms import office_terms


class Blank:
    """A form of one kind, filled in village by village; what cannot be printed is gathered in ``problems``."""

    def __init__(
        self,
        unit: Unit,
        kind: NoticeKind,
        facts: OfficeFacts,
        villages: Mapping[str, Village],
        on: date,
        year: int,
        days: int,
        paper: str,
    ) -> None:
        self._unit, self._kind, self._facts, self._villages = unit, kind, facts, villages
        self._on, self._year, self._days, self._paper = on, year, days, paper
        self.problems: list[Problem] = []

    def fill(self, village: str, chosen: Sequence[Candidate]) -> Notice:
        facts, kind = self._facts, self._kind
        return Notice(
            kind=kind,
            village=village,
            year=self._year,
            rows=tuple(self._rows(chosen)),
            people=sum(each.people for each in chosen),
            on=self._on,
            until=notice_end(self._on, self._days),
            days=self._days,
            basis=facts.basis.get(kind.key) or kind.basis,
            poor=said(POOR, self._on, office_terms(facts)),
            unit=facts.unit,
            township=facts.township,
            procedure=self._procedure(chosen),
            contacts=tuple(self._contacts(village)),
            paper=self._paper,
            demo=facts.demo,
        )

    def _contacts(self, village: str) -> Iterator[tuple[str, str]]:
        kept = self._villages.get(village)
        if kept and kept.phone:
            yield "村委会电话", kept.phone
        yield "监督电话", self._facts.phone
        if self._facts.hotline:
            yield "监督举报热线", self._facts.hotline
        if self._facts.address:
            yield "通讯地址", self._facts.address

    def _rows(self, chosen: Sequence[Candidate]) -> Iterator[tuple[str, ...]]:
        ids = [each.household_id for each in chosen]
        households = self._unit.households.some(ids)
        people = people_of(self._unit, ids, self._on)
        columns = self._columns(chosen)
        for at, each in enumerate(chosen):
            head = shown_head(households[each.household_id], people.get(each.household_id, ()), self._on)
            if head.problem:
                self.problems.append(Problem("head", head.problem))
            shown = {"group": each.group, "head": head.text, "people_listed": str(each.people), **columns[at]}
            yield tuple(shown[column.field.name] for column in self._kind.columns)

    def _columns(self, chosen: Sequence[Candidate]) -> list[dict[str, str]]:
        """The cells that only this kind of notice has."""
        ids = [each.record_id for each in chosen]
        if self._kind.key == "housing":
            kept = self._unit.renovations.some(ids)
            return self._housing(chosen, [kept[id] for id in ids])
        if self._kind.key == "monitoring":
            episodes = self._unit.monitorings.some(ids)
            return [self._cells(episodes[id]) for id in ids]
        return [{} for _ in ids]

    def _housing(self, chosen: Sequence[Candidate], records: Sequence[Renovation]) -> list[dict[str, str]]:
        known_ones = lists.registered(self._unit, self._on, [each.household_id for each in chosen])
        kinds = [(each.applicant, each.household_id in known_ones) for each in records]
        said_kinds = shown_applicants(kinds, self._on)
        return [
            {**self._cells(record), "applicant": words}
            for record, words in zip(records, said_kinds, strict=True)
        ]

    def _cells(self, record: Renovation | Monitoring) -> dict[str, str]:
        return {
            column.field.name: cell(column, getattr(record, column.field.name))
            for column in self._kind.columns
            if type(record).fields.get(column.field.name) is column.field
        }

    def _procedure(self, chosen: Sequence[Candidate]) -> str:
        if self._kind.key != "housing":
            return ""
        stages = stages_of(self._unit, [each.record_id for each in chosen], self._on)
        return housing_procedure([stages.get(each.record_id, set()) for each in chosen])
