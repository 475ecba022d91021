"""What is odd about a household of a file as a whole: heads, counts, numbers. Taken in as it is, and pointed out."""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desktop.domain.id_number import Kind as IdSort
from fupin_desktop.exchange.rows import FINDING, REMARK, Rows

Heads = Mapping[int, tuple[int, str]]
"""By household: how many rows say 户主, and the name on the first of them."""


def finish(rows: Rows, heads: Heads) -> None:
    """Put refused rows to their households and heads into them, and say what is odd about each."""
    for each in rows.refused:
        owner = rows.numbers.get(each.number)
        if owner is not None:
            rows.refused_of[owner] = rows.refused_of.get(owner, 0) + 1
    if "person.name" in rows.person_keys:
        if "person.relation" in rows.person_keys:
            _set_heads(rows, heads)
        _compare_counts(rows)
    _say_numbers(rows)


def _set_heads(rows: Rows, heads: Heads) -> None:
    key = "person.relation"
    where = rows.household_keys.index("household.head")
    told = any(each.key == "household.head" for each in rows.columns)
    peopled = set(rows.owners)
    for (number, owner), household in zip(rows.numbers.items(), rows.households, strict=True):
        times, head = heads.get(owner, (0, ""))
        if not told or (head and not household[where]):
            rows.households[owner] = (*household[:where], head, *household[where + 1 :])
        if times == 1 or (times == 0 and (rows.refused_of.get(owner) or owner not in peopled)):
            continue
        said = "没有户主" if times == 0 else f"有{times}个户主"
        text = f"{rows.called(number)}{said}，请核对与户主关系"
        rows.say(rows.household_rows[owner], rows.letter(key), key, FINDING, text)


def _compare_counts(rows: Rows) -> None:
    key = "household_year.people_listed"
    if key not in rows.household_keys:
        return
    where = rows.household_keys.index(key)
    counts = [0] * len(rows.households)
    for owner in rows.owners:
        counts[owner] += 1
    for (number, owner), household in zip(rows.numbers.items(), rows.households, strict=True):
        here, told = counts[owner] + rows.refused_of.get(owner, 0), household[where]
        if told is not None and told != here:
            text = f"{rows.called(number)}的人数填{told}，名单里有{here}行，请核对"
            rows.say(rows.household_rows[owner], rows.letter(key), key, FINDING, text, told)


def _say_numbers(rows: Rows) -> None:
    key = "person.id_number"
    letter = rows.letter(key)
    for place, read in rows.odd_numbers.items():
        row = rows.person_rows[place]
        for text in read.mended:
            rows.say(row, letter, key, REMARK, text)
        for text in read.problems:
            rows.say(row, letter, key, FINDING, text, read.text)
        if read.kind is IdSort.MASKED:
            text = "证件号码被遮盖（含*），不会覆盖本办的完整号码"
            rows.say(row, letter, key, FINDING, text, read.text)
        elif read.kind is IdSort.TEMPORARY:
            rows.say(row, letter, key, FINDING, "证件号码是临时号码（999999…），待补证件", read.text)
