"""Safe housing: the renovation of an unsafe house (危房改造), its stages, money, photos, what they show."""

from fupin_desktop.domain.housing.funds import Funds, funds
from fupin_desktop.domain.housing.records import (
    HIDDEN_KIND,
    Applicant,
    Build,
    Photo,
    Renovation,
    Slot,
    Stage,
    StageKind,
    Subsidy,
    Way,
)
from fupin_desktop.domain.housing.remarks import WAYS, photos_missing, utilities, way_problem
from fupin_desktop.domain.housing.stages import (
    DEFAULT_ORDER,
    ORDERS,
    Order,
    State,
    accepted,
    order_from,
    removal_problems,
    stage_problems,
    state,
)

__all__ = [
    "DEFAULT_ORDER",
    "HIDDEN_KIND",
    "ORDERS",
    "WAYS",
    "Applicant",
    "Build",
    "Funds",
    "Order",
    "Photo",
    "Renovation",
    "Slot",
    "Stage",
    "StageKind",
    "State",
    "Subsidy",
    "Way",
    "accepted",
    "funds",
    "order_from",
    "photos_missing",
    "removal_problems",
    "stage_problems",
    "state",
    "utilities",
    "way_problem",
]
