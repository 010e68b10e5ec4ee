"""Addresses of the following up: reports, evidence, extensions, notices; the desk; open data."""

from django.urls import re_path

from goldthread.web.reports import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.reports.desk import desk, notices, waiting_rows
from goldthread.web.reports.evidence import evidence, evidence_file
from goldthread.web.reports.follow_up import escalations, extension, notice
from goldthread.web.reports.open_data import reports_csv
from goldthread.web.reports.reports import report
from goldthread.web.reports.supervising import burden, signals
from goldthread.web.reports.uploading import add_evidence_page
from goldthread.web.reports.wishing import seen, wish

KEY = r"(?P<key>[0-9]{1,18})"

urlpatterns = [
    re_path(rf"^reports/{KEY}$", report),
    re_path(rf"^tasks/{KEY}/evidence$", add_evidence_page),
    re_path(rf"^evidence/{KEY}$", evidence),
    re_path(rf"^evidence/{KEY}/file$", evidence_file),
    re_path(rf"^extensions/{KEY}$", extension),
    re_path(rf"^notices/{KEY}$", notice),
    re_path(r"^escalations$", escalations),
    re_path(r"^signals$", signals),
    re_path(r"^burden$", burden),
    re_path(r"^desk$", desk),
    re_path(r"^desk/waiting/(?P<kind>[a-z_]{1,40}\.[a-z_]{1,40})$", waiting_rows),
    re_path(r"^desk/notices$", notices),
    re_path(r"^desk/looked$", seen),
    re_path(r"^desk/wish$", wish),
    re_path(r"^open/reports\.csv$", reports_csv),
]
