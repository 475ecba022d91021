"""Unsafe houses go through their stages; the state is computed, never typed."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.domain.codes import Grade
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.housing import Photo, Renovation, Slot, Stage, StageKind, Subsidy, Way
from fupin_desktop.services.office import Office
from tests.builders import a_household

ON = date(2018, 12, 31)


def a_renovation(office: Office) -> Renovation:
    home = a_household(office)
    return office.housing.save(
        Renovation(
            household_id=home.id or 0, plan_year=2018, grade=Grade.D, way=Way.REBUILD, cost=Decimal("50000")
        ),
        [Subsidy(source="中央", amount=Decimal("14000")), Subsidy(source="自治区", amount=Decimal("11000"))],
    )


def stage(renovation: Renovation, kind: StageKind, on: date, **more: str) -> Stage:
    return Stage(
        household_id=renovation.household_id, renovation_id=renovation.id or 0, kind=kind, on=on, **more
    )


def test_stages_in_order_make_the_state(office: Office) -> None:
    house = a_renovation(office)
    order = office.housing.order()
    for month, kind in enumerate(order[:8], 1):
        office.housing.save_stage(stage(house, kind, date(2018, month, 1)), ON)
    (file,) = office.housing.of_household(house.household_id)
    assert file.state.label == "已开工"
    assert sum(each.amount for each in file.subsidies) == Decimal("25000.00")


def test_a_skipped_stage_needs_a_reason(office: Office) -> None:
    house = a_renovation(office)
    office.housing.save_stage(stage(house, StageKind.APPLIED, date(2018, 1, 1)), ON)
    with pytest.raises(Refused, match="评议"):
        office.housing.save_stage(stage(house, StageKind.STARTED, date(2018, 5, 1)), ON)
    office.housing.save_stage(
        stage(house, StageKind.STARTED, date(2018, 5, 1), skip_reason="2017年手续已齐"), ON
    )
    assert office.housing.of_year(2018)[0].state.label == "已开工"


def test_a_stage_is_not_dated_before_an_earlier_one(office: Office) -> None:
    house = a_renovation(office)
    office.housing.save_stage(stage(house, StageKind.APPLIED, date(2018, 3, 1)), ON)
    with pytest.raises(Refused, match="申请"):
        office.housing.save_stage(stage(house, StageKind.REVIEWED, date(2018, 2, 1)), ON)


def test_a_middle_stage_is_not_taken_out(office: Office) -> None:
    house = a_renovation(office)
    first = office.housing.save_stage(stage(house, StageKind.APPLIED, date(2018, 3, 1)), ON)
    last = office.housing.save_stage(stage(house, StageKind.REVIEWED, date(2018, 4, 1)), ON)
    with pytest.raises(Refused, match="“农户申请”之后已登记：民主评议，请先从最后一步起撤回"):
        office.housing.remove_stage(first, "登记错了", ON)
    with pytest.raises(Refused, match="撤回“民主评议”请写明原因"):
        office.housing.remove_stage(last, "", ON)
    office.housing.remove_stage(last, "登记错了户", ON)
    assert office.housing.of_year(2018)[0].state.label == "未动工（已申请）"
    (file,) = office.procedures.of_household(house.household_id, ON)
    assert [(each.kind, each.withdrawn_reason) for each in file.steps if each.withdrawn_on] == [
        ("reviewed", "登记错了户")
    ]
    office.undo()
    assert office.housing.of_year(2018)[0].state.label == "未动工（已评议）"


def test_a_county_that_appraises_first_keeps_its_own_order(office: Office) -> None:
    facts = office.settings.facts()
    order = (
        "applied",
        "appraised",
        "reviewed",
        "posted",
        *[each.value for each in office.housing.order()[4:]],
    )
    office.settings.save(dataclasses.replace(facts, stage_order=order))
    house = a_renovation(office)
    office.housing.save_stage(stage(house, StageKind.APPLIED, date(2018, 3, 1)), ON)
    office.housing.save_stage(stage(house, StageKind.APPRAISED, date(2018, 4, 1)), ON)
    assert office.housing.of_year(2018)[0].state.label == "未动工（已鉴定）"


def test_a_photo_is_kept_with_its_place_and_can_be_found(office: Office, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "施工前.jpg"
    Image.new("RGB", (40, 30), "white").save(picture)
    house = a_renovation(office)
    photo = Photo(household_id=house.household_id, renovation_id=house.id, slot=Slot.BEFORE, sha256="-")
    kept = office.housing.add_photo(photo, picture)
    assert office.housing.photo_path(kept).read_bytes() == picture.read_bytes()
    assert office.housing.of_year(2018)[0].photos[0].name == "施工前.jpg"


def test_what_is_no_picture_is_refused(office: Office, tmp_path: Path) -> None:
    house = a_renovation(office)
    wrong = tmp_path / "照片.jpg"
    wrong.write_text("不是照片", encoding="utf-8")
    photo = Photo(household_id=house.household_id, renovation_id=house.id, sha256="-")
    with pytest.raises(Trouble, match=r"照片\.jpg"):
        office.housing.add_photo(photo, wrong)
    assert office.housing.of_year(2018)[0].photos == ()
