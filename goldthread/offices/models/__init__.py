from goldthread.offices.models.emergency import EmergencyAccess
from goldthread.offices.models.people import Membership, Person
from goldthread.offices.models.post import Delivery, LastLook, Mail, Wish
from goldthread.offices.models.reforms import ChangeEvent, Reform, ReformWrite, Succession
from goldthread.offices.models.structure import (
    FunctionHolding,
    Office,
    OfficeVersion,
    ParentEdge,
    Reach,
    RegionDuty,
)

__all__ = [
    "ChangeEvent",
    "Delivery",
    "EmergencyAccess",
    "FunctionHolding",
    "LastLook",
    "Mail",
    "Membership",
    "Office",
    "OfficeVersion",
    "ParentEdge",
    "Person",
    "Reach",
    "Reform",
    "ReformWrite",
    "RegionDuty",
    "Succession",
    "Wish",
]
