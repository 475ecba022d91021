"""催办: the list, own reminders, the rules, and the band on the first page."""
