"""Addresses of the look-back."""

from django.urls import path

from goldthread.web.lookback.views import page

urlpatterns = [path("", page, name="lookback")]
