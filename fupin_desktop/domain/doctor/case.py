"""What rules look at: one household with everything kept of it, its members, and what is known around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from fupin_desktop.domain.ages import birth_read
from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.codes import (
    ABLE,
    LIFTED,
    NOT_IN_SCHOOL,
    STILL_POOR,
    UNABLE,
    Health,
    HouseholdType,
    IdKind,
    IncomeHead,
    Relation,
    Removal,
    School,
)
from fupin_desktop.domain.household import (
    Household,
    HouseholdYear,
    IncomeItem,
    Monitoring,
    Person,
    PersonYear,
    Standing,
)
from fupin_desktop.domain.housing import Renovation, Stage, Subsidy
from fupin_desktop.domain.id_number import IdNumber, age, read_id_number
from fupin_desktop.domain.id_number import Kind as IdSort
from fupin_desktop.domain.income import Worksheet, exact_income, worksheet
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.plan import Measure, MeasureKind
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.domain.village import Village, VillageYear
from fupin_desktop.domain.work import WorkSpell

T = TypeVar("T")

if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property(Generic[T]):
        """functools.cached_property without its lock, which Python 3.11 takes a microsecond for at each first look."""

        def __init__(self, work_out: Callable[[Any], T]) -> None:
            self._work_out, self._name = work_out, work_out.__name__
            self.__doc__ = work_out.__doc__

        def __get__(self, owner: object, _: type | None = None) -> T:
            value = owner.__dict__[self._name] = self._work_out(owner)
            return value


@dataclass(frozen=True, slots=True)
class Where:
    """One place where a number stands: the household's id, number and village, the person's id and name."""

    household_id: int
    household: str
    village: str
    person_id: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What lies around a household: the day, lines of poverty, and who else has the same numbers.

    ``lines`` and ``monitoring_lines`` are yuan a person by income year. ``ids`` and ``phones`` hold only numbers that
    stand more than once. ``helpers`` are the cadres' names with their phones, ``pairings`` the households each cadre (by
    id) is paired with on the day, ``notice_days`` how long each kind of notice hangs, ``listed`` the day of the last
    national export that held most of a village. ``complete`` is False for a file that was not imported: it says
    nothing of helpers, plans and houses, and their rules do not apply.
    """

    on: date
    lines: Mapping[int, Decimal] = field(default_factory=dict)
    monitoring_lines: Mapping[int, Decimal] = field(default_factory=dict)
    ids: Mapping[str, Sequence[Where]] = field(default_factory=dict)
    phones: Mapping[str, Sequence[Where]] = field(default_factory=dict)
    helpers: Mapping[str, str] = field(default_factory=dict)
    pairings: Mapping[int, Sequence[int]] = field(default_factory=dict)
    notice_days: Mapping[str, int] = field(default_factory=dict)
    listed: Mapping[str, date] = field(default_factory=dict)
    fields: frozenset[str] | None = None
    unkept: frozenset[str] = frozenset()
    complete: bool = True

    def knows(self, *keys: str) -> bool:
        """Whether these fields (``person_year.health``) can be known at all: a file has only some columns."""
        known = self.fields is None or all(key in self.fields for key in keys)
        return known and self.unkept.isdisjoint(keys)


class Schooling(NamedTuple):
    """What the survey of a year says of school."""

    year: int
    school: School | None


@dataclass(eq=False)
class Member:
    """A present member. ``year`` is the newest survey up to the day, ``past`` what earlier ones say, newest first."""

    person: Person
    year: PersonYear | None
    on: date
    past: Sequence[Schooling] = ()
    spells: Sequence[WorkSpell] = ()

    @cached_property
    def number(self) -> IdNumber | None:
        return read_id_number(self.person.id_number, self.on) if self.person.id_number else None

    @cached_property
    def card(self) -> IdNumber | None:
        """The disability card: in its own field, or in the place of the ID number."""
        if self.person.disability_card:
            return read_id_number(self.person.disability_card, self.on)
        return self.number if self.number is not None and self.number.kind is IdSort.DISABLED else None

    @cached_property
    def carded(self) -> bool:
        """Whether a disability card is on record: its own field, the kind of paper, or 20 and 22 digits."""
        return self.card is not None or self.person.id_kind is IdKind.DISABLED

    @cached_property
    def birth(self) -> date | None:
        """The birth that counts: a sound number's, else the kept one."""
        return birth_read(self.number, self.person.birth)

    @cached_property
    def age(self) -> int | None:
        """Full years on the day; None where no birth is known."""
        birth = self.birth
        return None if birth is None else age(birth, self.on)

    @cached_property
    def school_age(self) -> int | None:
        """Full years on 31 August before the school year that the survey speaks of; None without survey or birth."""
        birth, survey = self.birth, self.year
        if birth is None or survey is None:
            return None
        begun = self.on.year if self.on.month >= 9 else self.on.year - 1
        return age(birth, date(min(survey.year, begun), 8, 31))

    @cached_property
    def in_school(self) -> bool:
        """Whether the survey names a school or a grade (学前教育 too, 学龄前儿童 not)."""
        survey = self.year
        return survey is not None and survey.school is not None and survey.school not in NOT_IN_SCHOOL

    @cached_property
    def can_work(self) -> bool:
        """普通劳动力, 技能劳动力, 弱劳动力或半劳动力."""
        return self.year is not None and self.year.skill in ABLE

    @cached_property
    def cannot_work(self) -> bool:
        """无劳动力 or 丧失劳动力; False where nobody filled it in."""
        return self.year is not None and self.year.skill in UNABLE

    @cached_property
    def healthy(self) -> bool:
        """健康 and nothing else."""
        return self.year is not None and self.year.health == (Health.HEALTHY,)

    @cached_property
    def works_away(self) -> bool:
        """Whether the survey has months of work, or a spell of this year says 已务工."""
        survey = self.year
        if survey is not None and survey.work_months:
            return True
        return any(each.working and each.year == self.on.year for each in self.spells)


