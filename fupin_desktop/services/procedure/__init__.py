"""程序: what the office does with passages through roads: start, register steps, withdraw, look."""

from fupin_desktop.services.procedure.reading import PassageFile
from fupin_desktop.services.procedure.registering import Doing
from fupin_desktop.services.procedure.service import Procedures

__all__ = ["Doing", "PassageFile", "Procedures"]
