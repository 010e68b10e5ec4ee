from goldthread.seminar.models.address import Address, AddressFigure, Promise
from goldthread.seminar.models.delegation import Delegate, Delegation, Intervention
from goldthread.seminar.models.discussion import Remark, Stance
from goldthread.seminar.models.minutes import MinutesCorrection, MinutesEntry, MinutesRevision
from goldthread.seminar.models.proposal import (
    Answer,
    AnswerBatch,
    Descent,
    Handling,
    Proposal,
    Rating,
    Sponsorship,
)
from goldthread.seminar.models.seminar import (
    AgendaItem,
    AgendaRelease,
    Seminar,
    SeminarDocument,
    SeminarSession,
)

__all__ = [
    "Address",
    "AddressFigure",
    "AgendaItem",
    "AgendaRelease",
    "Answer",
    "AnswerBatch",
    "Delegate",
    "Delegation",
    "Descent",
    "Handling",
    "Intervention",
    "MinutesCorrection",
    "MinutesEntry",
    "MinutesRevision",
    "Promise",
    "Proposal",
    "Rating",
    "Remark",
    "Seminar",
    "SeminarDocument",
    "SeminarSession",
    "Sponsorship",
    "Stance",
]
