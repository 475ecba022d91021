"""疑似重复: people who stand twice on the register, or seem to. Decided once, and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from fupin_desktop.db import duplicates as stored
from fupin_desktop.db.duplicates import Member
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain import pinyin
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.sheets import Distinct
from fupin_desktop.services.tasks import NOBODY, Watch, quiet

SAME_NUMBER, SAME_BIRTH, SIMILAR = "证件号码相同", "姓名和出生日期相同", "同组姓名相近"
CROWD = 12
"""More people than these with one number are paired one after another: everybody with everybody helps nobody."""
ALIKE = 60.0
"""From this likeness of names (0 to 100) on two names of one group are shown."""
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person. ``score`` from 0 to 100; ``one`` has the smaller id."""

    why: str
    score: int
    one: Member
    other: Member


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair, whole."""

    person: Person
    household: Household


class Duplicates:
    """Finds doubles, and keeps what the clerk found out about them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, village: str | None = None, *, since: int = 0, watch: Watch = NOBODY) -> list[Pair]:
        """The pairs that nobody has decided about, the likeliest first. ``since``: one of them has this id or a later one.

        Raises Trouble for a village that the office does not have.
        """
        with self._store.read() as unit, quiet():
            if village is not None and unit.villages.find(name=village) is None:
                raise Trouble(f"没有名为“{village}”的行政村，请核对村名")
            watch.step(0, 4, "查找疑似重复")
            people = list(stored.members(unit, village))
            settled = stored.decided(unit)
        found: dict[Key, Pair] = {}
        for step, look in enumerate((_same_numbers, _same_births, _alike), 1):
            watch.step(step, 4, "查找疑似重复")
            for pair in look(people):
                key = pair.one.id, pair.other.id
                if key not in settled and key[1] >= since:
                    found.setdefault(key, pair)
        place = {SAME_NUMBER: 0, SAME_BIRTH: 1, SIMILAR: 2}
        return sorted(
            found.values(),
            key=lambda each: (place[each.why], -each.score, each.one.village, each.one.group, each.one.id),
        )

    def sides(self, pair: Pair) -> tuple[Side, Side]:
        """Both records whole, to be looked at side by side. Raises Stale when one is gone."""
        with self._store.read() as unit:
            return _side(unit, pair.one.id), _side(unit, pair.other.id)

    def distinct(self, one: int, other: int, reason: str) -> Distinct:
        """Remember that two are not the same person; they are not shown again.

        Raises Refused without a reason, Stale when one of the records is gone.
        """
        first, second = sorted((one, other))
        if first == second:
            raise Refused([Problem("other", "请给出两个不同的人")])
        if not reason.strip():
            raise Refused([Problem("reason", "请写明凭什么认定不是同一人，如“入户核实，两人都在”")])
        if problem := Distinct.fields["reason"].problem(reason.strip()):
            raise Refused([Problem("reason", problem)])
        with self._store.read() as unit:
            names = "、".join(unit.people.get(id).name for id in (first, second))
            kept = unit.distinct.find(one=first, other=second)
        if kept is not None:
            return kept
        with self._store.write(f"不是同一人：{names}") as unit:
            return unit.distinct.save(
                Distinct(one=first, other=second, reason=reason.strip(), on=date.today())
            )


def _side(unit: Unit, id: int) -> Side:
    person = unit.people.get(id)
    return Side(person, unit.households.get(person.household_id))


def _full(number: str) -> bool:
    """A number that tells one person from all others: not masked, not the 999999 given for want of one."""
    return len(number) >= 15 and "*" not in number and not number.startswith("99999")


def _pairs(people: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    return combinations(people, 2) if len(people) <= CROWD else pairwise(people)


def _same_numbers(people: Iterable[Member]) -> Iterator[Pair]:
    by_number: dict[str, list[Member]] = {}
    for each in people:
        if _full(each.id_number):
            by_number.setdefault(each.id_number, []).append(each)
    for same in by_number.values():
        if len(same) > 1:
            yield from (Pair(SAME_NUMBER, 100, *pair) for pair in _pairs(same))


def _same_births(people: Iterable[Member]) -> Iterator[Pair]:
    by_birth: dict[tuple[str, str], list[Member]] = {}
    for each in people:
        if each.birth:
            by_birth.setdefault((each.name, each.birth), []).append(each)
    for same in by_birth.values():
        if len(same) > 1:
            yield from (Pair(SAME_BIRTH, 70 if _are_two(*pair) else 95, *pair) for pair in _pairs(same))


def _are_two(one: Member, other: Member) -> bool:
    """Two full ID numbers that differ: one person only if a number was mistyped."""
    return one.id_number != other.id_number and _full(one.id_number) and _full(other.id_number)


def _alike(people: Iterable[Member]) -> Iterator[Pair]:
    """Names of one group that sound alike, or nearly the same ones with one day of birth (or none)."""
    groups: dict[tuple[str, str], list[Member]] = {}
    sounds: dict[str, str] = {}
    for each in people:
        groups.setdefault((each.village, each.group), []).append(each)
        if each.name not in sounds:
            sounds[each.name] = pinyin.sound(each.name)
    for group in groups.values():
        seen: set[Key] = set()
        for one, other in (*_sounding(group, sounds), *_born_together(group)):
            key = one.id, other.id
            if key not in seen and one.name != other.name and _may_be_one(one, other):
                seen.add(key)
                pair = _scored(one, other, sounds_alike=sounds[one.name] == sounds[other.name])
                if pair.score >= ALIKE:
                    yield pair


def _sounding(group: Sequence[Member], sounds: dict[str, str]) -> Iterator[tuple[Member, Member]]:
    """王晓明 and 王小明."""
    alike: dict[str, list[Member]] = {}
    for each in group:
        alike.setdefault(sounds[each.name], []).append(each)
    for same in alike.values():
        if len(same) > 1:
            yield from _pairs(same)


def _born_together(group: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    """Everybody with one day of birth, and those without any with all others."""
    births: dict[str | None, list[Member]] = {}
    for each in group:
        births.setdefault(each.birth, []).append(each)
    for same in births.values():
        if len(same) > 1:
            yield from combinations(same, 2)
    for one in births.get(None, ()):
        for other in group:
            if other.birth:
                yield (one, other) if one.id < other.id else (other, one)


def _may_be_one(one: Member, other: Member) -> bool:
    """Not two whose births and numbers both differ by more than a slip; twins with numbers of their own are two."""
    if not _are_two(one, other):
        return not (one.birth and other.birth) or _slip(one.birth, other.birth, 2)
    if one.birth == other.birth:
        return one.household != other.household or pinyin.sound(one.name) == pinyin.sound(other.name)
    return _slip(one.id_number, other.id_number, 2)


def _slip(one: str, other: str, most: int) -> bool:
    """Whether two texts differ by at most so many characters."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def _scored(one: Member, other: Member, *, sounds_alike: bool) -> Pair:
    """The likeness of the names (rapidfuzz, or of their sound), and what births and numbers say for or against it."""
    from rapidfuzz import fuzz

    score = max(fuzz.ratio(one.name, other.name), 80.0 if sounds_alike else 0.0)
    if one.birth and one.birth == other.birth:
        score += 12
    elif one.birth and other.birth:
        score -= 10
    if _are_two(one, other):
        score -= 8
    return Pair(SIMILAR, round(min(99.0, max(0.0, score))), one, other)
