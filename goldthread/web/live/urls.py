"""Addresses of the hall's screen. The stream's own, /seminars/KEY/stream, is another process's."""

from django.urls import re_path

from goldthread.web.live.token import PATTERN
from goldthread.web.live.views import for_token, for_user, given

KEY = r"(?P<key>[A-Za-z0-9._-]{1,20})"

urlpatterns = [
    re_path(rf"^seminars/{KEY}/screen$", for_user),
    re_path(rf"^seminars/{KEY}/screen/(?P<token>{PATTERN})$", for_token),
    re_path(rf"^seminars/{KEY}/hall$", given),
]
