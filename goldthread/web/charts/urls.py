"""Addresses of charts."""

from django.urls import re_path

from goldthread.web.charts.views import chart

urlpatterns = [re_path(r"^charts/(?P<name>series|map|fields)\.(?P<form>svg|png|json)$", chart)]
