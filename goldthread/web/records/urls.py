"""Addresses of records."""

from django.urls import path, re_path

from goldthread.web.records.download import csv_file, xlsx_file
from goldthread.web.records.record import record
from goldthread.web.records.views import records

urlpatterns = [
    path("records", records),
    path("records.csv", csv_file),
    path("records.xlsx", xlsx_file),
    re_path(r"^records/(?P<key>[0-9]{1,19})$", record),
    re_path(r"^transactions/(?P<key>[0-9]{1,19})$", record, {"grain": "transaction"}),
    re_path(r"^cases/(?P<key>[0-9]{1,19})$", record, {"grain": "case"}),
]
