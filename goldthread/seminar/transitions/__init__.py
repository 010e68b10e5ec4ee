"""The tables: every life of this part, in the order in which a seminar goes."""

from goldthread.seminar.transitions.address import ADDRESS
from goldthread.seminar.transitions.agenda import AGENDA_ITEM, SEMINAR_DOCUMENT, SEMINAR_SESSION
from goldthread.seminar.transitions.answer_batch import ANSWER_BATCH
from goldthread.seminar.transitions.delegation import DELEGATION, INTERVENTION
from goldthread.seminar.transitions.discussion import REMARK, STANCE
from goldthread.seminar.transitions.minutes import MINUTES_CORRECTION, MINUTES_ENTRY
from goldthread.seminar.transitions.proposal import PROPOSAL, SPONSORSHIP
from goldthread.seminar.transitions.seminar import SEMINAR

MACHINES = (
    SEMINAR,
    SEMINAR_SESSION,
    AGENDA_ITEM,
    SEMINAR_DOCUMENT,
    DELEGATION,
    INTERVENTION,
    ADDRESS,
    PROPOSAL,
    SPONSORSHIP,
    STANCE,
    REMARK,
    ANSWER_BATCH,
    MINUTES_ENTRY,
    MINUTES_CORRECTION,
)

__all__ = [
    "ADDRESS",
    "AGENDA_ITEM",
    "ANSWER_BATCH",
    "DELEGATION",
    "INTERVENTION",
    "MACHINES",
    "MINUTES_CORRECTION",
    "MINUTES_ENTRY",
    "PROPOSAL",
    "REMARK",
    "SEMINAR",
    "SEMINAR_DOCUMENT",
    "SEMINAR_SESSION",
    "SPONSORSHIP",
    "STANCE",
]
