"""Open data: the accepted summaries, streamed as they are read.

Published are the task, the unit, the day and the reported figures; never the narrative, the notes,
the remarks, the confidence, who wrote or signed it, nor any file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from goldthread.offices.queries import offices_named_on
from goldthread.programme import queries
from goldthread.programme.models import ReportLine
from goldthread.programme.models.base import MISSING, NOT_APPLICABLE, VALUE
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock

COLUMNS = (
    *("cycle", "ledger_number", "title_en", "title_zh", "unit", "unit_en", "unit_zh"),
    *("state_of_affairs_on", "handed_in_on", "accepted", "errata"),
    *("reported", "not_reported", "not_applicable", "figures"),
)
STEP = 1_000
FIELDS = (
    *("pk", "task__cycle__key", "task__ledger_number", "task__title_en", "task__title_zh"),
    *("office__code", "office_id", "period_end", "submitted_on", "state", "errata"),
)


class _Echo:
    def write(self, line: str) -> str:
        return line


def reports_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Of one cycle, or of all; memory does not grow with them."""
    keys = list(queries.cycles_published().values_list("key", flat=True))
    asked = address.read(request, {"cycle": str})
    rows = queries.reports_published().filter(task__cycle__in=queries.cycles_published())
    if "cycle" in asked:
        if asked["cycle"] not in keys:
            raise NotThere(_("There is no published cycle of this name."))
        rows = rows.filter(task__cycle__key=asked["cycle"])
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"reports-{asked.get('cycle', 'all')}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(rows: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    names = {row.office_id: (row.name_en, row.name_zh) for row in offices_named_on(clock.today())}
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk").values_list(*FIELDS)[:STEP]):
        said = _said([row[0] for row in part])
        yield "".join(writer.writerow(_cells(row, names, said[row[0]])) for row in part)
        last = part[-1][0]


def _said(keys: list[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    """The lines about targets of some reports: one query."""
    rows = ReportLine.objects.filter(report__in=keys, target__isnull=False)
    fields = ("report_id", "target__indicator", "target__region", "target__period")
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    ordered = rows.order_by("report_id", "target__position")
    for key, *line in ordered.values_list(*fields, "status", "value"):
        found[key].append(tuple(line))
    return found


def _cells(
    row: tuple[Any, ...], names: Mapping[int, tuple[str, str]], lines: list[tuple[Any, ...]]
) -> list[str]:
    _pk, cycle, number, title_en, title_zh, unit, office, day, handed_in, state, errata = row
    statuses = Counter(line[-2] for line in lines)
    return [
        *(cycle, number, title_en, title_zh, unit, *names.get(office, ("", ""))),
        *(day.isoformat(), handed_in.isoformat() if handed_in else ""),
        "above" if state == "accepted_above" else "here",
        str(errata),
        *(str(statuses[status]) for status in (VALUE, MISSING, NOT_APPLICABLE)),
        "; ".join(_figure(line) for line in lines),
    ]


def _figure(line: tuple[Any, ...]) -> str:
    """`C03 2019-H1 = 12.5`; nothing reported is said so, never a zero."""
    indicator, region, period, status, value = line
    about = " ".join(filter(None, (indicator, region, period)))
    return f"{about} = {format(value.normalize(), 'f') if status == VALUE else status}"
