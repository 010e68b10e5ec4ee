"""Of which offices and days a user fills in a workbook of reports."""

from datetime import date
from typing import Any

from goldthread.offices.models import Office
from goldthread.offices.queries import scope_of
from goldthread.programme.parties import EVERYBODY
from goldthread.programme.queries.duties import duties, owing_tasks
from goldthread.programme.queries.tasks import tasks_visible_to
from goldthread.workflow import clock


def workbooks_of_reports(user: Any, day: date | None = None) -> list[tuple[Office, date, int]]:
    """Each own office with each day of which it owes reports, and of how many tasks."""
    on = day or clock.today()
    own = scope_of(user, on, EVERYBODY)
    if not own:
        return []
    tasks = owing_tasks().filter(pk__in=tasks_visible_to(user, on).values("pk"))
    counted: dict[tuple[str, date], tuple[Office, int]] = {}
    for each in duties(on, tasks=tasks, offices=own):
        key = (each.office.code, each.period_end)
        counted[key] = (each.office, counted.get(key, (each.office, 0))[1] + 1)
    return [(office, end, count) for (_code, end), (office, count) in sorted(counted.items())]
