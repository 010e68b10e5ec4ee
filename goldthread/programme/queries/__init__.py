"""Every reading of this part, as of a day. Who holds nothing sees what is published."""

from goldthread.programme.queries.burden import Burden, asked_already, burden, burdens, held_line
from goldthread.programme.queries.duties import Duty, duties, reports_due
from goldthread.programme.queries.follow_up import Escalation, escalations_due
from goldthread.programme.queries.held import held_visible_to, taken_lines, views_visible_to
from goldthread.programme.queries.lateness import lateness
from goldthread.programme.queries.ledger import (
    Filters,
    heirs_in,
    ledger,
    page_of,
    states_of_assignments,
)
from goldthread.programme.queries.rollup import Rollup, rollup
from goldthread.programme.queries.sampling import Sampled, sample
from goldthread.programme.queries.signals import Signal, signals
from goldthread.programme.queries.tasks import (
    TASKS_ALL,
    stranded_tasks,
    tasks_published,
    tasks_visible_to,
)
from goldthread.programme.queries.thread import thread
from goldthread.programme.queries.upstream import (
    PUBLISHED_MEASURES,
    PUBLISHED_SOURCES,
    cycles_published,
    cycles_visible_to,
    documents_published,
    documents_visible_to,
    measures_published,
    measures_visible_to,
    requirements_published,
    requirements_visible_to,
)
from goldthread.programme.queries.visible import (
    evidence_visible_to,
    extensions_visible_to,
    notices_visible_to,
    reports_published,
    reports_visible_to,
)
from goldthread.programme.queries.why import why_seen

__all__ = [
    "PUBLISHED_MEASURES",
    "PUBLISHED_SOURCES",
    "TASKS_ALL",
    "Burden",
    "Duty",
    "Escalation",
    "Filters",
    "Rollup",
    "Sampled",
    "Signal",
    "asked_already",
    "burden",
    "burdens",
    "cycles_published",
    "cycles_visible_to",
    "documents_published",
    "documents_visible_to",
    "duties",
    "escalations_due",
    "evidence_visible_to",
    "extensions_visible_to",
    "heirs_in",
    "held_line",
    "held_visible_to",
    "lateness",
    "ledger",
    "measures_published",
    "measures_visible_to",
    "notices_visible_to",
    "page_of",
    "reports_due",
    "reports_published",
    "reports_visible_to",
    "requirements_published",
    "requirements_visible_to",
    "rollup",
    "sample",
    "signals",
    "states_of_assignments",
    "stranded_tasks",
    "taken_lines",
    "tasks_published",
    "tasks_visible_to",
    "thread",
    "views_visible_to",
    "why_seen",
]
