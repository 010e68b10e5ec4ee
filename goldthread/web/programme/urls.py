"""Addresses of the work: sources, cycles, measures, the ledger, tasks."""

from django.urls import re_path

from goldthread.web.programme import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.programme.cycles import cycle, cycles
from goldthread.web.programme.ledger import ledger, ledger_csv
from goldthread.web.programme.measures import measure
from goldthread.web.programme.sources import requirement, source, sources
from goldthread.web.programme.tasks import task

KEY = r"(?P<key>[0-9]{1,18})"

urlpatterns = [
    re_path(r"^cycles$", cycles),
    re_path(r"^cycles/(?P<key>[A-Za-z0-9._-]{1,20})$", cycle),
    re_path(r"^sources$", sources),
    re_path(r"^sources/(?P<key>[A-Za-z0-9._-]{1,80})$", source),
    re_path(rf"^requirements/{KEY}$", requirement),
    re_path(rf"^measures/{KEY}$", measure),
    re_path(r"^ledger$", ledger),
    re_path(r"^ledger\.csv$", ledger_csv),
    re_path(rf"^tasks/{KEY}$", task),
]
