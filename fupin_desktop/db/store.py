"""Opens the database file and lends out units of work."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError

from fupin_desktop.db import figures, journal, lines, models
from fupin_desktop.db.repository import Repository
from fupin_desktop.domain import assessment, cadre, household, housing, office, plan, village
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.lists import HouseholdLine, Search

Touched = frozenset[tuple[str, int]]
EVERYTHING: Touched = frozenset({("", 0)})
"""Said instead of single rows after an act so large that pages had better read all anew."""


class Unit:
    """One transaction, with a repository for each kind of record."""

    def __init__(self, connection: Connection, act: int | None = None) -> None:
        def keep(kind: Any, row: Any) -> Any:
            return Repository(connection, kind, row, act)

        self.connection = connection
        self.act = act
        self.villages: Repository[village.Village] = keep(village.Village, models.village)
        self.households: Repository[household.Household] = keep(household.Household, models.household)
        self.people: Repository[household.Person] = keep(household.Person, models.person)
        self.standings: Repository[household.Standing] = keep(household.Standing, models.standing)
        self.monitorings: Repository[household.Monitoring] = keep(household.Monitoring, models.monitoring)
        self.household_years: Repository[household.HouseholdYear] = keep(
            household.HouseholdYear, models.household_year
        )
        self.person_years: Repository[household.PersonYear] = keep(household.PersonYear, models.person_year)
        self.income_items: Repository[household.IncomeItem] = keep(household.IncomeItem, models.income_item)
        self.verdicts: Repository[assessment.Verdict] = keep(assessment.Verdict, models.verdict)
        self.renovations: Repository[housing.Renovation] = keep(housing.Renovation, models.renovation)
        self.stages: Repository[housing.Stage] = keep(housing.Stage, models.stage)
        self.subsidies: Repository[housing.Subsidy] = keep(housing.Subsidy, models.subsidy)
        self.photos: Repository[housing.Photo] = keep(housing.Photo, models.photo)
        self.plans: Repository[plan.Plan] = keep(plan.Plan, models.plan)
        self.measures: Repository[plan.Measure] = keep(plan.Measure, models.measure)
        self.measure_funds: Repository[plan.MeasureFund] = keep(plan.MeasureFund, models.measure_fund)
        self.progress: Repository[plan.Progress] = keep(plan.Progress, models.progress)
        self.cadres: Repository[cadre.Cadre] = keep(cadre.Cadre, models.cadre)
        self.pairings: Repository[cadre.Pairing] = keep(cadre.Pairing, models.pairing)
        self.poverty_lines: Repository[office.PovertyLine] = keep(office.PovertyLine, models.poverty_line)
        self.settings: Repository[office.Setting] = keep(office.Setting, models.setting)
        self.batches: Repository[office.ImportBatch] = keep(office.ImportBatch, models.import_batch)
        self.corrections: Repository[office.Correction] = keep(office.Correction, models.correction)

    def figures(self, on: date, line: Decimal | None = None, village: str | None = None) -> Figures:
        """The office's count as of a day (see domain.figures)."""
        return figures.figures(self.connection, on, line, village)

    def line_ids(self, search: Search) -> array[int]:
        """The households that a list shows, in its order."""
        return lines.line_ids(self.connection, search)

    def lines(self, ids: Sequence[int]) -> dict[int, HouseholdLine]:
        """The lines of a page of a list."""
        return lines.lines(self.connection, ids)

    def last_day(self) -> date | None:
        """The newest day that the register speaks of: a standing, an import, somebody who came or went."""
        said = self.connection.exec_driver_sql(
            "SELECT max(day) FROM (SELECT max(since) AS day FROM standing UNION ALL "
            "SELECT max(data_day) FROM import_batch UNION ALL SELECT max(joined_on) FROM person UNION ALL "
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
            "SELECT id FROM person WHERE (id_number = '' OR pending IS NOT NULL OR id_number LIKE '999999%') "
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


def url_of(where: Path | str) -> URL:
    """The address of a database file, whatever signs its path holds."""
    return make_url(where) if isinstance(where, str) else URL.create("sqlite", database=str(where))


def open_engine(where: Path | str) -> Engine:
    """An engine on a database file (or SQLAlchemy URL), prepared as every connection of ours is."""
    engine = create_engine(url_of(where), connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # BEGIN is ours to say, see below
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}")

    return engine


class Store:
    """The one way to look at and to change what the office keeps. ``person`` is the 经办人."""

    def __init__(self, engine: Engine, person: str = "") -> None:
        self._engine = engine
        self.person = person
        self._listeners: list[Callable[[Touched], None]] = []

    def listen(self, told: Callable[[Touched], None]) -> None:
        """After each act, ``told`` is called with the (table, id) pairs it touched, on the act's thread."""
        self._listeners.append(told)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Look at one moment of the database."""
        with plain_words(), self._engine.connect() as connection, connection.begin():
            yield Unit(connection)

    @contextmanager
    def write(self, label: str, undoes: int | None = None) -> Iterator[Unit]:
        """One thing a person does: it happens wholly or not at all, and is journalled under ``label``."""
        touched: Touched = frozenset()
        with plain_words(), self._engine.connect() as plain:
            connection = plain.execution_options(begin="IMMEDIATE")
            with connection.begin():
                act = journal.begin(connection, label, self.person, undoes)
                yield Unit(connection, act)
                lines.refresh(connection, act)
                touched = _touched(connection, act)
                journal.end(connection, act)
        if touched:
            for told in self._listeners:
                told(touched)

    def undo(self, act: int | None = None) -> str:
        """Take back an act (the newest one that is neither undone nor an undo). Gives its label."""
        with self.read() as unit:
            number = act if act is not None else unit.newest_act()
            of = journal.act(unit.connection, number)
        label = of.label
        words = f"恢复：{label.removeprefix('撤销：')}" if of.undoes is not None else f"撤销：{label}"
        with self.write(words[:200], undoes=number) as unit:
            unit.undo(number)
        return label

    @property
    def file(self) -> Path | None:
        """The database file, or None when it is in memory."""
        name = self._engine.url.database
        return Path(name) if name and name != ":memory:" else None

    def close(self) -> None:
        self._engine.dispose()


def _touched(connection: Connection, act: int) -> Touched:
    rows = connection.exec_driver_sql(
        'SELECT "table", row_id, last_id FROM change WHERE act_id = ? LIMIT 2001', (act,)
    ).all()
    if len(rows) > 2000 or any(row[2] is not None for row in rows):
        return EVERYTHING
    return frozenset((row[0], row[1]) for row in rows)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what SQLite says about disks and locks into a sentence for the clerk."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = sentence(str(error))
        if said is None:
            raise
        raise Trouble(said) from error


def sentence(said: str) -> str | None:
    """The Chinese sentence for an error of SQLite, or None when it is a bug of ours."""
    known = {
        "database or disk is full": "磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响",
        "database is locked": "数据库正被另一个程序使用（可能是杀毒软件或备份软件），请稍后再试",
        "readonly database": "数据库文件是只读的，不能保存；请检查文件夹的权限，或换一个可以写入的文件夹",
        "unable to open database file": "打不开数据库文件，请检查文件夹是否存在、是否可以写入",
        "disk I/O error": "读写磁盘出错，这次改动没有保存；请检查磁盘或U盘是否松动，并尽快备份",
        "disk image is malformed": "数据库文件已损坏，请用“恢复备份”找回最近的备份；损坏的文件请保留，不要删除",
        "file is not a database": "这个文件不是本程序的数据库，请检查是否选错了文件，或用“恢复备份”找回",
    }
    return next((chinese for english, chinese in known.items() if english in said), None)


__all__ = ["EVERYTHING", "Store", "Touched", "Unit", "open_engine", "plain_words", "sentence"]
