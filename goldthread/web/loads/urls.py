"""Addresses of loads."""

from django.urls import re_path

from goldthread.web.loads.views import load, loads, quarantine

urlpatterns = [
    re_path(r"^loads$", loads),
    re_path(r"^loads/(?P<number>[0-9]{1,9})$", load),
    re_path(r"^loads/(?P<number>[0-9]{1,9})/quarantine$", quarantine),
]
