"""催办: what is due, by which rule; own reminders and flags, and how the office wants each rule."""

from fupin_desktop.domain.due.items import Due, Group, counted, days_words, group_of, week_end
from fupin_desktop.domain.due.records import DueSetting, Flag, Reminder
from fupin_desktop.domain.due.rules import RULES, DueKind, DueRule, due_rule, last_day

__all__ = [
    "RULES",
    "Due",
    "DueKind",
    "DueRule",
    "DueSetting",
    "Flag",
    "Group",
    "Reminder",
    "counted",
    "days_words",
    "due_rule",
    "group_of",
    "last_day",
    "week_end",
]
