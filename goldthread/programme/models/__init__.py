from goldthread.programme.models.cycle import Cycle
from goldthread.programme.models.evidence import Evidence
from goldthread.programme.models.follow_up import Extension, SupervisionNotice
from goldthread.programme.models.measure import Comment, Measure, MeasureRequirement
from goldthread.programme.models.report import Erratum, ProgressReport, ReportLine
from goldthread.programme.models.source import Clause, Requirement, SourceDocument
from goldthread.programme.models.task import (
    Criterion,
    Handover,
    KeyTask,
    Milestone,
    Support,
    Target,
    Verdict,
)

__all__ = [
    "Clause",
    "Comment",
    "Criterion",
    "Cycle",
    "Erratum",
    "Evidence",
    "Extension",
    "Handover",
    "KeyTask",
    "Measure",
    "MeasureRequirement",
    "Milestone",
    "ProgressReport",
    "ReportLine",
    "Requirement",
    "SourceDocument",
    "SupervisionNotice",
    "Support",
    "Target",
    "Verdict",
]
