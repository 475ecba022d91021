"""Layouts are told by the set of their headings, in any order, with any brackets."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.known_layouts import CODED
from fupin_desktop.exchange.layouts import (
    LAYOUTS,
    UNKNOWN,
    Layout,
    fields,
    layout_named,
    list_of,
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
        ("gz2023_migrant_work_fields_seen.csv", "H6W"),
        ("gz2023_village_fields_seen.csv", "H6V"),
        ("jeecg_income_68col.csv", "H4"),
        ("jeecg_helper_pairing.csv", "P1"),
        ("clerk_pairing_sheet_2018_18col.csv", "P1"),
        ("danger_house_fengxinzi_2018.csv", "D1"),
        ("danger_house_swuzjb_2018.csv", "D2"),
        ("jeecg_project_benefit.csv", "S1"),
        ("jeecg_star_rating.csv", "S2"),
    ],
)
@pytest.mark.skipif(not FILES.exists(), reason="没有 ../shared/data/layouts")
def test_the_headings_of_public_importers_are_recognised(name: str, key: str) -> None:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file))
    layout = layout_named(key)
    assert layout is not None
    assert recognise(headings) == layout.said
    assert list_of(headings) == layout.list
    if layout.list == "people" and layout.key != "S2":
        assert needs({vocabulary()[normal(each)] for each in headings if normal(each) in vocabulary()})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_a_layout_is_recognised_with_columns_moved_added_and_missing(layout: Layout) -> None:
    chance = random.Random(7)
    headings = chance.sample(layout.headings, round(len(layout.headings) * 0.75) + 1)
    assert recognise([*headings, "本村自编号", "核对人"]) == layout.said


def test_a_dump_with_codes_for_headings_is_understood() -> None:
    headings = ["AAC001", "AAB001", "aab002", "AAB004", "AAB006", "AAR010", "AAC317"]
    assert recognise(headings) == CODED
    assert [vocabulary()[each] for each in headings] == [
        "household.number", "person.number", "person.name", "person.id_number", "person.relation",
        "standing.status", "household_year.house_area",
    ]  # fmt: skip


def test_what_is_kept_of_a_2023_export_has_a_field() -> None:
    layout = layout_named("H6")
    assert layout is not None
    assert [each for each in layout.headings if normal(each) not in vocabulary()] == []


def test_each_layout_says_in_which_years_it_was_used() -> None:
    assert {each.key: each.span for each in LAYOUTS if each.key in ("H1", "H2", "H6")} == {
        "H1": "2016–2017年", "H2": "2017年", "H6": "2023年起",
    }  # fmt: skip


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
    assert layout_named("H99") is None
