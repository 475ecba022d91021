"""How old somebody is on a day: from the ID number where it is sound, else from the kept birth date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from fupin_desktop.domain import id_number
from fupin_desktop.domain.household import Person


def birth_of(person: Person) -> date | None:
    """The birth date that counts. A number with a fault does not overrule what was typed."""
    return birth_from(person.id_number, person.birth)


def birth_from(number: str, kept: date | None) -> date | None:
    """The same from an ID number and a kept date."""
    return birth_read(id_number.read_id_number(number) if number else None, kept)


def birth_read(number: id_number.IdNumber | None, kept: date | None) -> date | None:
    """The same where the number was read already."""
    if number is None:
        return kept
    if number.birth is not None and not number.problems:
        return number.birth
    return kept or number.birth


def age_of(person: Person, on: date) -> int | None:
    """Full years on a day, None where no birth date is known."""
    birth = birth_of(person)
    return None if birth is None else id_number.age(birth, on)


def school_age(person: Person, year: int) -> int | None:
    """The age that school rules ask for: on 31 August, the day before the school year begins."""
    return age_of(person, date(year, 8, 31))


def months_between(first: date, last: date) -> int:
    """Full months by the calendar from one day to another, negative where ``last`` lies before.

    Where the last month has no such day, its last day completes the month (31 January to 28 February is one).
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    ends = (last + timedelta(days=1)).month != last.month
    return months - (last.day < first.day and not ends)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
