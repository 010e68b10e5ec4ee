"""Addresses of the thread, and of a review as known on a day."""

from django.urls import re_path

from goldthread.web.walk.past import review_then
from goldthread.web.walk.thread import thread, thread_csv, thread_jsonld

THING = r"^thread/(?P<kind>[a-z]{3,12})/(?P<key>[A-Za-z0-9;=,_:/-]{1,200})"

urlpatterns = [
    re_path(rf"{THING}$", thread),
    re_path(rf"{THING}\.csv$", thread_csv),
    re_path(rf"{THING}\.jsonld$", thread_jsonld),
    re_path(r"^reviews/(?P<key>[A-Za-z0-9-]{1,20})/then$", review_then),
]
