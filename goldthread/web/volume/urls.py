"""Addresses of working at volume."""

from django.urls import re_path

from goldthread.web.volume.books import (
    ledger_book,
    ledger_xlsx,
    report_book,
    reports_xlsx,
    workbook,
)
from goldthread.web.volume.many import choose_rows, many
from goldthread.web.volume.plans import lines, read_file, read_pasted, take
from goldthread.web.volume.saved import save, views

HELD = r"(?P<key>[A-Za-z0-9_-]{20,40})"

urlpatterns = [
    re_path(r"^plans/read$", read_pasted),
    re_path(r"^plans/read-file$", read_file),
    re_path(rf"^plans/{HELD}$", lines),
    re_path(rf"^plans/{HELD}/take$", take),
    re_path(r"^ledger\.xlsx$", ledger_xlsx),
    re_path(r"^ledger/workbook$", ledger_book),
    re_path(r"^reports\.xlsx$", reports_xlsx),
    re_path(r"^reports/workbook$", report_book),
    re_path(rf"^workbooks/{HELD}$", workbook),
    re_path(r"^ledger/many$", choose_rows),
    re_path(rf"^ledger/many/{HELD}$", many),
    re_path(r"^views$", views),
    re_path(r"^views/save$", save),
]
