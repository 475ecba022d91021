"""What wall charts show beyond figures and tasks: who works for each village, and its households one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db.figures import prepare
from fupin_desktop.db.schedule import MEASURE_STATE
from fupin_desktop.domain.codes import HouseholdType, MonitoringKind, Status
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.poster import HouseholdRow, Work
from fupin_desktop.domain.schedule import TaskState
from fupin_desktop.domain.terms import monitoring

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_PAIRED = "a.since <= ?1 AND (a.until IS NULL OR a.until > ?1)"
_AT_RISK = (
    "(SELECT m.kind FROM monitoring m WHERE m.household_id = f.id AND m.identified_on <= ?1 "
    "AND (m.removed_on IS NULL OR m.removed_on > ?1) ORDER BY m.identified_on DESC, m.id DESC LIMIT 1)"
)
_TYPE = (
    "(SELECT s.household_type FROM standing s WHERE s.household_id = f.id AND s.since <= ?1 "
    "ORDER BY s.since DESC LIMIT 1)"
)
_STAGE = (
    '(SELECT s.kind FROM stage s WHERE s.renovation_id = f.renovation_id AND s."on" <= ?1 '
    'ORDER BY s."on" DESC, s.id DESC LIMIT 1)'
)


def works(unit: Unit, on: date, village: str | None = None) -> dict[str, Work]:
    """By village: the year's measures by state, and the cadres paired with its households, their units."""
    prepare(unit.connection, on, village)
    states: dict[str, dict[TaskState, int]] = {}
    said = (
        f"SELECT f.village, {MEASURE_STATE} AS state, count(*) FROM f_now f JOIN plan g ON g.household_id = f.id "
        "AND g.year = ?2 JOIN measure m ON m.plan_id = g.id GROUP BY 1, 2"
    )
    for where, state, number in unit.rows(said, on.isoformat(), on.year):
        states.setdefault(where, {})[TaskState.of(state)] = number
    cadres: dict[str, tuple[int, tuple[str, ...]]] = {}
    said = (
        "SELECT f.village, count(DISTINCT c.id), group_concat(DISTINCT c.unit) FROM f_now f JOIN pairing a "
        f"ON a.household_id = f.id AND {_PAIRED} JOIN cadre c ON c.id = a.cadre_id GROUP BY 1"
    )
    for where, number, units in unit.rows(said, on.isoformat()):
        cadres[where] = number, tuple(sorted(filter(None, (units or "").split(","))))
    return {
        where: Work(
            measures=states.get(where, {}),
            cadres=cadres.get(where, (0, ()))[0],
            units=cadres.get(where, (0, ()))[1],
        )
        for where in states.keys() | cadres.keys()
    }


def households(unit: Unit, on: date, village: str) -> list[HouseholdRow]:
    """The households of a village by group and number: what each is, who answers for it, how far its year is."""
    prepare(unit.connection, on, village)
    done = f"sum({MEASURE_STATE} = 'done')"
    said = (
        f'SELECT h."group", h.head, f.people, f.status, {_TYPE}, {_AT_RISK}, g.target_year, c.unit, c.name, f.renovation_id, {_STAGE}, '
        f"(SELECT count(*) FROM measure m WHERE m.plan_id = g.id), (SELECT {done} FROM measure m WHERE m.plan_id = g.id) "
        "FROM f_now f JOIN household h ON h.id = f.id LEFT JOIN plan g ON g.household_id = f.id AND g.year = ?2 "
        "LEFT JOIN pairing a ON a.id = (SELECT min(a.id) FROM pairing a WHERE a.household_id = f.id AND a.post = 'A' "
        f'AND {_PAIRED}) LEFT JOIN cadre c ON c.id = a.cadre_id ORDER BY h."group", h.number'
    )
    later = monitoring(on)
    return [_row(later, *row) for row in unit.rows(said, on.isoformat(), on.year)]


def _row(
    later: bool, group: str, head: str, people: int, status: str | None, type: str | None, at_risk: str | None,
    target: int | None, unit: str | None, cadre: str | None, renovation: int | None, stage: str | None, measures: int,
    done: int | None,
) -> HouseholdRow:  # fmt: skip
    known = Status.of(status).label if status else ""
    if later and type:
        known = HouseholdType.of(type).label
    if at_risk:
        known = MonitoringKind.of(at_risk).label
    house = (StageKind.of(stage).label if stage else "未登记阶段") if renovation else ""
    return HouseholdRow(
        group=group, head=head, people=people, status=known, target_year=target, unit=unit or "", cadre=cadre or "",
        house=house, measures=measures, done=done or 0,
    )  # fmt: skip


def cadres(unit: Unit, on: date) -> int:
    """How many cadres are paired with a household of the register."""
    prepare(unit.connection, on, None)
    said = f"SELECT count(DISTINCT a.cadre_id) FROM f_now f JOIN pairing a ON a.household_id = f.id AND {_PAIRED}"
    return int(unit.rows(said, on.isoformat())[0][0])
