"""Addresses of loads."""

from django.urls import re_path

from goldthread.web.loads.filling import templates, workbook
from goldthread.web.loads.views import load, loads, quarantine

urlpatterns = [
    re_path(r"^loads$", loads),
    re_path(r"^loads/templates$", templates),
    re_path(r"^loads/templates/(?P<name>[a-z]{1,40})\.xlsx$", workbook),
    re_path(r"^loads/(?P<number>[0-9]{1,9})$", load),
    re_path(r"^loads/(?P<number>[0-9]{1,9})/quarantine$", quarantine),
]
