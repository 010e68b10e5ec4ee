"""The tables: every life of this part, in the order in which the work goes."""

from goldthread.programme.transitions.cycle import CYCLE
from goldthread.programme.transitions.evidence import EVIDENCE
from goldthread.programme.transitions.extension import EXTENSION
from goldthread.programme.transitions.key_task import KEY_TASK
from goldthread.programme.transitions.measure import MEASURE
from goldthread.programme.transitions.report import PROGRESS_REPORT
from goldthread.programme.transitions.source import REQUIREMENT, SOURCE_DOCUMENT
from goldthread.programme.transitions.supervision_notice import SUPERVISION_NOTICE

MACHINES = (
    CYCLE,
    SOURCE_DOCUMENT,
    REQUIREMENT,
    MEASURE,
    KEY_TASK,
    PROGRESS_REPORT,
    EVIDENCE,
    EXTENSION,
    SUPERVISION_NOTICE,
)

__all__ = [
    "CYCLE",
    "EVIDENCE",
    "EXTENSION",
    "KEY_TASK",
    "MACHINES",
    "MEASURE",
    "PROGRESS_REPORT",
    "REQUIREMENT",
    "SOURCE_DOCUMENT",
    "SUPERVISION_NOTICE",
]
