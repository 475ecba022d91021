"""One transaction: a repository for each kind of record, and the questions that span several of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection, Table

from fupin_desktop.db import journal
from fupin_desktop.db.repository import Repository
from fupin_desktop.domain.fields import Record

if TYPE_CHECKING:
    from fupin_desktop.domain import (
        assessment,
        cadre,
        due,
        household,
        housing,
        life,
        office,
        paper,
        plan,
        posting,
        relocation,
        sheets,
        village,
        visit,
        work,
    )
    from fupin_desktop.domain.doctor import records as doctor
    from fupin_desktop.domain.figures import Figures
    from fupin_desktop.domain.lists import HouseholdLine, Search, Totals
    from fupin_desktop.domain.procedure import records as procedure

R = TypeVar("R", bound=Record)


class Kept(Generic[R]):
    """A repository that is made when first asked for; only then are its record and table read, so a start is quick."""

    def __init__(self, module: str, record: str, table: str) -> None:
        self._module, self._record, self._table = module, record, table

    def __set_name__(self, owner: type[Unit], name: str) -> None:
        self._name = name

    def __get__(self, unit: Unit, owner: type[Unit]) -> Repository[R]:
        kind: type[R] = getattr(import_module(f"fupin_desktop.domain.{self._module}"), self._record)
        where, _, name = self._table.partition(".")
        table: Table = getattr(import_module(f"fupin_desktop.db.models.{where}"), name)
        made = Repository(unit.connection, kind, table, unit.act)
        unit.__dict__[self._name] = made
        return made


class Unit:
    """One transaction, with a repository for each kind of record."""

    villages: Kept[village.Village] = Kept("village", "Village", "place.village")
    households: Kept[household.Household] = Kept("household", "Household", "household.household")
    people: Kept[household.Person] = Kept("household", "Person", "household.person")
    standings: Kept[household.Standing] = Kept("household", "Standing", "household.standing")
    monitorings: Kept[household.Monitoring] = Kept("household", "Monitoring", "household.monitoring")
    household_years: Kept[household.HouseholdYear] = Kept(
        "household", "HouseholdYear", "household.household_year"
    )
    person_years: Kept[household.PersonYear] = Kept("household", "PersonYear", "household.person_year")
    income_items: Kept[household.IncomeItem] = Kept("household", "IncomeItem", "household.income_item")
    verdicts: Kept[assessment.Verdict] = Kept("assessment", "Verdict", "household.verdict")
    renovations: Kept[housing.Renovation] = Kept("housing", "Renovation", "housing.renovation")
    stages: Kept[housing.Stage] = Kept("housing", "Stage", "housing.stage")
    subsidies: Kept[housing.Subsidy] = Kept("housing", "Subsidy", "housing.subsidy")
    photos: Kept[housing.Photo] = Kept("housing", "Photo", "housing.photo")
    plans: Kept[plan.Plan] = Kept("plan", "Plan", "plan.plan")
    measures: Kept[plan.Measure] = Kept("plan", "Measure", "plan.measure")
    measure_funds: Kept[plan.MeasureFund] = Kept("plan", "MeasureFund", "plan.measure_fund")
    progress: Kept[plan.Progress] = Kept("plan", "Progress", "plan.progress")
    cadres: Kept[cadre.Cadre] = Kept("cadre", "Cadre", "plan.cadre")
    pairings: Kept[cadre.Pairing] = Kept("cadre", "Pairing", "plan.pairing")
    poverty_lines: Kept[office.PovertyLine] = Kept("office", "PovertyLine", "office.poverty_line")
    settings: Kept[office.Setting] = Kept("office", "Setting", "office.setting")
    batches: Kept[office.ImportBatch] = Kept("office", "ImportBatch", "office.import_batch")
    corrections: Kept[office.Correction] = Kept("office", "Correction", "office.correction")
    printed: Kept[paper.Printed] = Kept("paper", "Printed", "paper.printed")
    printed_pages: Kept[paper.PrintedPage] = Kept("paper", "PrintedPage", "paper.printed_page")
    schemes: Kept[paper.Scheme] = Kept("paper", "Scheme", "paper.scheme")
    wordings: Kept[paper.Wording] = Kept("paper", "Wording", "paper.wording")
    village_years: Kept[village.VillageYear] = Kept("village", "VillageYear", "place.village_year")
    work_spells: Kept[work.WorkSpell] = Kept("work", "WorkSpell", "work.work_spell")
    relocations: Kept[relocation.Relocation] = Kept("relocation", "Relocation", "work.relocation")
    layouts: Kept[sheets.KeptLayout] = Kept("sheets", "KeptLayout", "sheets.kept_layout")
    forms: Kept[sheets.KeptForm] = Kept("sheets", "KeptForm", "sheets.kept_form")
    village_sheets: Kept[sheets.VillageSheet] = Kept("sheets", "VillageSheet", "sheets.village_sheet")
    distinct: Kept[sheets.Distinct] = Kept("sheets", "Distinct", "sheets.distinct_pair")
    outgoing: Kept[sheets.Outgoing] = Kept("sheets", "Outgoing", "sheets.outgoing")
    entered: Kept[sheets.Entered] = Kept("sheets", "Entered", "sheets.entered")
    rule_settings: Kept[doctor.RuleSetting] = Kept("doctor.records", "RuleSetting", "doctor.rule_setting")
    waivers: Kept[doctor.Waiver] = Kept("doctor.records", "Waiver", "doctor.waiver")
    check_runs: Kept[doctor.CheckRun] = Kept("doctor.records", "CheckRun", "doctor.check_run")
    passages: Kept[procedure.Passage] = Kept("procedure.records", "Passage", "procedure.passage")
    steps: Kept[procedure.Step] = Kept("procedure.records", "Step", "procedure.step")
    meetings: Kept[procedure.Meeting] = Kept("procedure.records", "Meeting", "procedure.meeting")
    quotas: Kept[procedure.Quota] = Kept("procedure.records", "Quota", "procedure.quota")
    windows: Kept[procedure.Window] = Kept("procedure.records", "Window", "procedure.window")
    procedure_numbers: Kept[procedure.ProcedureNumber] = Kept(
        "procedure.records", "ProcedureNumber", "procedure.procedure_number"
    )
    postings: Kept[posting.Posting] = Kept("posting", "Posting", "procedure.posting")
    posted: Kept[posting.Posted] = Kept("posting", "Posted", "procedure.posted")
    objections: Kept[posting.Objection] = Kept("posting", "Objection", "procedure.objection")
    events: Kept[life.Event] = Kept("life", "Event", "life.event")
    year_locks: Kept[life.YearLock] = Kept("life", "YearLock", "life.year_lock")
    visits: Kept[visit.Visit] = Kept("visit", "Visit", "life.visit")
    attachments: Kept[visit.Attachment] = Kept("visit", "Attachment", "life.attachment")
    reminders: Kept[due.Reminder] = Kept("due", "Reminder", "life.reminder")
    due_settings: Kept[due.DueSetting] = Kept("due", "DueSetting", "life.due_setting")

    def __init__(self, connection: Connection, act: int | None = None) -> None:
        self.connection = connection
        self.act = act

    def figures(self, on: date, line: Decimal | None = None, village: str | None = None) -> Figures:
        """The office's count as of a day (see domain.figures)."""
        from fupin_desktop.db.figures import figures

        return figures(self.connection, on, line, village)

    def figures_source(self, on: date) -> str:
        """The import that the figures of a day rest on, in words."""
        from fupin_desktop.db.figures import source

        return source(self.connection, on)

    def line_ids(self, search: Search) -> array[int]:
        """The households that a list shows, in its order."""
        from fupin_desktop.db.lines import line_ids

        return line_ids(self.connection, search)

    def totals(self, search: Search) -> Totals:
        """How many households and people a search finds."""
        from fupin_desktop.db.lines import totals

        return totals(self.connection, search)

    def lines(self, ids: Sequence[int]) -> dict[int, HouseholdLine]:
        """The lines of a page of a list."""
        from fupin_desktop.db import lines

        return lines.lines(self.connection, ids)

    def first_day(self) -> date | None:
        """The first day that a standing speaks of; before it nothing is known."""
        said = self.connection.exec_driver_sql("SELECT min(since) FROM standing").scalar()
        return date.fromisoformat(said) if said else None

    def last_day(self) -> date | None:
        """The newest day that the register speaks of: a standing, an import of people, somebody who came or went."""
        said = self.connection.exec_driver_sql(
            "SELECT max(day) FROM (SELECT max(since) AS day FROM standing UNION ALL "
            "SELECT max(data_day) FROM import_batch WHERE list IN ('people', 'households') UNION ALL "
            "SELECT max(joined_on) FROM person UNION ALL "
            "SELECT max(left_on) FROM person UNION ALL SELECT max(ended_on) FROM household)"
        ).scalar()
        return date.fromisoformat(said) if said else None

    def people_to_search(self) -> Iterator[tuple[Any, ...]]:
        """Who the search box knows: (person id, household id, name, ID number, phones, household number, group).

        Households without members are there once, by their head.
        """
        yield from map(
            tuple,
            self.connection.exec_driver_sql(
                "SELECT p.id, h.id, p.name, CASE WHEN p.disability_card = '' THEN p.id_number ELSE p.disability_card || ';' "
                '|| p.id_number END, p.phone, h.phone, h.number, h."group" FROM household h '
                "JOIN person p ON p.household_id = h.id WHERE p.left_on IS NULL "
                "ORDER BY h.ended_on IS NOT NULL, p.relation <> 'head' OR p.relation IS NULL, h.id, p.id"
            ),
        )
        yield from map(
            tuple,
            self.connection.exec_driver_sql(
                "SELECT NULL, h.id, h.head, '', '', h.phone, h.number, h.\"group\" FROM household h "
                "WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.household_id = h.id AND p.left_on IS NULL)"
            ),
        )

    def people_without_number(self) -> list[household.Person]:
        """People on the list 待补证件, in the order of households."""
        ids = self.connection.exec_driver_sql(
            "SELECT id FROM person WHERE (id_number = '' OR id_number LIKE '99999%' OR pending IN ('foreign', 'lost') "
            "OR (pending IS NOT NULL AND (length(id_number) <> 18 OR id_number LIKE '%*%'))) "
            "AND left_on IS NULL ORDER BY household_id, id"
        ).scalars()
        return list(self.people.some(ids).values())

    def next_office_number(self, village: str) -> str:
        """本办编号: the place of the village and a running number, never given twice."""
        place = (
            self.connection.exec_driver_sql("SELECT place FROM village WHERE name = ?", (village,)).scalar()
            or 0
        )
        used = self.connection.exec_driver_sql(
            "SELECT max(CAST(substr(number, 5) AS INTEGER)) FROM household WHERE number LIKE ?",
            (f"本{place:02d}-%",),
        ).scalar()
        return f"本{place:02d}-{(used or 0) + 1:05d}"

    def acts(self, household: int | None = None, last: int = 200) -> list[journal.Act]:
        return journal.acts(self.connection, household=household, last=last)

    def changes(self, act: int, household: int | None = None) -> list[journal.Change]:
        return journal.changes(self.connection, act, household)

    def undo(self, act: int) -> None:
        """Put back what an act changed. Raises Stale or Trouble, and then nothing is changed."""
        assert self.act is not None
        journal.undo(self.connection, act, self.act)

    def newest_act(self) -> int:
        return journal.newest(self.connection)

    def rows(self, said: str, *values: Any) -> list[tuple[Any, ...]]:
        """Stored values by a statement of ``db``'s own (named queries live in ``db.queries``)."""
        return [tuple(row) for row in self.connection.exec_driver_sql(said, values)]
