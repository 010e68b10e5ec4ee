"""Addresses of the indicators."""

from django.urls import re_path

from goldthread.web.catalogue.views import indicator, indicators

urlpatterns = [
    re_path(r"^indicators$", indicators),
    re_path(r"^indicators/(?P<name>[A-Za-z0-9-]{1,40})$", indicator),
]
