"""Addresses of offices and reform acts."""

from django.urls import re_path

from goldthread.web.offices import registering  # noqa: F401  (makes acts known to forms)
from goldthread.web.offices.drafting import add, take_out
from goldthread.web.offices.reforms import (
    handover,
    handover_docx,
    reform,
    reforms,
    rehearsal,
)
from goldthread.web.offices.uploading import upload
from goldthread.web.offices.views import office, offices, offices_csv

CODE = r"[A-Za-z0-9._-]{1,40}"
ACT = r"reforms/(?P<key>[A-Za-z0-9._-]{1,80})"
PAIR = rf"(?P<giver>{CODE})/(?P<taker>[A-Za-z0-9._-]{{1,40}}?)"

urlpatterns = [
    re_path(r"^offices$", offices),
    re_path(r"^offices\.csv$", offices_csv),
    re_path(rf"^offices/(?P<code>{CODE})$", office),
    re_path(r"^reforms$", reforms),
    re_path(r"^reforms/upload$", upload),
    re_path(rf"^{ACT}$", reform),
    re_path(rf"^{ACT}/rehearsal$", rehearsal),
    re_path(rf"^{ACT}/add/(?P<kind>[a-z_]{{1,40}})$", add),
    re_path(rf"^{ACT}/take-out/(?P<number>[0-9]{{1,4}})$", take_out),
    re_path(rf"^{ACT}/handover/{PAIR}\.docx$", handover_docx),
    re_path(rf"^{ACT}/handover/{PAIR}$", handover),
]
