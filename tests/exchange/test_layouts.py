"""Layouts are told by the set of their headings, in any order, with any brackets."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import (
    LAYOUTS,
    UNKNOWN,
    fields,
    layout_named,
    needs,
    recognise,
    vocabulary,
)

FILES = Path(__file__).parents[3] / "shared" / "data" / "layouts"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_a_layout_is_recognised_in_any_order(layout: object) -> None:
    headings = list(layout.headings)  # type: ignore[attr-defined]
    random.Random(1).shuffle(headings)
    assert recognise(headings) == layout.said  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("national_poor_household_2017_26col.csv", "H1"),
        ("national_poor_household_2018_27col_jeecg.csv", "H2"),
        ("jeecg_HPoorTuopin_24col.csv", "H3"),
        ("national_tuopin_population_2022_32col.csv", "H5"),
        ("gz2023_monitor_object_fields_seen.csv", "H6"),
    ],
)
def test_the_headings_of_public_importers_are_recognised(name: str, key: str) -> None:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file))
    assert recognise(headings).startswith(key)
    known = {vocabulary()[normal(each)] for each in headings if normal(each) in vocabulary()}
    assert needs(known)


def test_every_heading_of_the_national_lists_is_understood() -> None:
    for layout in LAYOUTS:
        if layout.complete:
            assert [each for each in layout.headings if normal(each) not in vocabulary()] == []


def test_other_headings_are_no_layout() -> None:
    assert recognise(["姓名", "证件号码", "户编号", "电话"]) == UNKNOWN


def test_no_two_labels_mean_the_same() -> None:
    labels = [normal(field.label) for field in fields().values()]
    assert sorted(labels) == sorted(set(labels))


def test_a_layout_is_found_by_its_short_name() -> None:
    found = layout_named("h3")
    assert found is not None
    assert found.key == "H3"
    assert layout_named("H9") is None
