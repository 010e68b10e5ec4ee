"""What programs may see of each kind of work: who sees which rows, and the fields that are given.

`fields` is an allow-list: what does not stand here is never given, whoever asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

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
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine, Transition

TITLES = ("title_en", "title_zh")


@dataclass(frozen=True, kw_only=True)
class Work:
    """One kind of work.

    `sees`: the rows that a user sees. `fields`: columns given as they are. `offices`: references
    to offices, given as codes. `links`: references to other work, given where it is seen too.
    `filters`: what a list is narrowed by beside the state, with the column that it means. `begun`:
    may a program begin one? Evidence comes as a file, by its page.
    """

    model: type[Lifecycle]
    sees: "Callable[[Any], QuerySet[Any]]"
    fields: tuple[str, ...]
    offices: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    filters: Mapping[str, str]
    begun: bool = True

    @property
    def machine(self) -> Machine:
        return self.model.machine

    @property
    def name(self) -> str:
        """What addresses call it: the name of its machine."""
        return self.machine.name

    def creations(self) -> tuple[Transition, ...]:
        return self.machine.creations() if self.begun else ()

    def linked(self, name: str) -> "Work":
        """The kind of work that a link leads to."""
        return WORK[self.model._meta.get_field(name).related_model.machine.name]


_ALL = (
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
WORK = {work.name: work for work in _ALL}
"""Every kind of work by the name of its machine."""
