"""The kinds of work of the programme."""

from goldthread.api.kind import TITLES, Work
from goldthread.programme import queries
from goldthread.programme.models import (
    Cycle,
    Evidence,
    Extension,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
    SourceDocument,
    SupervisionNotice,
)

PROGRAMME = (
    Work(
        model=Cycle,
        sees=queries.cycles_visible_to,
        fields=("key", *TITLES, "starts", "ends"),
        links=("previous",),
        filters={},
    ),
    Work(
        model=SourceDocument,
        sees=queries.documents_visible_to,
        fields=("key", *TITLES, "kind", "number", "issued_by", "issued_on", "language"),
        links=("successor",),
        filters={},
    ),
    Work(
        model=Requirement,
        sees=queries.requirements_visible_to,
        fields=("number", *TITLES, "due"),
        links=("cycle",),
        filters={"cycle": "cycle__key"},
    ),
    Work(
        model=Measure,
        sees=queries.measures_visible_to,
        fields=(
            *("number", "line_of_work", *TITLES, "text_en", "text_zh", "edition", "assessment"),
        ),
        offices=("department",),
        links=("cycle", "carried_from"),
        filters={"cycle": "cycle__key"},
    ),
    Work(
        model=KeyTask,
        sees=queries.tasks_visible_to,
        fields=(
            *("ledger_number", *TITLES, "text", "responsible", "due", "original_due"),
            *("extensions_granted", "signed_on", "assigned_on", "received_on", "done_on", "waiver"),
        ),
        offices=("lead",),
        links=("cycle", "measure", "parent", "carried_from"),
        filters={"cycle": "cycle__key", "lead": "lead__code"},
    ),
    Work(
        model=ProgressReport,
        sees=queries.reports_visible_to,
        fields=(
            *("part", "period_end", "due", "submitted_on", "narrative", "confidence", "errata"),
        ),
        offices=("office",),
        links=("task",),
        filters={"cycle": "task__cycle__key"},
    ),
    Work(
        model=Evidence,
        sees=queries.evidence_visible_to,
        fields=("name", "description", "sha256", "size", "media_type", "remark"),
        offices=("office",),
        links=("task", "report", "replaced_by"),
        filters={"cycle": "task__cycle__key"},
        begun=False,
    ),
    Work(
        model=Extension,
        sees=queries.extensions_visible_to,
        fields=("from_due", "due", "reason", "progress", "decision"),
        links=("task",),
        filters={"cycle": "task__cycle__key"},
    ),
    Work(
        model=SupervisionNotice,
        sees=queries.notices_visible_to,
        fields=("number", "colour", "issued_on", "answer_due", "answered_on", "text", "answer"),
        links=("task", "previous"),
        filters={"cycle": "task__cycle__key"},
    ),
)
