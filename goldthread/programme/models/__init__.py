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
from goldthread.programme.models.volume import Held, PlanLine, SavedView

__all__ = [
    "Clause",
    "Comment",
    "Criterion",
    "Cycle",
    "Erratum",
    "Evidence",
    "Extension",
    "Handover",
    "Held",
    "KeyTask",
    "Measure",
    "MeasureRequirement",
    "Milestone",
    "PlanLine",
    "ProgressReport",
    "ReportLine",
    "Requirement",
    "SavedView",
    "SourceDocument",
    "SupervisionNotice",
    "Support",
    "Target",
    "Verdict",
]
