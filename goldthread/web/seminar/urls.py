"""Addresses of the meeting."""

from django.urls import re_path

from goldthread.web.seminar import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.seminar.adding import add_document_page
from goldthread.web.seminar.addresses import address_page
from goldthread.web.seminar.agenda import agenda, item, session
from goldthread.web.seminar.badges import badges
from goldthread.web.seminar.calendar import agenda_ics
from goldthread.web.seminar.checking_in import check_in, known_badges, worker
from goldthread.web.seminar.delegations import delegation, delegations, delegations_csv
from goldthread.web.seminar.documents import document, document_file, documents
from goldthread.web.seminar.interventions import intervention, interventions
from goldthread.web.seminar.minutes import correction, entry, minutes
from goldthread.web.seminar.seminars import seminar, seminars
from goldthread.web.seminar.unsaid import unsaid

KEY = r"(?P<key>[0-9]{1,18})"
SEMINAR = r"seminars/(?P<key>[A-Za-z0-9._-]{1,20})"

urlpatterns = [
    re_path(r"^seminars$", seminars),
    re_path(rf"^{SEMINAR}$", seminar),
    re_path(rf"^{SEMINAR}/agenda$", agenda),
    re_path(rf"^{SEMINAR}/agenda\.ics$", agenda_ics),
    re_path(rf"^{SEMINAR}/documents$", documents),
    re_path(rf"^{SEMINAR}/documents/add$", add_document_page),
    re_path(rf"^{SEMINAR}/delegations$", delegations),
    re_path(rf"^{SEMINAR}/delegations\.csv$", delegations_csv),
    re_path(rf"^{SEMINAR}/badges$", badges),
    re_path(rf"^{SEMINAR}/check-in$", check_in),
    re_path(rf"^{SEMINAR}/check-in/list$", known_badges),
    re_path(rf"^{SEMINAR}/check-in/worker\.js$", worker),
    re_path(rf"^{SEMINAR}/interventions$", interventions),
    re_path(rf"^{SEMINAR}/minutes$", minutes),
    re_path(rf"^{SEMINAR}/unsaid$", unsaid),
    re_path(rf"^sessions/{KEY}$", session),
    re_path(rf"^agenda-items/{KEY}$", item),
    re_path(rf"^documents/{KEY}$", document),
    re_path(rf"^documents/{KEY}/file$", document_file),
    re_path(rf"^delegations/{KEY}$", delegation),
    re_path(rf"^interventions/{KEY}$", intervention),
    re_path(rf"^minutes/{KEY}$", entry),
    re_path(rf"^corrections/{KEY}$", correction),
    re_path(rf"^addresses/{KEY}$", address_page),
]
