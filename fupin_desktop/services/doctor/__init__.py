"""The data doctor as a service: examine, waive, mend, hand out."""
