"""The tables, one class each, written by hand; a test ties them to the records of ``domain``."""

from fupin_desktop.db.models.base import RecordRow, Row
from fupin_desktop.db.models.household import (
    HouseholdRow,
    HouseholdYearRow,
    IncomeItemRow,
    MonitoringRow,
    PersonRow,
    PersonYearRow,
    StandingRow,
    VerdictRow,
    VillageRow,
)
from fupin_desktop.db.models.housing import PhotoRow, RenovationRow, StageRow, SubsidyRow
from fupin_desktop.db.models.journal import ActRow, ChangeRow, CurrentActRow, HouseholdLineRow
from fupin_desktop.db.models.office import CorrectionRow, ImportBatchRow, PovertyLineRow, SettingRow
from fupin_desktop.db.models.plan import (
    CadreRow,
    MeasureFundRow,
    MeasureRow,
    PairingRow,
    PlanRow,
    ProgressRow,
)

__all__ = [
    "ActRow",
    "CadreRow",
    "ChangeRow",
    "CorrectionRow",
    "CurrentActRow",
    "HouseholdLineRow",
    "HouseholdRow",
    "HouseholdYearRow",
    "ImportBatchRow",
    "IncomeItemRow",
    "MeasureFundRow",
    "MeasureRow",
    "MonitoringRow",
    "PairingRow",
    "PersonRow",
    "PersonYearRow",
    "PhotoRow",
    "PlanRow",
    "PovertyLineRow",
    "ProgressRow",
    "RecordRow",
    "RenovationRow",
    "Row",
    "SettingRow",
    "StageRow",
    "StandingRow",
    "SubsidyRow",
    "VerdictRow",
    "VillageRow",
]

for _table in Row.metadata.tables.values():
    if (
        "id" in _table.columns
    ):  # an id is never given twice, so the journal cannot mistake one row for another
        _table.dialect_kwargs["sqlite_autoincrement"] = True
