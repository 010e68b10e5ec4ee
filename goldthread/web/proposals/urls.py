"""Addresses of proposals, of what is said of them, of answers and promises."""

from django.urls import re_path

from goldthread.web.proposals import registering  # noqa: F401  (makes objects known to forms)
from goldthread.web.proposals.alike import similar
from goldthread.web.proposals.answers import answers, batch
from goldthread.web.proposals.consensus import consensus_map
from goldthread.web.proposals.listing import of_seminar, proposals, proposals_csv
from goldthread.web.proposals.many import choose_rows, many
from goldthread.web.proposals.promises import kept_proposals, promises
from goldthread.web.proposals.proposal import proposal
from goldthread.web.proposals.small import remark, sponsorship, stance

KEY = r"(?P<key>[0-9]{1,18})"
SEMINAR = r"^seminars/(?P<key>[A-Za-z0-9._-]{1,20})"

urlpatterns = [
    re_path(r"^proposals$", proposals),
    re_path(r"^proposals\.csv$", proposals_csv),
    re_path(rf"^proposals/{KEY}$", proposal),
    re_path(r"^proposals/alike$", similar),
    re_path(r"^proposals/many$", choose_rows),
    re_path(r"^proposals/many/(?P<key>[A-Za-z0-9_-]{1,40})$", many),
    re_path(rf"^sponsorships/{KEY}$", sponsorship),
    re_path(rf"^stances/{KEY}$", stance),
    re_path(rf"^remarks/{KEY}$", remark),
    re_path(rf"{SEMINAR}/proposals$", of_seminar),
    re_path(rf"{SEMINAR}/consensus$", consensus_map),
    re_path(r"^answers$", answers),
    re_path(rf"^answers/{KEY}$", batch),
    re_path(r"^promises$", promises),
    re_path(r"^promises/proposals$", kept_proposals),
]
