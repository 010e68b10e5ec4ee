"""Addresses of news."""

from django.urls import re_path

from goldthread.web.news import registering  # noqa: F401  (makes releases known to forms)
from goldthread.web.news.feed import feed
from goldthread.web.news.releases import news, release
from goldthread.web.news.word import word

KEY = r"(?P<key>[0-9a-z-]{1,80})"

urlpatterns = [
    re_path(r"^news$", news),
    re_path(r"^news/feed\.atom$", feed),
    re_path(rf"^news/{KEY}$", release),
    re_path(rf"^news/{KEY}\.docx$", word),
]
