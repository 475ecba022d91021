"""Sheets of lists to import, and a township with something of every list."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from fupin_desktop.domain.cadre import Cadre, Post
from fupin_desktop.domain.codes import IncomeHead, MonitoringKind
from fupin_desktop.domain.household import IncomeItem, Monitoring
from fupin_desktop.domain.housing import Subsidy
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.relocation import Relocation, Settling, Way
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.domain.visit import Visit
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.office import Office

DAY = date(2018, 5, 8)


def a_sheet(
    path: Path, rows: Sequence[Mapping[str, Any]], heads: Sequence[str] = (), titles: Sequence[str] = ()
) -> Path:
    """A workbook with title rows, one heading row and rows given by heading."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for title in titles:
        sheet.append([title])
    heads = list(heads) or list(dict.fromkeys(head for row in rows for head in row))
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head, "") for head in heads])
    book.save(path)
    return path


def read(office: Office, path: Path, day: date | None = DAY, **more: Any) -> ListDraft:
    draft = office.importing.read(path, day=day, **more)
    assert isinstance(draft, ListDraft), draft.layout
    return draft


def texts(draft: ListDraft, severity: str = "") -> list[str]:
    return [each.text for each in draft.problems if severity in ("", each.severity)]


def kept(office: Office, name: str) -> list[Any]:
    with office.store.read() as unit:
        return list(getattr(unit, name).all())


def filled(office: Office) -> None:
    """Something of every list in the little township."""
    with office.store.write("填满") as unit:
        homes = unit.households.all()
        people = unit.people.all()
        one, two = homes[0], homes[5]
        for home, day, talk in ((one, 3, "了解春耕"), (one, 7, "送医保单"), (two, 3, "看望老人")):
            unit.visits.save(
                Visit(household_id=home.id or 0, on=date(2018, 5, day), who="村支书", talk=talk, appeal="修院墙",
                      return_on=date(2018, 6, day))
            )  # fmt: skip
        for place, person in enumerate(people[:5]):
            unit.work_spells.save(
                WorkSpell(household_id=person.household_id, person_id=person.id or 0, year=2018, working=True,
                          county="库尔勒市", since=date(2018, 1, 1 + place), income=Decimal("2500.50"), industry="建筑",
                          extra=json.dumps({"户类型": "脱贫户"}, ensure_ascii=False) if place < 2 else "")
            )  # fmt: skip
        unit.work_spells.save(
            WorkSpell(household_id=people[0].household_id, person_id=people[0].id or 0, year=2018, planned=True,
                      county="乌鲁木齐市", service="技能培训")
        )  # fmt: skip
        for name, amount in (("低保金", "3000.00"), ("赡养费", "0.00")):
            unit.income_items.save(
                IncomeItem(household_id=one.id or 0, year=2018, head=IncomeHead.TRANSFER, name=name,
                           amount=Decimal(amount), evidence="存折；2018｜一\\期")
            )  # fmt: skip
        unit.relocations.save(
            Relocation(household_id=two.id or 0, way=Way.SINGLE, settling=Settling.TOGETHER, site="安康小区",
                       house_area=Decimal("75.5"), living=True, remark="(原址已复垦)")
        )  # fmt: skip
        for village in unit.villages.all():
            unit.village_years.save(
                VillageYear(village=village.name, year=2018, people=1200, collective_income=Decimal("52000.00"),
                            extra=json.dumps({"村干部数": "5"}, ensure_ascii=False))
            )  # fmt: skip
        cadre = unit.cadres.save(Cadre(name="陈干部", unit="县水利局", phone="13900000001"))
        other = unit.cadres.save(Cadre(name="刘干部", unit="县水利局", post=Post.B))
        unit.cadres.save(Cadre(name="闲干部", unit="县林业局"))
        from fupin_desktop.domain.cadre import Pairing

        unit.pairings.save(Pairing(household_id=one.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2017, 1, 1),
                                   until=date(2017, 6, 1)))  # fmt: skip
        unit.pairings.save(
            Pairing(household_id=one.id or 0, cadre_id=cadre.id or 0, post=Post.A, since=date(2018, 1, 1))
        )
        unit.pairings.save(
            Pairing(household_id=one.id or 0, cadre_id=other.id or 0, post=Post.B, since=date(2018, 1, 1))
        )
        unit.monitorings.save(
            Monitoring(household_id=two.id or 0, kind=MonitoringKind.SUDDEN, identified_on=date(2018, 3, 1),
                       measures=(MeasureKind.HEALTH, MeasureKind.POST), after_wage=Decimal("100.00"), removed=True,
                       removed_on=date(2018, 4, 1), collector="陈干部")
        )  # fmt: skip
        renovation = unit.renovations.all()[0]
        stage = unit.stages.all(renovation_id=renovation.id)[0]
        unit.stages.save(
            dataclasses.replace(stage, who="陈干部", skip_reason="先改后批", remark="一｜二\\三")
        )
        for amount in ("10000.00", "4000.00"):
            unit.subsidies.save(Subsidy(household_id=renovation.household_id, renovation_id=renovation.id or 0,
                                        source="中央2018年；第一批", amount=Decimal(amount)))  # fmt: skip
