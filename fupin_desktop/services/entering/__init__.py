"""国扶录入清单: what the national system does not have yet, in the order of its screens, to be typed there by a person."""

from fupin_desktop.services.entering.items import SCREENS, Item, Key, Progress, shown
from fupin_desktop.services.entering.service import Entering

__all__ = ["SCREENS", "Entering", "Item", "Key", "Progress", "shown"]
