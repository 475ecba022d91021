"""催办: what is due on a day, by which rule, in whose charge; own reminders and flags."""

from fupin_desktop.services.due.service import Duties, RuleNow

__all__ = ["Duties", "RuleNow"]
