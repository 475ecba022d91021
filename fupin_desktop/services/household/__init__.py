"""Households and their people."""

from fupin_desktop.services.household.batch import BatchLine, BatchPlan
from fupin_desktop.services.household.file import HouseholdFile, facts_of, household_file
from fupin_desktop.services.household.person import derived
from fupin_desktop.services.household.service import Households

__all__ = ["BatchLine", "BatchPlan", "HouseholdFile", "Households", "derived", "facts_of", "household_file"]
