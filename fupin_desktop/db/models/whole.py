"""All tables together: for migrations, triggers and checks. A start that needs one table reads only its module."""

from fupin_desktop.db.models.base import metadata
from fupin_desktop.db.models.doctor import check_run, rule_setting, waiver
from fupin_desktop.db.models.household import (
    household,
    household_year,
    income_item,
    monitoring,
    person,
    person_year,
    standing,
    verdict,
)
from fupin_desktop.db.models.housing import photo, renovation, stage, subsidy
from fupin_desktop.db.models.journal import act, change, current_act, household_line
from fupin_desktop.db.models.life import attachment, due_setting, event, reminder, visit, year_lock
from fupin_desktop.db.models.office import correction, import_batch, poverty_line, setting
from fupin_desktop.db.models.paper import printed, printed_page, scheme, wording
from fupin_desktop.db.models.place import village, village_year
from fupin_desktop.db.models.plan import cadre, measure, measure_fund, pairing, plan, progress
from fupin_desktop.db.models.procedure import (
    meeting,
    objection,
    passage,
    posted,
    posting,
    procedure_number,
    quota,
    step,
    window,
)
from fupin_desktop.db.models.sheets import (
    distinct_pair,
    entered,
    kept_form,
    kept_layout,
    outgoing,
    village_sheet,
)
from fupin_desktop.db.models.work import relocation, work_spell

__all__ = [
    "act",
    "attachment",
    "cadre",
    "change",
    "check_run",
    "correction",
    "current_act",
    "distinct_pair",
    "due_setting",
    "entered",
    "event",
    "household",
    "household_line",
    "household_year",
    "import_batch",
    "income_item",
    "kept_form",
    "kept_layout",
    "measure",
    "measure_fund",
    "meeting",
    "metadata",
    "monitoring",
    "objection",
    "outgoing",
    "pairing",
    "passage",
    "person",
    "person_year",
    "photo",
    "plan",
    "posted",
    "posting",
    "poverty_line",
    "printed",
    "printed_page",
    "procedure_number",
    "progress",
    "quota",
    "relocation",
    "reminder",
    "renovation",
    "rule_setting",
    "scheme",
    "setting",
    "stage",
    "standing",
    "step",
    "subsidy",
    "verdict",
    "village",
    "village_sheet",
    "village_year",
    "visit",
    "waiver",
    "window",
    "wording",
    "work_spell",
    "year_lock",
]
