"""Addresses of the following up: reports, evidence, extensions, notices."""

from django.urls import re_path

from goldthread.web.reports import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.reports.evidence import evidence, evidence_file
from goldthread.web.reports.follow_up import escalations, extension, notice
from goldthread.web.reports.reports import report
from goldthread.web.reports.uploading import add_evidence_page

KEY = r"(?P<key>[0-9]{1,18})"

urlpatterns = [
    re_path(rf"^reports/{KEY}$", report),
    re_path(rf"^tasks/{KEY}/evidence$", add_evidence_page),
    re_path(rf"^evidence/{KEY}$", evidence),
    re_path(rf"^evidence/{KEY}/file$", evidence_file),
    re_path(rf"^extensions/{KEY}$", extension),
    re_path(rf"^notices/{KEY}$", notice),
    re_path(r"^escalations$", escalations),
]
