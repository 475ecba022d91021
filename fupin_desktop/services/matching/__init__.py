"""名单比对 and 查一批: whose name or number somebody else's list holds."""

from fupin_desktop.services.matching.outcome import Matched
from fupin_desktop.services.matching.service import Matching
from fupin_desktop.services.matching.setting import SetLine, SetPlan, settable
from fupin_desktop.services.matching.verdicts import Found, Verdict

__all__ = ["Found", "Matched", "Matching", "SetLine", "SetPlan", "Verdict", "settable"]
