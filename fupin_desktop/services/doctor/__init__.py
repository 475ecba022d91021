"""The data doctor as a service: examine, waive, mend, remember, hand out."""

from fupin_desktop.services.doctor.checked import Checked, Trend
from fupin_desktop.services.doctor.mending import Fix
from fupin_desktop.services.doctor.remembering import Mended
from fupin_desktop.services.doctor.service import Doctor, rule_of

__all__ = ["Checked", "Doctor", "Fix", "Mended", "Trend", "rule_of"]