@dataclass(eq=False, kw_only=True)
class Case:
    """One household as of ``around.on``. ``years``, ``monitorings`` are newest first; ``items`` are of the newest year.

    ``measures`` are of the newest plan, ``corrections`` those that the national system has not taken over yet.
    """

    household: Household
    around: Around
    members: Sequence[Member] = ()
    standing: Standing | None = None
    years: Sequence[HouseholdYear] = ()
    items: Sequence[IncomeItem] = ()
    monitorings: Sequence[Monitoring] = ()
    measures: Sequence[Measure] = ()
    helpers: Sequence[Cadre] = ()
    renovations: Sequence[Renovation] = ()
    stages: Sequence[Stage] = ()
    subsidies: Sequence[Subsidy] = ()
    relocations: Sequence[Relocation] = ()
    corrections: Sequence[Correction] = ()

    @cached_property
    def year(self) -> HouseholdYear | None:
        """The newest survey up to the day."""
        return self.years[0] if self.years else None

    @cached_property
    def monitoring(self) -> Monitoring | None:
        """The newest episode of monitoring."""
        return self.monitorings[0] if self.monitorings else None

    @cached_property
    def heads(self) -> list[Member]:
        return [each for each in self.members if each.person.relation is Relation.HEAD]

    @cached_property
    def lifted(self) -> bool:
        """Whether the register calls it 脱贫户, by 脱贫标志 or by 户类型."""
        now = self.standing
        if now is None:
            return False
        return now.status in LIFTED or (
            now.household_type is not None and now.household_type is not HouseholdType.ORDINARY
        )

    @cached_property
    def poor(self) -> bool:
        """未脱贫, 预脱贫 or 返贫."""
        return self.standing is not None and self.standing.status in STILL_POOR

    @cached_property
    def watched(self) -> Monitoring | None:
        """The episode of monitoring that runs: identified (not only proposed), its risk not removed."""
        now, on = self.monitoring, self.around.on
        if now is None or now.kind is None or (now.identified_on is None and now.found_on is not None):
            return None
        gone = now.removed if now.removed_on is None else now.removed_on <= on
        return None if gone else now

    @cached_property
    def removed(self) -> Monitoring | None:
        """The newest episode where its risk is removed, unless the household only dwindled (自然消除)."""
        now, on = self.monitoring, self.around.on
        if now is None or now.removal is Removal.NATURAL:
            return None
        gone = now.removed if now.removed_on is None else now.removed_on <= on
        return now if gone else None

    @cached_property
    def done(self) -> frozenset[MeasureKind]:
        """The kinds of help on record: of the newest episode of monitoring, else of the newest plan."""
        if self.monitoring is not None and self.monitoring.measures:
            return frozenset(self.monitoring.measures)
        return frozenset(each.kind for each in self.measures if each.kind is not None)

    @cached_property
    def sheet(self) -> Worksheet | None:
        """The income worksheet of the newest year."""
        return worksheet(self.year, self.items) if self.year else None

    @cached_property
    def income(self) -> Fraction | Decimal | None:
        """人均纯收入 of the newest year that counts, unrounded."""
        return exact_income(self.year, self.items)

    def total(self, head: IncomeHead) -> Decimal | None:
        """The newest year's amount under a head, its items before a typed total; None where nothing is filled in."""
        if self.items:
            return self.sheet.totals[head].amount if self.sheet else None
        typed: Decimal | None = getattr(self.year, head.value) if self.year else None
        return typed

    def item(self, *names: str, head: IncomeHead | None = None) -> Decimal | None:
        """The sum of the income items with these names in the newest year; None where there is none."""
        found = [
            each.amount for each in self.items if each.name in names and (head is None or each.head is head)
        ]
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, kw_only=True)
class VillageCase:
    """One village as of a day: its newest yearly facts, what its households sum up to (land in 亩), its notices."""

    village: Village
    around: Around
    year: VillageYear | None = None
    households: int = 0
    people: int = 0
    land: Decimal = Decimal(0)
    unsafe: int = 0
    notices: Sequence[Printed] = ()
    unvisited: tuple[int, int] | None = None
    """Households not visited in the day's month, and in its year up to the day; None while the office writes no visits down."""
