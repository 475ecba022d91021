"""A household that no rule finds anything wrong with, as records that a test may spoil; and how it is examined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.codes import (
    Attribute,
    Cause,
    Education,
    Fuel,
    Health,
    HouseholdType,
    IdKind,
    IncomeHead,
    LineKind,
    MonitoringKind,
    Politics,
    Relation,
    Risk,
    Road,
    School,
    Sex,
    Skill,
    Standard,
    Status,
    WorkPlace,
)
from fupin_desktop.domain.doctor.case import Around, Case, Member, Schooling, Where
from fupin_desktop.domain.doctor.examine import Examiner, Finding
from fupin_desktop.domain.doctor.rule import Limits, rules
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
from fupin_desktop.domain.lines import DEFAULT_LINES, pick
from fupin_desktop.domain.office import Correction
from fupin_desktop.domain.plan import Measure, MeasureKind
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.domain.work import WorkSpell
from tests.builders import an_id_number

OLD, NEW = date(2018, 11, 1), date(2026, 11, 1)
"""A day of each era: until 2018 非在校生 is written, since 2019 it is a blank (and 2023's rules hold)."""
REGION = "国家"

HEAD, WIFE, SON, DAUGHTER, FATHER = range(5)
"""The members of a clean household: 46, 44, 17 (高二), 10 (小学) and 72 years old."""


@dataclass
class CleanHousehold:
    """One household of five with everything kept of it. ``serial`` keeps its numbers apart from other households'.

    ``years`` are the newest surveys of ``people``, in their order; ``past`` older ones of anybody; ``surveys`` the
    household's own, newest first. ``neighbours`` are other households that a fault needs.
    """

    serial: int
    on: date
    household: Household
    people: list[Person]
    years: list[PersonYear | None]
    surveys: list[HouseholdYear]
    standing: Standing | None
    items: list[IncomeItem]
    cadres: list[Cadre]
    past: list[PersonYear] = field(default_factory=list)
    monitorings: list[Monitoring] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    spells: list[WorkSpell] = field(default_factory=list)
    renovations: list[Renovation] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    subsidies: list[Subsidy] = field(default_factory=list)
    relocations: list[Relocation] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    neighbours: list[CleanHousehold] = field(default_factory=list)

    def change(self, **values: Any) -> None:
        """Change the household's record."""
        self.household = replace(self.household, **values)

    def stand(self, **values: Any) -> None:
        """Change its standing."""
        assert self.standing is not None
        self.standing = replace(self.standing, **values)

    def survey(self, **values: Any) -> None:
        """Change the household's newest survey."""
        self.surveys[0] = replace(self.surveys[0], **values)

    def person(self, place: int, **values: Any) -> None:
        """Change a member."""
        self.people[place] = replace(self.people[place], **values)

    def year(self, place: int, **values: Any) -> None:
        """Change a member's newest survey."""
        kept = self.years[place]
        assert kept is not None
        self.years[place] = replace(kept, **values)

    def aged(self, place: int, age: int, **values: Any) -> None:
        """Make a member so old (on the day and on 31 August), with the number that belongs to the birthday."""
        born, sex = date(self.on.year - age, 3, 5), self.people[place].sex
        number = number_of(self.serial, born, sex or Sex.MALE)
        self.person(place, **{"birth": born, "id_number": number, **values})

    def without(self, *places: int) -> None:
        """Take members out, and say so in the number of people."""
        stay = [place for place in range(len(self.people)) if place not in places]
        self.people = [self.people[place] for place in stay]
        self.years = [self.years[place] for place in stay]
        self.counted()

    def counted(self) -> None:
        """Let the survey say how many people there are, with an income that goes with it."""
        self.survey(people_listed=len(self.people), head_count=len(self.people))
        self._recorded()

    def earn(self, head: IncomeHead, name: str, amount: int) -> None:
        """One more item of income."""
        self.items.append(_item(self.household.id or 0, self.on.year, head, name, amount))
        self._recorded()

    def monitored(self, *risks: Risk, **values: Any) -> None:
        """Let it be monitored for these risks, with measures against each of them."""
        kept = {
            "kind": MonitoringKind.UNSTABLE, "risks": risks or (Risk.INDUSTRY,),
            "identified_on": date(self.on.year - 1, 3, 1), "removed": False,
            "measures": (MeasureKind.INDUSTRY, MeasureKind.HEALTH, MeasureKind.EDUCATION, MeasureKind.SECURITY,
                         MeasureKind.SOCIETY, MeasureKind.HOUSE, MeasureKind.WATER),
            "development": "已实施", "collector": "周采集", "collector_phone": "13699990000", "no_labour": False,
        }  # fmt: skip
        self.monitorings = [
            Monitoring(id=self.serial, household_id=self.household.id or 0, **{**kept, **values})
        ]

    def _recorded(self) -> None:
        by_head = {head: sum((each.amount for each in self.items if each.head is head), Decimal(0))
                   for head in IncomeHead}  # fmt: skip
        net = sum(by_head.values(), Decimal(0)) - 2 * by_head[IncomeHead.EXPENSE]
        self.survey(
            wage=by_head[IncomeHead.WAGE], business=by_head[IncomeHead.BUSINESS], property=by_head[IncomeHead.PROPERTY],
            transfer=by_head[IncomeHead.TRANSFER], expense=by_head[IncomeHead.EXPENSE], net_recorded=net,
            income_recorded=round(net / max(1, len(self.people)), 2),
        )  # fmt: skip


def number_of(serial: int, born: date, sex: Sex) -> str:
    """An invented number for a birthday: the order is even for women."""
    return an_id_number(born.strftime("%Y%m%d"), serial * 2 + (sex is Sex.MALE) - 2)


def listed(on: date) -> date:
    """The day of the last national export, which holds all clean households."""
    return date(on.year, 10, 8)


def _item(household_id: int, year: int, head: IncomeHead, name: str, amount: int) -> IncomeItem:
    return IncomeItem(household_id=household_id, year=year, head=head, name=name, amount=Decimal(amount))


_WHO: Sequence[tuple[str, Relation, Sex, int, Mapping[str, Any]]] = (
    ("王大山", Relation.HEAD, Sex.MALE, 46, {"education": Education.JUNIOR, "skill": Skill.ORDINARY, "work_months": 6,
     "work_place": WorkPlace.COUNTY, "work_at": "星海县", "employer": "星海建筑公司", "channel": "外出务工"}),
    ("李秀英", Relation.SPOUSE, Sex.FEMALE, 44, {"education": Education.JUNIOR, "skill": Skill.ORDINARY}),
    ("王学文", Relation.SON, Sex.MALE, 17, {"school": School.SENIOR_2, "skill": Skill.NONE}),
    ("王小芳", Relation.DAUGHTER, Sex.FEMALE, 10, {"school": School.PRIMARY, "skill": Skill.NONE}),
    ("王老石", Relation.FATHER, Sex.MALE, 72, {"education": Education.PRIMARY, "skill": Skill.NONE}),
)  # fmt: skip


def clean_household(serial: int = 1, on: date = OLD) -> CleanHousehold:
    """A 脱贫户 of five; ``serial`` (1 to 499) is its id and stands in its numbers."""
    made = CleanHousehold(
        serial=serial, on=on,
        household=Household(
            id=serial, number=f"65909901{serial:06d}", village="水村", group="1组", head="王大山",
            phone=f"1390000{serial:04d}", address="水村1组", bank="农村信用社", account=f"621799{serial:013d}",
            standard=Standard.NATIONAL, cause=Cause.FUNDS, soldier_family=False, only_child=False,
            two_daughters=False, registered_on=date(2014, 1, 1), lifted_year=2016, relocated=False,
            imported_on=listed(on),
        ),
        people=[], years=[],
        surveys=[_a_survey(serial, on.year)],
        standing=Standing(
            id=serial, household_id=serial, since=date(2016, 12, 1), status=Status.LIFTED,
            attribute=Attribute.ORDINARY, household_type=HouseholdType.LIFTED,
        ),
        items=[
            _item(serial, on.year, head, name, amount)
            for head, name, amount in (
                (IncomeHead.WAGE, "务工", 18000), (IncomeHead.BUSINESS, "种植", 50000),
                (IncomeHead.PROPERTY, "土地流转", 500), (IncomeHead.TRANSFER, "养老金", 1320),
                (IncomeHead.EXPENSE, "种植支出", 6000),
            )
        ],
        cadres=[Cadre(id=serial, name=f"陈干部{serial}", unit="星海县水利局", duty="科员", phone=f"1380000{serial:04d}")],
    )  # fmt: skip
    for place, (name, relation, sex, age, surveyed) in enumerate(_WHO):
        born = date(on.year - age, 3, 5)
        id = serial * 10 + place
        made.people.append(Person(
            id=id, household_id=serial, number=f"65909902{id:06d}", name=name, relation=relation, sex=sex, birth=born,
            id_kind=IdKind.RESIDENT, id_number=number_of(serial, born, sex), nation="汉族", soldier=False,
            politics=Politics.MASSES, registered_on=date(2014, 1, 1), imported_on=listed(on),
        ))  # fmt: skip
        out = School.NOT if on.year < 2019 else None
        made.years.append(PersonYear(
            household_id=serial, person_id=id, year=on.year, health=(Health.HEALTHY,), resident_medical=True,
            employee_medical=False, serious_illness=True, resident_pension=age >= 18, employee_pension=False,
            allowance=False, destitute=False, mandarin=True, medical_help=False, **{"school": out, **surveyed},
        ))  # fmt: skip
    made.counted()
    return made


def _a_survey(household_id: int, year: int) -> HouseholdYear:
    return HouseholdYear(
        household_id=household_id, year=year, farmland=Decimal(8), irrigated=Decimal(6), forest=Decimal(2),
        returned_forest=Decimal(0), orchard=Decimal(1), pasture=Decimal(0), water_area=Decimal(0), cooperative=True,
        company_led=False, leader_led=False, production_power=True, power=True, broadcast=True, water_safe=True,
        water_hard=False, toilet=True, road=Road.CONCRETE, road_hard=True, road_km=Decimal("0.5"), fuel=Fuel.CLEAN,
        house_area=Decimal(100), unsafe=False, enough_food=True, enough_clothes=True,
    )  # fmt: skip


def around(homes: Sequence[CleanHousehold], on: date) -> Around:
    """What lies around these households."""
    ids, phones = defaultdict(list), defaultdict(list)
    pairings = defaultdict(list)
    for home in homes:
        kept = home.household
        for cadre in home.cadres:
            pairings[cadre.id or 0].append(home.serial)
        phones[kept.phone].append(Where(kept.id or 0, kept.number, kept.village, 0, kept.head))
        for person in home.people:
            ids[person.id_number[:18].upper()].append(
                Where(kept.id or 0, kept.number, kept.village, person.id or 0, person.name)
            )
    return Around(
        on=on, lines=_lines(LineKind.POVERTY), monitoring_lines=_lines(LineKind.MONITORING),
        ids={number: found for number, found in ids.items() if number and len(found) > 1},
        phones={phone: found for phone, found in phones.items() if phone and len(found) > 1},
        helpers={cadre.name: cadre.phone for home in homes for cadre in home.cadres},
        pairings=pairings, listed={"水村": listed(on)},
    )  # fmt: skip


def _lines(kind: LineKind) -> Mapping[int, Decimal]:
    found = {each.year: pick(DEFAULT_LINES, each.year, REGION, kind) for each in DEFAULT_LINES}
    return {year: line.amount for year, line in found.items() if line is not None}


def case(home: CleanHousehold, about: Around) -> Case:
    """The household as the doctor looks at it."""
    years = {each.person_id: each for each in home.years if each is not None}
    return Case(
        household=home.household, around=about,
        members=[
            Member(
                person, years.get(person.id or 0), about.on,
                _earlier(home, person),
                [each for each in home.spells if each.person_id == person.id],
            )
            for person in home.people
            if person.present(about.on)
        ],
        standing=home.standing, years=home.surveys, items=home.items, monitorings=home.monitorings,
        measures=home.measures, helpers=home.cadres, renovations=home.renovations, stages=home.stages,
        subsidies=home.subsidies, relocations=home.relocations, corrections=home.corrections,
    )  # fmt: skip


def _earlier(home: CleanHousehold, person: Person) -> list[Schooling]:
    mine = sorted((each for each in home.past if each.person_id == person.id), key=lambda each: -each.year)
    return [Schooling(each.year, each.school) for each in mine]


def examined(
    home: CleanHousehold, *, on: date | None = None, limits: Mapping[str, Limits] | None = None,
    also_off: bool = True, only: str = "",
) -> list[Finding]:  # fmt: skip
    """What all rules find in a household (not in its neighbours). Rules that are off by default look too."""
    about = around([home, *home.neighbours], on or home.on)
    chosen = {
        key: replace(rule, on=rule.on or also_off) for key, rule in rules().items() if key.startswith(only)
    }
    return Examiner(chosen, about, limits).look(case(home, about))


def found(home: CleanHousehold, **asked: Any) -> list[str]:
    """The rules that found something, in their order."""
    return [each.rule for each in examined(home, **asked)]


def said(home: CleanHousehold, **asked: Any) -> list[str]:
    """What they said."""
    return [each.text for each in examined(home, **asked)]
