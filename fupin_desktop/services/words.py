"""Which record stands for which table, for history, corrections and export."""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desktop.domain import (
    assessment,
    cadre,
    household,
    housing,
    office,
    paper,
    plan,
    relocation,
    sheets,
    village,
    work,
)
from fupin_desktop.domain.doctor import records as doctor
from fupin_desktop.domain.fields import Record

KINDS: Mapping[str, type[Record]] = {
    "household": household.Household,
    "person": household.Person,
    "standing": household.Standing,
    "monitoring": household.Monitoring,
    "household_year": household.HouseholdYear,
    "person_year": household.PersonYear,
    "income_item": household.IncomeItem,
    "verdict": assessment.Verdict,
    "village": village.Village,
    "renovation": housing.Renovation,
    "stage": housing.Stage,
    "subsidy": housing.Subsidy,
    "photo": housing.Photo,
    "plan": plan.Plan,
    "measure": plan.Measure,
    "measure_fund": plan.MeasureFund,
    "progress": plan.Progress,
    "cadre": cadre.Cadre,
    "pairing": cadre.Pairing,
    "poverty_line": office.PovertyLine,
    "setting": office.Setting,
    "import_batch": office.ImportBatch,
    "correction": office.Correction,
    "printed": paper.Printed,
    "printed_page": paper.PrintedPage,
    "scheme": paper.Scheme,
    "wording": paper.Wording,
    "village_year": village.VillageYear,
    "work_spell": work.WorkSpell,
    "relocation": relocation.Relocation,
    "kept_layout": sheets.KeptLayout,
    "kept_form": sheets.KeptForm,
    "village_sheet": sheets.VillageSheet,
    "distinct_pair": sheets.Distinct,
    "outgoing": sheets.Outgoing,
    "entered": sheets.Entered,
    "rule_setting": doctor.RuleSetting,
    "waiver": doctor.Waiver,
    "check_run": doctor.CheckRun,
}
